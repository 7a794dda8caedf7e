"""Gives a clerk the file back that was sent in, as mended so far, with everything the check found marked in it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from gongjian.entry.desk.checking import CheckedBatch, CheckedRow, CheckedSheet, Severity, Source
from gongjian.entry.desk.grouping import TABLE_OF
from gongjian.entry.desk.limiting import is_outside
from gongjian.foundation.sheets.cells import column_number
from gongjian.foundation.sheets.marking import Change, Mark, SheetMarks, mark_file
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.foundation.sheets.repairs import Fix, Repairs


def marked_file(source: Source, batch: CheckedBatch, fixes: Iterable[Mapping[str, Any]] = ()) -> bytes:
    """The file of `source` as .xlsx with what `fixes` changed and the problems that `batch` found in it.

    Raises:
        UnreadableFile: the file was unreadable in the check, too.
    """
    content = source.content if isinstance(source.content, bytes) else source.content.read_bytes()
    chosen = list(fixes)
    sheets = {
        sheet.sheet: SheetMarks(
            sheet.header_row,
            [mark for row in sheet.rows for mark in _marks(row)],
            list(_changes(content, sheet, repairs_for(sheet, chosen))) if chosen else (),
        )
        for sheet in batch.sheets
        if sheet.file == source.name
    }
    return mark_file(content, sheets)


def repairs_for(sheet: CheckedSheet, fixes: Iterable[Mapping[str, Any]]) -> Repairs:
    """Those of a batch's FIXES that can touch a table of it."""
    here = [fix for fix in (Fix(**each) for each in fixes) if fix.concerns(file=sheet.file, sheet=sheet.sheet)]
    return Repairs(here, TABLE_OF[sheet.kind], sheet.columns)


def _marks(row: CheckedRow) -> Iterator[Mark]:
    """Problems in red, doubts in yellow; so is a row that is somebody else's, for there is nothing to correct."""
    for problem in row.problems:
        column = column_number(problem.letter) if problem.letter else None
        is_error = problem.severity is Severity.ERROR and not is_outside(row)
        yield Mark(row.number, column, problem.message, is_error=is_error)


def _changes(content: bytes, sheet: CheckedSheet, repairs: Repairs) -> Iterator[Change]:
    data = {row.number for row in sheet.rows}
    for found in read_sheets(content):
        for row in found.rows() if found.name == sheet.sheet else ():
            if row.number in data:
                yield from (Change(row.number, *each) for each in repairs.changes(row.number, row.cells).items())
