"""The bad rows of a batch as one workbook, to be put right and handed in again."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO

from xlsxwriter import Workbook

from gongjian.entry.desk.checking import CheckedSheet
from gongjian.entry.desk.limiting import is_outside
from gongjian.entry.desk.marking import repairs_for
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.sheet_rows import cells_of
from gongjian.entry.desk.working import checked_anew
from gongjian.foundation.sheets.cells import Row
from gongjian.foundation.sheets.marking import CHANGED_COLOR
from gongjian.foundation.sheets.repairs import mended
from gongjian.foundation.sheets.writing import OPTIONS, SheetWriter

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 28


def skipped_rows(batch: Batch) -> tuple[bytes, int]:
    """One sheet for every table with bad rows: its header, the rows as mended so far, Excel's row number, the problem.

    Also says how many rows they are. Rows that are somebody else's are not among them.
    """
    buffer = BytesIO()
    bad = [(sheet, told) for sheet in checked_anew(batch).sheets if (told := messages_of(sheet))]
    with Workbook(buffer, OPTIONS) as workbook:
        changed = workbook.add_format({"bg_color": f"#{CHANGED_COLOR}"})
        for number, (sheet, told) in enumerate(bad, start=1):
            name = NOT_IN_NAMES.sub(" ", sheet.sheet or sheet.file)[:LONGEST_NAME]
            writer = SheetWriter(workbook, workbook.add_worksheet(f"{number} {name}"[:31]))
            for line, (values, changes) in enumerate(_table(batch, sheet, told)):
                for index, value in enumerate(values):
                    writer.write(line, index, value, changed if index in changes else None)
        if not bad:
            workbook.add_worksheet("没有")
    return buffer.getvalue(), sum(len(told) for _, told in bad)


def messages_of(sheet: CheckedSheet) -> dict[int, str]:
    """{Excel's row: what is wrong with it} of the rows that are to be put right."""
    return {
        row.number: " ".join(dict.fromkeys(problem.message for problem in row.problems))
        for row in sheet.rows
        if not (row.is_good or is_outside(row))
    }


def _table(batch: Batch, sheet: CheckedSheet, told: Mapping[int, str]) -> Iterator[tuple[Row, Collection[int]]]:
    """The header and the rows of a table that are TOLD of, each with the columns (from 0) that people changed."""
    yield [*sheet.headers, "原来的行号", "问题"], ()
    width, repairs = len(sheet.headers), repairs_for(sheet, batch.fixes)
    for number, cells in cells_of(batch, {"file": sheet.file, "sheet": sheet.sheet}, list(told)):
        changes = repairs.changes(number, cells)
        filled = [*mended(cells, changes), *[None] * width][:width]
        yield [*filled, number, told[number]], changes
