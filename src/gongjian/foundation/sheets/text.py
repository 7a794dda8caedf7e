"""Texts as offices type them: wide letters, stray blanks, signs that mean nothing."""

import re
import unicodedata

from gongjian.foundation.sheets.cells import Cell, shown

INVISIBLE = re.compile(
    r"[\s\u0000-\u001f\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    r"\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc]+"
)
DASHES = "-—–―─ー_/\\|~〜∕⁄－"
NOTHING_WORDS = frozenset({"无", "没有", "空", "暂无", "null", "none", "nil", "n/a", "#n/a", "nan"})
LONGEST_NOTHING = max(map(len, NOTHING_WORDS))
WRAPPED = re.compile(r'^=?"(.*)"$|^=?“(.*)”$', re.DOTALL)


def narrow(text: str) -> str:
    """The text with wide forms made narrow (Ｘ is X, （ is ()."""
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def compact(text: str) -> str:
    """The text made narrow, without any blank or invisible character."""
    return text if _is_plain(text) else INVISIBLE.sub("", narrow(text))


def tidy(text: str) -> str:
    """The text made narrow; blanks remain, as one, only between Latin words."""
    if _is_plain(text):
        return text
    joined = INVISIBLE.sub(" ", narrow(text)).strip()
    return re.sub(r"(?<![!-~]) | (?![!-~])", "", joined) if " " in joined else joined


def _is_plain(text: str) -> bool:
    """Whether there is nothing to make narrow and nothing to remove: the common case, and quick to see."""
    return text.isalnum() and (text.isascii() or unicodedata.is_normalized("NFKC", text))


def means_nothing(text: str) -> bool:
    """Whether the text only says that there is nothing: 无, —, ——, /, - or blanks."""
    if text.isalnum():
        return len(text) <= LONGEST_NOTHING and text.casefold() in NOTHING_WORDS
    core = compact(text)
    return not core.strip(DASHES) or core.casefold() in NOTHING_WORDS


def read_text(value: Cell) -> str | None:
    """A name or word, made tidy; None when the cell says nothing."""
    text = shown(value)
    return None if means_nothing(text) else tidy(text)


def read_remark(value: Cell) -> str | None:
    """A note, exactly as typed but for blanks around it; None when the cell says nothing."""
    text = shown(value)
    return None if means_nothing(text) else text.strip()


def read_code(value: Cell) -> str | None:
    """A number or code in capitals, without blanks, quotes or the apostrophe that forces text in Excel."""
    text = shown(value)
    if text.isalnum() and text.isascii() and len(text) > LONGEST_NOTHING:
        return text.upper()
    if means_nothing(text):
        return None
    core = compact(text)
    if wrapped := WRAPPED.match(core):
        core = wrapped[1] or wrapped[2] or ""
    return core.strip("'‘’`").upper() or None


def read_phone(value: Cell) -> str | None:
    """A telephone number; +86 and the hyphens of a mobile number are dropped."""
    code = read_code(value)
    if code is None:
        return None
    if code.isdecimal() and not code.startswith("00"):
        return code
    code = re.sub(r"^(\+|00)86-?", "", code)
    digits = code.replace("-", "")
    return digits if len(digits) == 11 and digits.isdecimal() and digits[0] == "1" else code


def read_list(value: Cell) -> list[str]:
    """Several names in one cell, separated by 、 ; , or a line break."""
    text = shown(value)
    if means_nothing(text):
        return []
    return [name for part in re.split(r"[、;；,，\n]", text) if (name := read_text(part))]
