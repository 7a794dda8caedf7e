"""Files people hand in, kept in the database so that any web process can serve them."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import models

from gongjian.foundation.refusals import Refused
from gongjian.foundation.secrets import decrypt_bytes, encrypt_bytes


class FileDropped(Refused):
    """A file that was kept for a time only."""


class StoredFile(models.Model):
    """Content, sealed because rosters hold personal numbers, and its fingerprint (SHA-256, hex)."""

    id: int
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(help_text="bytes")
    content = models.BinaryField()
    stored_at = models.DateTimeField()

    class Meta:
        db_table = "foundation_stored_file"

    def __str__(self) -> str:
        return self.name


def keep(name: str, content: bytes, *, now: datetime) -> StoredFile:
    """Store a file, once however often it is handed in under one name."""
    digest = digest_of(content)
    stored = StoredFile.objects.defer("content").filter(digest=digest, name=name).first()
    return stored or StoredFile.objects.create(
        name=name, digest=digest, size=len(content), content=encrypt_bytes(content), stored_at=now
    )


def content_of(stored: StoredFile | None) -> bytes:
    """The file as it was handed in; raises FileDropped when its time is over."""
    if stored is None:
        raise FileDropped("原来的文件已过保留期，已经删掉。需要的话请重新传一次。")
    return decrypt_bytes(bytes(stored.content))


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
