"""Text tables: csv, tab separated and the like, in the encodings offices use."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from gongjian.foundation.sheets.cells import Row
from gongjian.foundation.sheets.errors import DamagedFile, UnknownFormat
from gongjian.foundation.sheets.limits import check_reach
from gongjian.foundation.sheets.sheet import Sheet

DELIMITERS = ",\t;|，"
SAMPLE_RECORDS = 50
LONGEST_FIELD = 1024**2
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_delimited(content: bytes) -> list[Sheet]:
    """The one nameless sheet of a text table; rows are records, a quoted cell may hold line breaks.

    Raises:
        UnknownFormat: no text, or no known encoding.
        DamagedFile: a quotation mark is opened and never closed.
        SheetTooLong
    """
    text = decoded(content)
    if CONTROL.search(text):
        raise UnknownFormat
    csv.field_size_limit(LONGEST_FIELD)
    delimiter = delimiter_of(text)
    height = _count(text, delimiter)
    check_reach(height, 1, sheet="这个文件")
    return [Sheet("", lambda: _records(text, delimiter), height=height)]


def decoded(content: bytes) -> str:
    """The text of the file: by its byte order mark, else UTF-8, UTF-16 or GB18030.

    Raises:
        UnknownFormat
    """
    for mark, encoding in ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return _strictly(content, [encoding])
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
    if named := re.match(r'"?sep=(.)"?\s*[\r\n]', text):
        return named[1]
    sample = text[:200_000]
    return max(DELIMITERS, key=lambda sign: sum(map(len, islice(_reader(sample, sign), SAMPLE_RECORDS))))


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error as error:
        raise DamagedFile("这个文件里有没配对的引号，后面的内容连成了一片。请在 Excel 里另存为 .xlsx 再传。") from error


def _count(text: str, delimiter: str) -> int:
    return sum(1 for _ in _reader(text, delimiter))


def _records(text: str, delimiter: str) -> Iterator[Row]:
    for record in _reader(text, delimiter):
        yield [cell or None for cell in record]
