"""Checks made before a file is opened, so that no file can exhaust the memory of the machine."""

import re
import struct
import zlib
from collections.abc import Iterator
from io import BytesIO
from lzma import LZMAError
from zipfile import BadZipFile, ZipFile, ZipInfo

from gongjian.foundation.sheets.cells import column_number
from gongjian.foundation.sheets.errors import (
    DamagedFile,
    FileTooLarge,
    OverpackedFile,
    ProtectedFile,
    SheetTooLong,
    SheetTooWide,
)
from gongjian.foundation.sheets.extent import filled_reach

MAX_FILE_BYTES = 64 * 1024**2
MAX_UNPACKED_BYTES = 512 * 1024**2
MAX_SHARED_TEXT_BYTES = 256 * 1024**2
MAX_RATIO = 200
MAX_ENTRIES = 500
MAX_ROWS = 200_000
MAX_COLUMNS = 16_384
MAX_CELLS = 10_000_000
CHUNK = 4 * 1024**2
SMALL_ENTRY = 1024**2

BROKEN = (
    BadZipFile,
    zlib.error,
    LZMAError,
    struct.error,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    RuntimeError,
)
PART = re.compile(r"/?xl/.*\.xml$", re.IGNORECASE)
SHARED_TEXT = "sharedStrings.xml"
LAST_ROW = re.compile(rb'<row r="([0-9]{1,9})"')
FAR_CELL = re.compile(rb' r="(?:([A-Z]{2,3})([0-9]+)|[A-Z]([0-9]{6,7}))')
UNUSUAL = tuple(
    re.compile(tag)
    for tag in (rb'<c(?! r="[A-Z])[\s/>]', rb'<row(?! r="[0-9])[\s/>]', rb":c[\s/>]", rb":row[\s/>]", rb"\0")
)


def check_size(size: int) -> None:
    """Refuse a file of more than `MAX_FILE_BYTES`.

    Raises:
        FileTooLarge
    """
    if size > MAX_FILE_BYTES:
        raise FileTooLarge


def open_package(content: bytes) -> ZipFile:
    """The zip package of a workbook, after a look at its directory only.

    Raises:
        DamagedFile: no readable directory.
        ProtectedFile: entries are encrypted.
        OverpackedFile: too many entries, too large unpacked, or packed suspiciously well.
    """
    try:
        package = ZipFile(BytesIO(content))
    except BROKEN as error:
        raise DamagedFile from error
    entries = package.infolist()
    if any(entry.flag_bits & 1 for entry in entries):
        raise ProtectedFile
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise OverpackedFile
    if any(_overpacked(entry) for entry in entries):
        raise OverpackedFile
    return package


def _overpacked(entry: ZipInfo) -> bool:
    if entry.filename.endswith(SHARED_TEXT) and entry.file_size > MAX_SHARED_TEXT_BYTES:
        return True
    return entry.file_size > SMALL_ENTRY and entry.file_size > MAX_RATIO * max(entry.compress_size, 1)


def check_worksheets(package: ZipFile) -> None:
    """Refuse a worksheet (xlsx) that reaches too far down or right.

    Raises:
        SheetTooLong: content below row `MAX_ROWS`.
        SheetTooWide: more than `MAX_CELLS` between the first cell and the last.
        DamagedFile: an entry cannot be unpacked.
    """
    for entry in package.infolist():
        if not PART.match(entry.filename) or entry.filename.endswith(SHARED_TEXT):
            continue
        rows, columns = _quick_reach(package, entry)
        if rows > MAX_ROWS or rows * columns > MAX_CELLS:
            rows, columns = filled_reach(chunks(package, entry), most_rows=MAX_ROWS)
        check_reach(rows, columns, sheet="有一张工作表")


def check_reach(rows: int, columns: int, *, sheet: str) -> None:
    """Refuse a sheet of so many rows and columns.

    Raises:
        SheetTooLong, SheetTooWide
    """
    if rows > MAX_ROWS:
        raise SheetTooLong(SheetTooLong.sentence.format(sheet=sheet))
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise SheetTooWide(SheetTooWide.sentence.format(sheet=sheet))


def _quick_reach(package: ZipFile, entry: ZipInfo) -> tuple[int, int]:
    """Rows and columns no cell lies beyond; far too many when the sheet is written in an unusual way."""
    rows, columns = 0, 26
    for chunk in chunks(package, entry):
        if any(tag.search(chunk) for tag in UNUSUAL):
            return MAX_ROWS + 1, columns
        ends = LAST_ROW.findall(chunk, max(chunk.rfind(b"<row "), 0))
        for column, wide_row, far_row in [(b"", row, b"") for row in ends] + list(set(FAR_CELL.findall(chunk))):
            rows = max(rows, int(wide_row or far_row))
            columns = max(columns, column_number(column.decode()) + 1)
        if rows > MAX_ROWS:
            break
    return rows, columns


def chunks(package: ZipFile, entry: ZipInfo) -> Iterator[bytes]:
    """An entry unpacked piece by piece, each cut at the end of a tag.

    Raises:
        DamagedFile: the entry cannot be unpacked.
    """
    rest = b""
    try:
        with package.open(entry) as stream:
            while piece := stream.read(CHUNK):
                head, bracket, tail = (rest + piece).rpartition(b">")
                yield head + bracket
                rest = tail
            yield rest
    except BROKEN as error:
        raise DamagedFile from error
