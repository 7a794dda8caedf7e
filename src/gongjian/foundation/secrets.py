"""Personal numbers at rest: encrypted with a named key, found again through a keyed index."""

from __future__ import annotations

import base64
import hmac
import os
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE_BYTES = 12


class UnknownKey(LookupError):
    """The text was encrypted with a key that is not in the key folder."""


@lru_cache(maxsize=8)
def _key(key_id: str) -> bytes:
    path = Path(settings.KEY_FOLDER) / f"{key_id}.key"
    if not path.exists():
        raise UnknownKey(f"找不到密钥 {key_id}。请把备份的密钥文件放回 {path.parent}。")
    return base64.b64decode(path.read_bytes())


class KeysMissing(RuntimeError):
    """There is a database, but not the keys it was written with; fresh ones could not read its numbers."""


def make_keys(folder: Path, *, is_filled: Callable[[], bool]) -> None:
    """Write a fresh encryption key and index key into FOLDER, unless they are there.

    Raises KeysMissing when the database IS_FILLED without them: then the old keys must be brought back.
    """
    if not (folder / "index.key").exists() and is_filled():
        raise KeysMissing(f"数据库里有内容，但找不到它的密钥。请把备份的 keys 文件夹放回 {folder.parent}。")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("k1", "index"):
        _write_once(folder / f"{name}.key", base64.b64encode(os.urandom(32)))


def _write_once(path: Path, content: bytes) -> None:
    """Whole or not at all, and never over what another process wrote first."""
    if path.exists():
        return
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


@lru_cache(maxsize=8)
def _cipher(key_id: str) -> AESGCM:
    return AESGCM(_key(key_id))


def encrypt(text: str, *, key_id: str = "k1") -> str:
    """TEXT as `key-id:base64(nonce + ciphertext + tag)` (AES-256-GCM); '' stays ''."""
    if not text:
        return ""
    nonce = os.urandom(NONCE_BYTES)
    sealed = _cipher(key_id).encrypt(nonce, text.encode(), key_id.encode())
    return f"{key_id}:{base64.b64encode(nonce + sealed).decode()}"


def decrypt(token: str) -> str:
    """The text behind a token of `encrypt`; raises UnknownKey, or InvalidTag when it was tampered with."""
    if not token:
        return ""
    key_id, _, body = token.partition(":")
    raw = base64.b64decode(body)
    return _cipher(key_id).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], key_id.encode()).decode()


def encrypt_bytes(content: bytes, *, key_id: str = "k1") -> bytes:
    """CONTENT as `key-id:` and nonce, ciphertext and tag, for files."""
    nonce = os.urandom(NONCE_BYTES)
    return key_id.encode() + b":" + nonce + _cipher(key_id).encrypt(nonce, content, key_id.encode())


def decrypt_bytes(sealed: bytes) -> bytes:
    """The content behind `encrypt_bytes`; raises UnknownKey, or InvalidTag when it was tampered with."""
    key_id, _, raw = sealed.partition(b":")
    return _cipher(key_id.decode()).decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], key_id)


def index_of(text: str) -> str:
    """A keyed fingerprint (HMAC-SHA-256, 32 hex digits) for equality search; '' for ''."""
    if not text:
        return ""
    return hmac.digest(_key("index"), text.encode(), "sha256").hex()[:32]


def masked(text: str, *, head: int = 6, tail: int = 4) -> str:
    """TEXT with its middle starred: `320402********3796`; short texts show only their last character."""
    if len(text) <= head + tail:
        return "*" * max(len(text) - 1, 0) + text[-1:]
    return text[:head] + "*" * (len(text) - head - tail) + text[-tail:]
