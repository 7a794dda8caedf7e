"""An xlsx form read and filled: its placeholders, the tables in it, and the same file back with its looks kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from gongjian.foundation.refusals import Refused
from gongjian.foundation.sheets.errors import UnreadableFile
from gongjian.foundation.sheets.limits import BROKEN, check_worksheets, open_package

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
MOST_BYTES, MOST_UNPACKED, MOST_CELLS, MOST_ROWS = 4 * 1024**2, 40 * 1024**2, 200_000, 5_000
LONGEST = 32_767
NEEDED_COLUMNS = 2
SEARCHED_ROWS = 40
NOT_XLSX = "这不是 .xlsx 文件。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。"


class UnfitForm(Refused):
    """The file is no form that can be filled in."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header row on a sheet: {column letter: text}."""

    sheet: str
    row: int
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Filling:
    """LINES of values to put below the header ROW of a SHEET, a value for each of COLUMNS (letters)."""

    sheet: str
    row: int
    columns: Sequence[str]
    lines: Sequence[Sequence[Any]]


def opened(content: bytes) -> Workbook:
    """The workbook; raises UnfitForm in words a clerk understands."""
    if len(content) > MOST_BYTES:
        raise UnfitForm("文件超过 4 MB。把里面的图片和用不到的工作表删掉再传。")
    try:
        with open_package(content) as package:
            if "xl/workbook.xml" not in package.namelist() or "xl/vbaProject.bin" in package.namelist():
                raise UnfitForm(NOT_XLSX)
            if sum(each.file_size for each in package.infolist()) > MOST_UNPACKED:
                raise UnfitForm("这个文件解压后太大，没有打开它。请新建一个文件，把表格复制过去再传。")
            check_worksheets(package)
        book = load_workbook(BytesIO(content), keep_links=False)
    except UnreadableFile as error:
        raise UnfitForm(str(error)) from error
    except (InvalidFileException, KeyError, TypeError, AttributeError, SyntaxError, *BROKEN) as error:
        raise UnfitForm("打不开这个文件。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。") from error
    if sum(sheet.max_row * sheet.max_column for sheet in book.worksheets) > MOST_CELLS:
        raise UnfitForm("表格太大。只留要填的那一张表，再传。")
    return book


def texts_in(book: Workbook) -> Iterator[Cell]:
    """The cells with a text that is no formula."""
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell) and cell.data_type == "s" and cell.value)


def placeholders_in(book: Workbook) -> list[str]:
    """What stands between {{ and }}, each once, in the order of the file."""
    return list(dict.fromkeys(name for cell in texts_in(book) for name in PLACEHOLDER.findall(str(cell.value))))


def headers_in(book: Workbook, known: Callable[[str], bool]) -> list[Header]:
    """On each sheet the row that has the most texts KNOWN as a column of a list, if it has some."""
    found = []
    for sheet in book.worksheets:
        rows = (header_of(sheet, number) for number in range(1, min(sheet.max_row, SEARCHED_ROWS) + 1))
        best = max(rows, key=lambda each: sum(map(known, each.columns.values())), default=None)
        if best and sum(map(known, best.columns.values())) >= NEEDED_COLUMNS:
            found.append(best)
    return found


def header_of(sheet: Worksheet, number: int) -> Header:
    texts = {get_column_letter(cell.column): text_of(cell) for cell in sheet[number]}
    return Header(sheet.title, number, {letter: text for letter, text in texts.items() if text})


def text_of(cell: Any) -> str:
    return "".join(str(cell.value).split()) if cell.data_type == "s" and cell.value else ""


def filled(content: bytes, values: Mapping[str, Any], fillings: Iterable[Filling] = ()) -> bytes:
    """The form with VALUES in place of its placeholders, and the lines of FILLINGS below their headers."""
    book = opened(content)
    for cell in list(texts_in(book)):
        put_in_place(cell, values)
    for filling in fillings:
        if filling.sheet in book.sheetnames:
            fill_list(book[filling.sheet], filling)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def put_in_place(cell: Cell, values: Mapping[str, Any]) -> None:
    """A placeholder that fills its cell becomes the value itself, a number stays one; within words it becomes words."""
    written = str(cell.value)
    alone = PLACEHOLDER.fullmatch(written.strip())
    if alone and alone[1] in values:
        put(cell, values[alone[1]])
    elif any(name in values for name in PLACEHOLDER.findall(written)):
        put(cell, PLACEHOLDER.sub(lambda found: as_words(values.get(found[1], found[0])), written))


def as_words(value: Any) -> str:
    if value is None:
        return ""
    return f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)


def put(cell: Any, value: Any) -> None:
    """A number as a number, a day as a day, all else as text: what looks like a formula stays a text.

    What is merged into another cell shows nothing and takes nothing.
    """
    if isinstance(cell, MergedCell):
        return
    if value is None or value == "":
        cell.value = None
    elif isinstance(value, int | float | date) and not isinstance(value, bool):
        cell.value = value
    else:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:LONGEST]
        cell.data_type = "s"
        cell.quotePrefix = True if str(value)[:1] in "=+-@" else cell.quotePrefix


def fill_list(sheet: Worksheet, filling: Filling) -> None:
    """Put the lines below the header; what stands further down makes room, and each line looks like the first."""
    first = filling.row + 1
    make_room(sheet, first, len(filling.lines))
    looks = {letter: sheet[f"{letter}{first}"] for letter in letters_of(sheet)}
    height = sheet.row_dimensions[first].height
    for number, line in enumerate(filling.lines, start=first):
        for letter, model in looks.items():
            if number != first:
                dress(sheet[f"{letter}{number}"], model)
        for letter, value in zip(filling.columns, line, strict=True):
            put(sheet[f"{letter}{number}"], value)
        if height and number != first:
            sheet.row_dimensions[number].height = height


def letters_of(sheet: Worksheet) -> list[str]:
    return [get_column_letter(number) for number in range(1, sheet.max_column + 1)]


def dress(cell: Any, model: Any) -> None:
    if model.has_style and not isinstance(cell, MergedCell):
        cell._style = copy(model._style)


def make_room(sheet: Worksheet, first: int, lines: int) -> None:
    """Move what stands below a list down as far as its LINES need."""
    last = sheet.max_row
    below = next((number for number in range(first, last + 1) if has_text(sheet, number)), None)
    if below is None or first + lines <= below:
        return
    step = first + lines - below
    spans = [each for each in list(sheet.merged_cells.ranges) if each.min_row >= below]
    for span in spans:
        sheet.unmerge_cells(span.coord)
    sheet.move_range(f"A{below}:{get_column_letter(sheet.max_column)}{last}", rows=step, translate=True)
    for span in spans:
        span.shift(row_shift=step)
        sheet.merge_cells(span.coord)


def has_text(sheet: Worksheet, number: int) -> bool:
    return any(cell.value not in (None, "") for cell in sheet[number])
