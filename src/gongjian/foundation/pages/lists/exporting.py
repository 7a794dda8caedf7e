"""A list as a workbook: the columns and the order of the screen, all rows, text as text."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

from gongjian.foundation.pages.lists.declaring import Column, bare

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
AT_MOST = 100_000


def workbook(columns: Sequence[Column], rows: Iterable[Any], *, sheet: str) -> bytes:
    """ROWS under the labels of COLUMNS. Nothing in a cell is ever a formula or a link."""
    content = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(content, {**plain, "constant_memory": True, "in_memory": True})
    page = book.add_worksheet(sheet[:31])
    page.freeze_panes(1, 1)
    page.set_column(0, len(columns) - 1, 16)
    head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    page.write_row(0, 0, [column.label for column in columns], head)
    for at, row in enumerate(rows, start=1):
        for across, column in enumerate(columns):
            write(page, at, across, bare(column.read(row)), day)
    book.close()
    return content.getvalue()


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
