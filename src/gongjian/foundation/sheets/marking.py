"""Gives a person's own file back with its problems marked: coloured cells, comments and a column 问题."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as OpenCell
from openpyxl.cell.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet as OpenSheet
from xlsxwriter import Workbook

from gongjian.foundation.sheets.reading import ZIP_MARK, read_sheets
from gongjian.foundation.sheets.repairs import mended
from gongjian.foundation.sheets.sheet import Sheet
from gongjian.foundation.sheets.writing import OPTIONS, SheetWriter

HEADING = "问题"
AUTHOR = "共建"
ERROR_COLOR, WARNING_COLOR = "F8CBAD", "FFE699"
CHANGED_COLOR = "E2EFDA"
LARGEST_IN_PLACE = 4 * 1024**2


@dataclass(frozen=True)
class Mark:
    """A problem at Excel's `row`; `column` counts from 0, None when the file has no such column."""

    row: int
    column: int | None
    message: str
    is_error: bool = True


@dataclass(frozen=True)
class Change:
    """What a cell at Excel's `row` and a `column` counted from 0 says now; an empty text empties it."""

    row: int
    column: int
    text: str


@dataclass(frozen=True)
class SheetMarks:
    """All marks and changes of one sheet, and the row of its header."""

    header_row: int
    marks: Sequence[Mark]
    changes: Sequence[Change] = ()

    def by_row(self) -> dict[int, list[Mark]]:
        """Marks by Excel's row."""
        rows: dict[int, list[Mark]] = {}
        for mark in self.marks:
            rows.setdefault(mark.row, []).append(mark)
        return rows


def mark_file(content: bytes, sheets: Mapping[str, SheetMarks]) -> bytes:
    """The file as .xlsx with `sheets` (by name, empty for csv) marked, and changed where people changed them.

    A workbook of usual size keeps its look; an old, open or very large one comes back with the same cells.

    Raises:
        UnreadableFile: the content is no spreadsheet.
    """
    if content.startswith(ZIP_MARK) and len(content) <= LARGEST_IN_PLACE and b"xl/workbook.xml" in content:
        return _marked_in_place(content, sheets)
    return _rewritten(content, sheets)


def _marked_in_place(content: bytes, sheets: Mapping[str, SheetMarks]) -> bytes:
    workbook = load_workbook(BytesIO(content))
    for name, marks in sheets.items():
        _mark_sheet(workbook[name], marks)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def _mark_sheet(sheet: OpenSheet, marks: SheetMarks) -> None:
    for change in marks.changes:
        _change_cell(sheet.cell(change.row, change.column + 1), change.text)
    last = _heading_column(sheet, marks.header_row)
    sheet.cell(marks.header_row, last).value = HEADING
    for number, found in marks.by_row().items():
        sheet.cell(number, last).value = _summary(found)
        for mark in found:
            cell = sheet.cell(number, mark.column + 1) if mark.column is not None else None
            if isinstance(cell, OpenCell):
                color = ERROR_COLOR if mark.is_error else WARNING_COLOR
                cell.fill = PatternFill("solid", fgColor=color)
                cell.comment = Comment(mark.message, AUTHOR)


def _change_cell(cell: OpenCell | MergedCell, text: str) -> None:
    """Set a text, lightly colored, that stays a text whatever it looks like; what a merge hides stays hidden."""
    if isinstance(cell, OpenCell):
        if text:
            cell.set_explicit_value(text, "s")
        else:
            cell.value = None
        cell.fill = PatternFill("solid", fgColor=CHANGED_COLOR)


def _heading_column(sheet: OpenSheet, header_row: int) -> int:
    """The column for the messages: one left by an earlier marking, emptied, or a new one on the right."""
    for column in range(1, sheet.max_column + 1):
        if sheet.cell(header_row, column).value == HEADING:
            for row in range(header_row + 1, sheet.max_row + 1):
                cell = sheet.cell(row, column)
                if isinstance(cell, OpenCell):
                    cell.value = None
            return column
    return sheet.max_column + 1


def _by_row(changes: Sequence[Change]) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for change in changes:
        rows.setdefault(change.row, {})[change.column] = change.text
    return rows


def _summary(marks: Sequence[Mark]) -> str:
    return " ".join(dict.fromkeys(mark.message for mark in marks))


def _rewritten(content: bytes, sheets: Mapping[str, SheetMarks]) -> bytes:
    buffer = BytesIO()
    with Workbook(buffer, {**OPTIONS, "constant_memory": True}) as workbook:
        copier = _Copier(workbook)
        for sheet in read_sheets(content):
            copier.copy(sheet, sheets.get(sheet.name))
    return buffer.getvalue()


class _Copier:
    """Copies the cells of sheets into a new workbook, marking some."""

    def __init__(self, workbook: Workbook) -> None:
        self.workbook = workbook
        self.changed = workbook.add_format({"bg_color": f"#{CHANGED_COLOR}"})
        self.colors = {
            is_error: workbook.add_format({"bg_color": f"#{color}"})
            for is_error, color in ((True, ERROR_COLOR), (False, WARNING_COLOR))
        }

    def copy(self, sheet: Sheet, marks: SheetMarks | None) -> None:
        target = self.workbook.add_worksheet((sheet.name or "Sheet1")[:31])
        writer = SheetWriter(self.workbook, target)
        found = marks.by_row() if marks else {}
        changes = _by_row(marks.changes) if marks else {}
        last = max((len(row.own) for row in sheet.rows()), default=0)
        for row in sheet.rows():
            here = {mark.column: mark for mark in found.get(row.number, ())}
            now = changes.get(row.number, {})
            for index, value in enumerate(mended(row.own, now)):
                mark = here.get(index)
                style = self.colors[mark.is_error] if mark else self.changed if index in now else None
                writer.write(row.number - 1, index, value, style)
                if mark:
                    target.write_comment(row.number - 1, index, mark.message, {"author": AUTHOR})
            if marks and row.number == marks.header_row:
                writer.write(row.number - 1, last, HEADING)
            elif here:
                writer.write(row.number - 1, last, _summary(found[row.number]))
