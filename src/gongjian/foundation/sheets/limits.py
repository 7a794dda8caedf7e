"""Checks made before a file is opened, so that no file can exhaust the memory of the machine."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
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

MAX_FILE_BYTES = 64 * 1024**2
MAX_UNPACKED_BYTES = 512 * 1024**2
MAX_SHARED_TEXT_BYTES = 256 * 1024**2
MAX_RATIO = 200
MAX_ENTRIES = 500
MAX_ROWS = 200_000
MAX_CELLS = 10_000_000
CHUNK = 4 * 1024**2
SMALL_ENTRY = 1024**2

PART = re.compile(r"/?xl/.*\.xml$", re.IGNORECASE)
SHARED_TEXT = "sharedStrings.xml"
LAST_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*?\br="(\d+)"')
WIDE_CELL = re.compile(rb' r="([A-Z]{2,3})[0-9]')
FILLED_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d+)"[^>]*[^/]>')


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
    except (BadZipFile, ValueError, EOFError, OSError) as error:
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
        rows, columns = _reach(package, entry)
        if rows > MAX_ROWS or rows * columns > MAX_CELLS:
            rows, columns = _filled_reach(package, entry)
        check_reach(rows, columns, sheet="有一张工作表")


def check_reach(rows: int, columns: int, *, sheet: str) -> None:
    """Refuse a sheet of so many rows and columns.

    Raises:
        SheetTooLong, SheetTooWide
    """
    if rows > MAX_ROWS:
        raise SheetTooLong(SheetTooLong.sentence.format(sheet=sheet))
    if rows * columns > MAX_CELLS:
        raise SheetTooWide(SheetTooWide.sentence.format(sheet=sheet))


def _reach(package: ZipFile, entry: ZipInfo) -> tuple[int, int]:
    rows, counted, columns = 0, 0, 26
    for chunk in chunks(package, entry):
        counted += chunk.count(b"<row ") + chunk.count(b"<row>")
        rows = max(rows, counted)
        position = chunk.rfind(b"<row ")
        for match in LAST_ROW.finditer(chunk, max(position, 0)):
            rows = max(rows, int(match[1]))
        columns = max([columns, *(column_number(name.decode()) + 1 for name in set(WIDE_CELL.findall(chunk)))])
    return rows, columns


def _filled_reach(package: ZipFile, entry: ZipInfo) -> tuple[int, int]:
    rows = columns = 0
    for chunk in chunks(package, entry):
        for column, row in FILLED_CELL.findall(chunk):
            rows = max(rows, int(row))
            columns = max(columns, column_number(column.decode()) + 1)
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
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise DamagedFile from error
