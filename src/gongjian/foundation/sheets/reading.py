"""Reads any spreadsheet an office has. The content decides what a file is, never its name."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from gongjian.foundation.sheets.cells import Row, plain_row
from gongjian.foundation.sheets.delimited import read_delimited
from gongjian.foundation.sheets.errors import (
    DamagedFile,
    EmptyFile,
    ForbiddenFile,
    ProtectedFile,
    UnknownFormat,
    UnreadableFile,
)
from gongjian.foundation.sheets.legacy import is_cut_short, is_protected, is_workbook
from gongjian.foundation.sheets.limits import check_reach, check_size, check_worksheets, open_package
from gongjian.foundation.sheets.markup import read_markup
from gongjian.foundation.sheets.opendocument import is_encrypted, survey
from gongjian.foundation.sheets.records import check_records
from gongjian.foundation.sheets.sheet import Merge, Sheet

ZIP_MARK = b"PK\x03\x04"
ARCHIVE = "这是一个压缩包。请先解压，把里面的表格文件传上来。"
OLD_XML = "这个文件是旧的 XML 格式。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。"
COMPOUND_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def read_sheets(content: bytes | Path) -> list[Sheet]:
    """The visible sheets of a spreadsheet, in the order of the file.

    Raises:
        UnreadableFile: one of its kinds, whose text tells the sender what to do.
    """
    content = _bytes_of(content)
    start = content[:2000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if content.startswith(ZIP_MARK):
        return _read_package(content)
    if content.startswith(COMPOUND_MARK):
        return _read_compound(content)
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta")) or b"<table" in start:
        return read_markup(content)
    if start.startswith(b"<?xml"):
        raise UnknownFormat(OLD_XML)
    return read_delimited(content)


def _bytes_of(content: bytes | Path) -> bytes:
    try:
        check_size(content.stat().st_size if isinstance(content, Path) else len(content))
        data = content.read_bytes() if isinstance(content, Path) else content
    except OSError as error:
        raise ForbiddenFile from error
    if not data.strip():
        raise EmptyFile
    return data


def _read_package(content: bytes) -> list[Sheet]:
    with open_package(content) as package:
        names = set(package.namelist())
        if "content.xml" in names:
            return _read_opendocument(content, package)
        if not any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in names):
            raise UnknownFormat("" if "[Content_Types].xml" in names else ARCHIVE)
        check_worksheets(package)
    return _read_workbook(content, None)


def _read_opendocument(content: bytes, package: ZipFile) -> list[Sheet]:
    if is_encrypted(package):
        raise ProtectedFile
    return _read_workbook(content, survey(package))


def _read_compound(content: bytes) -> list[Sheet]:
    if is_protected(content):
        raise ProtectedFile
    if is_cut_short(content):
        raise DamagedFile
    if not is_workbook(content):
        raise UnknownFormat
    check_records(content)
    return _read_workbook(content, None)


def _read_workbook(content: bytes, merges: dict[str, list[Merge]] | None) -> list[Sheet]:
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(content))
        shown = [
            meta.name
            for meta in workbook.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
        ]
        return [_sheet(workbook.get_sheet_by_name(name), merges) for name in shown]
    except UnreadableFile:
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic inside the reader is no Exception
        raise DamagedFile from error


def _sheet(sheet: CalamineSheet, merges: dict[str, list[Merge]] | None) -> Sheet:
    check_reach(sheet.total_height, 1, sheet=f"“{sheet.name}”")
    if merges is None:
        found = [Merge(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    else:
        found = merges.get(sheet.name, [])
    return Sheet(sheet.name, lambda: _rows(sheet), found, sheet.total_height)


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    """Rows from Excel's row 1 and column A; the reader itself starts at the first filled column."""
    if sheet.start is None:
        return
    missing: Row = [None] * sheet.start[1]
    for values in sheet.iter_rows():
        yield missing + plain_row(values) if missing else plain_row(values)
