"""A look into the old compound files (.xls, .et) before they are opened."""

STREAM_SECTOR = 512
BOF_RECORDS = (b"\x09\x08\x10\x00", b"\x09\x08\x08\x00")
FILE_PASS = 0x2F
FIRST_RECORDS = 12


def is_protected(content: bytes) -> bool:
    """Whether the file asks for a password: a packed .xlsx under encryption, or an .xls with a FilePass record."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return True
    starts = range(STREAM_SECTOR, len(content), STREAM_SECTOR)
    return any(_has_file_pass(content, start) for start in starts if content[start : start + 4] in BOF_RECORDS)


def is_workbook(content: bytes) -> bool:
    """Whether the compound file holds the stream of a workbook."""
    return any(name.encode("utf-16-le") + b"\0\0" in content for name in ("Workbook", "Book", "WORKBOOK", "BOOK"))


def is_cut_short(content: bytes) -> bool:
    """Whether the file ends before its own directory."""
    sector_size = 1 << min(int.from_bytes(content[30:32], "little"), 16)
    directory = int.from_bytes(content[48:52], "little")
    return (directory + 2) * sector_size > len(content)


def _has_file_pass(content: bytes, start: int) -> bool:
    for _ in range(FIRST_RECORDS):
        kind, length = content[start : start + 2], content[start + 2 : start + 4]
        if int.from_bytes(kind, "little") == FILE_PASS:
            return True
        start += 4 + int.from_bytes(length, "little")
    return False
