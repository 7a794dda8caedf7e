"""Text tables: csv, tab separated and the like, in the encodings offices use."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from itertools import islice

from gongjian.foundation.sheets.cells import Row
from gongjian.foundation.sheets.errors import UnknownFormat
from gongjian.foundation.sheets.limits import check_reach
from gongjian.foundation.sheets.quoting import SAMPLE_RECORDS, read_records
from gongjian.foundation.sheets.sheet import Sheet

DELIMITERS = ",\t;|，"
BOM_GB18030 = "\ufeff".encode("gb18030")
MARKS = ((BOM_UTF8, "utf-8"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"), (BOM_GB18030, "gb18030"))
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_delimited(content: bytes) -> list[Sheet]:
    """The one nameless sheet of a text table; rows are records, a quoted cell may hold line breaks.

    Raises:
        UnknownFormat: no text, or no known encoding.
        SheetTooLong, SheetTooWide
    """
    text = decoded(content)
    if CONTROL.search(text):
        raise UnknownFormat
    delimiter = delimiter_of(text)
    height, unpaired = _survey(text, delimiter)
    return [Sheet("", lambda: _rows(text, delimiter), height=height, unpaired=unpaired)]


def decoded(content: bytes) -> str:
    """The text of the file: by its byte order mark, else UTF-8, UTF-16 or GB18030.

    Raises:
        UnknownFormat
    """
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _strictly(content, [encoding]).removeprefix("\ufeff")
    start = content[:1000]
    if b"\0" in start:
        return _strictly(content, ["utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"])
    return _strictly(content, ["utf-8", "gb18030"])


def _strictly(content: bytes, encodings: list[str]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnknownFormat


def delimiter_of(text: str) -> str:
    """The sign that splits the first records into the most cells."""
    if named := re.match(r'"?sep=([^"\r\n])"?\s*[\r\n]', text):
        return named[1]
    sample = text[:200_000]
    return max(DELIMITERS, key=lambda sign: _cells_within(sample, sign))


def _cells_within(sample: str, delimiter: str) -> int:
    return sum(len(record.cells) for record in islice(read_records(sample, delimiter), SAMPLE_RECORDS))


def _survey(text: str, delimiter: str) -> tuple[int, frozenset[int]]:
    """How many records there are, and the numbers of those whose quotation marks do not pair up."""
    height = width = 0
    unpaired = set()
    for height, record in enumerate(read_records(text, delimiter), start=1):
        if any(record.cells[width:]):
            width = _filled(record.cells)
        check_reach(height, width, sheet="这个文件")
        if record.is_mended:
            unpaired.add(height)
    return height, frozenset(unpaired)


def _filled(cells: list[str]) -> int:
    """How many cells there are up to the last one that holds something."""
    return next((count for count in range(len(cells), 0, -1) if cells[count - 1]), 0)


def _rows(text: str, delimiter: str) -> Iterator[Row]:
    for record in read_records(text, delimiter):
        yield [cell or None for cell in record.cells]
