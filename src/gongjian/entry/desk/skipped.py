"""The bad rows of a batch as one workbook, to be put right and handed in again."""

from __future__ import annotations

import re
from io import BytesIO

from xlsxwriter import Workbook

from gongjian.entry.desk.checking import CheckedSheet
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.sheet_rows import cells_of
from gongjian.entry.desk.working import checked_anew
from gongjian.foundation.sheets.writing import OPTIONS, SheetWriter

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 28


def skipped_rows(batch: Batch) -> tuple[bytes, int]:
    """One sheet for every table with bad rows: its own header and rows, then Excel's row number and the problem.

    Also says how many rows they are.
    """
    buffer = BytesIO()
    bad = [sheet for sheet in checked_anew(batch).sheets if len(sheet.good_rows) < sheet.data_rows]
    with Workbook(buffer, OPTIONS) as workbook:
        for number, sheet in enumerate(bad, start=1):
            name = NOT_IN_NAMES.sub(" ", sheet.sheet or sheet.file)[:LONGEST_NAME]
            _write(SheetWriter(workbook, workbook.add_worksheet(f"{number} {name}"[:31])), batch, sheet)
        if not bad:
            workbook.add_worksheet("没有")
    return buffer.getvalue(), sum(sheet.data_rows - len(sheet.good_rows) for sheet in bad)


def _write(writer: SheetWriter, batch: Batch, sheet: CheckedSheet) -> None:
    messages = {
        row.number: " ".join(dict.fromkeys(problem.message for problem in row.problems))
        for row in sheet.rows
        if not row.is_good
    }
    width = len(sheet.headers)
    for index, text in enumerate([*sheet.headers, "原来的行号", "问题"]):
        writer.write(0, index, text)
    cells_by_row = cells_of(batch, {"file": sheet.file, "sheet": sheet.sheet}, list(messages))
    for line, (number, cells) in enumerate(cells_by_row, start=1):
        padded = [*cells, *[""] * (width - len(cells))][:width]
        for index, value in enumerate([*padded, number, messages[number]]):
            writer.write(line, index, value)
