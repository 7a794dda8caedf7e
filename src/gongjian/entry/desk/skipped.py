"""The bad rows of a batch as one workbook, to be put right and handed in again."""

from __future__ import annotations

import re
from io import BytesIO

from xlsxwriter import Workbook

from gongjian.entry.desk.checked_page import tables_in
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.sheet_rows import cells_of, troubles_of
from gongjian.foundation.sheets.writing import OPTIONS, SheetWriter

NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 28


def skipped_rows(batch: Batch) -> bytes:
    """One sheet for every table with bad rows: its own header and rows, then Excel's row number and the problem."""
    buffer = BytesIO()
    with Workbook(buffer, OPTIONS) as workbook:
        for number, entry in tables_in(batch.report):
            if entry["errors"]:
                name = NOT_IN_NAMES.sub(" ", entry["sheet"] or entry["file"])[:LONGEST_NAME]
                _write(SheetWriter(workbook, workbook.add_worksheet(f"{number + 1} {name}"[:31])), batch, entry)
        if not workbook.worksheets():
            workbook.add_worksheet("没有")
    return buffer.getvalue()


def _write(writer: SheetWriter, batch: Batch, entry: dict[str, object]) -> None:
    troubles = troubles_of(entry, warnings=False)
    headers = next(each["headers"] for each in batch.report["sheets"] if _place(each) == _place(entry))
    for index, text in enumerate([*headers, "原来的行号", "问题"]):
        writer.write(0, index, text)
    for line, (number, cells) in enumerate(cells_of(batch, entry, list(troubles)), start=1):
        padded = [*cells, *[""] * (len(headers) - len(cells))][: len(headers)]
        for index, text in enumerate([*padded, number, " ".join(each.message for each in troubles[number])]):
            writer.write(line, index, text)


def _place(entry: dict[str, object]) -> tuple[object, object]:
    return entry["file"], entry["sheet"]
