"""How far the cells of an old workbook (.xls, BIFF) reach, seen before memory is given to them."""

from collections.abc import Iterator
from struct import Struct, error, unpack

from gongjian.foundation.sheets.errors import DamagedFile, SheetTooWide
from gongjian.foundation.sheets.limits import check_reach

HEADER_BYTES = 512
ENTRY_BYTES = 128
FAT_IN_HEADER = 109
LAST_SECTOR = 0xFFFFFFFA
SMALL_STREAM = 4096
SMALL_SECTOR = 64
COUNTS = (40, 44, 64, 72)
STREAM, ROOT = 2, 5
HOLDING = frozenset({STREAM, ROOT})
STREAMS = frozenset({"workbook", "book"})

RECORD = Struct("<HH")
PLACE = Struct("<HH")
BEGINNING, DIMENSIONS = 0x0809, 0x0200
CELLS = frozenset({0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00BE, 0x00D6, 0x00FD})
MOST_ROWS, MOST_COLUMNS = 65_536, 256


def check_records(content: bytes) -> None:
    """Refuse an old workbook with cells no sheet has, or with a sheet too large to hold.

    Raises:
        SheetTooWide, SheetTooLong: see `limits.check_reach`.
        DamagedFile: the streams of the file cannot be followed.
    """
    try:
        for stream in _streams(content):
            _check_stream(stream)
    except (error, IndexError) as broken:
        raise DamagedFile from broken


def _check_stream(stream: bytes) -> None:
    place = rows = columns = 0
    while place + RECORD.size <= len(stream):
        kind, length = RECORD.unpack_from(stream, place)
        body = place + RECORD.size
        if kind in CELLS:
            row, column = PLACE.unpack_from(stream, body)
            rows, columns = max(rows, row + 1), max(columns, column + 1)
        elif kind == DIMENSIONS:
            _check_dimensions(stream[body : body + length])
        elif kind == BEGINNING:
            _check(rows, columns)
            rows = columns = 0
        place = body + length
    _check(rows, columns)


def _check(rows: int, columns: int) -> None:
    if columns > MOST_COLUMNS:
        raise SheetTooWide(SheetTooWide.sentence.format(sheet="有一张工作表"))
    check_reach(rows, columns, sheet="有一张工作表")


def _check_dimensions(body: bytes) -> None:
    """Refuse a sheet that claims to be larger than any sheet of its format, or to end before it begins."""
    top, rows, left, columns = unpack("<IIHH", body[:12]) if len(body) >= 12 else unpack("<HHHH", body[:8])
    if rows > MOST_ROWS or columns > MOST_COLUMNS or top > rows or left > columns:
        raise SheetTooWide(SheetTooWide.sentence.format(sheet="有一张工作表"))


def _streams(content: bytes) -> Iterator[bytes]:
    """The workbook's streams in the compound file; a small one lies in the container of the root entry."""
    size = 1 << unpack("<H", content[30:32])[0]
    _check_counts(content, size)
    table = _allocation(content, size)
    directory = _chain(content, table, unpack("<I", content[48:52])[0], size)
    entries = [directory[at : at + ENTRY_BYTES] for at in range(0, len(directory) - ENTRY_BYTES + 1, ENTRY_BYTES)]
    small = _chain(content, table, unpack("<I", content[60:64])[0], size)
    small_table = list(unpack(f"<{len(small) // 4}I", small))
    container = _chain(content, table, _place_of(entries[0], size)[0], size)
    for entry in entries:
        start, length = _place_of(entry, size)
        if entry[66] in HOLDING and length > len(content):
            raise DamagedFile
        if entry[66] != STREAM:
            continue
        _check_circle(table if length >= SMALL_STREAM else small_table, start)
        if _name(entry).casefold() not in STREAMS:
            continue
        if length >= SMALL_STREAM:
            yield _chain(content, table, start, size)[:length]
        else:
            yield _chain(bytes(SMALL_SECTOR) + container, small_table, start, SMALL_SECTOR)[:length]


def _place_of(entry: bytes, size: int) -> tuple[int, int]:
    """Where the stream of a directory entry starts, and its length; files of large sectors have lengths of 8 bytes."""
    start: int = unpack("<I", entry[116:120])[0]
    length: int = unpack("<I", entry[120:124])[0] if size == HEADER_BYTES else unpack("<Q", entry[120:128])[0]
    return start, length


def _check_counts(content: bytes, size: int) -> None:
    """Refuse a header that counts more sectors than the file has: memory is given out by these counts."""
    if any(unpack("<I", content[at : at + 4])[0] * size > len(content) for at in COUNTS):
        raise DamagedFile


def _check_circle(table: list[int], sector: int) -> None:
    """Refuse sectors that follow one another in a circle: reading them would never end."""
    steps = 0
    while sector < len(table):
        sector, steps = table[sector], steps + 1
        if steps > len(table):
            raise DamagedFile


def _name(entry: bytes) -> str:
    return entry[: max(unpack("<H", entry[64:66])[0] - 2, 0)].decode("utf-16-le", "replace")


def _allocation(content: bytes, size: int) -> list[int]:
    """The sector that follows each sector."""
    sectors = list(unpack(f"<{FAT_IN_HEADER}I", content[76:HEADER_BYTES]))
    following = unpack("<I", content[68:72])[0]
    per_sector = size // 4
    while following < LAST_SECTOR:
        if len(sectors) * size > len(content):
            raise DamagedFile
        more = unpack(f"<{per_sector}I", _sector(content, following, size))
        sectors += more[:-1]
        following = more[-1]
    table: list[int] = []
    for sector in sectors:
        if sector < LAST_SECTOR:
            table += unpack(f"<{per_sector}I", _sector(content, sector, size))
    return table


def _chain(content: bytes, table: list[int], sector: int, size: int) -> bytes:
    _check_circle(table, sector)
    parts: list[bytes] = []
    while sector < LAST_SECTOR:
        parts.append(_sector(content, sector, size))
        sector = table[sector]
    return b"".join(parts)


def _sector(content: bytes, sector: int, size: int) -> bytes:
    start = (sector + 1) * size
    return content[start : start + size]
