"""A list as a workbook or as records: the columns and the order of the screen, all rows, text as text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse

from gongjian.foundation.pages.lists.declaring import Column, bare

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """LINES of values under HEADINGS; what stands in ABOVE, line by line, comes first."""

    name: str
    headings: Sequence[str]
    lines: Iterable[Iterable[Any]]
    above: Sequence[str] = ()


def list_sheet(columns: Sequence[Column], rows: Iterable[Any], *, name: str) -> Sheet:
    """ROWS under the labels of COLUMNS."""
    lines = ([bare(column.read(row)) for column in columns] for row in rows)
    return Sheet(name, [column.label for column in columns], lines)


def records(columns: Sequence[Column], rows: Iterable[Any], *, ties: Sequence[str] = ()) -> Iterator[dict[str, Any]]:
    """ROWS for programs: the id, what COLUMNS show under their keys, then the ids of other records named by TIES."""
    for row in rows:
        shown = {column.key: plain(column.read(row)) for column in columns}
        yield {"id": row.pk} | shown | {name: getattr(row, name) for name in ties}


def plain(value: Any) -> str | int | float | None:
    """A value as JSON has it: numbers as they are, days as 2016-07-01, all else in the words of the screen."""
    value = bare(value)
    if value is None or isinstance(value, int | float):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


def workbook(*sheets: Sheet) -> bytes:
    """SHEETS in their order. Nothing in a cell is ever a formula or a link."""
    import xlsxwriter  # no start of the program waits for it

    content = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, {**plain, "constant_memory": True, "in_memory": True})
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    for sheet in sheets:
        fill(book.add_worksheet(sheet.name[:31]), sheet, head, day)
    book.close()
    return content.getvalue()


def fill(page: Any, sheet: Sheet, head: Any, day: Any) -> None:
    start = len(sheet.above)
    page.freeze_panes(start + 1, 1)
    page.set_column(0, len(sheet.headings) - 1, 16)
    for at, text in enumerate(sheet.above):
        page.write_string(at, 0, text, head if at == 0 else None)
    page.write_row(start, 0, sheet.headings, head)
    for at, line in enumerate(sheet.lines, start=start + 1):
        for across, value in enumerate(line):
            write(page, at, across, value, day)


def write(page: Any, at: int, across: int, value: Any, day: Any) -> None:
    if isinstance(value, date):
        page.write_datetime(at, across, value, day)
    elif isinstance(value, int):
        page.write_number(at, across, value)
    elif value:
        page.write_string(at, across, str(value))


def download(content: bytes, name: str) -> HttpResponse:
    """CONTENT offered as a file with a Chinese NAME."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response
