"""Writes sheets: exports with the columns of the screen, and templates to fill in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongjian.foundation.sheets.cells import EXACT, fifteen_digits
from gongjian.foundation.sheets.table import Table, as_count, as_degrees, as_few

TEMPLATE_ROWS = 2000
LONGEST_CELL = 32_767
LONGEST_CHOICES = 255
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True)
class SheetColumn:
    """A column to write: its label, its width in characters, whether Excel must treat it as text."""

    label: str
    width: int = 14
    is_text: bool = False
    choices: tuple[str, ...] = ()


class SheetWriter:
    """Writes values into cells; a text stays a text, whatever it looks like."""

    def __init__(self, workbook: Workbook, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.day: Format = workbook.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self.text: Format = workbook.add_format({"num_format": "@"})

    def write(self, row: int, column: int, value: Any, style: Format | None = None) -> None:
        """Write one value at a place counted from 0; lists are joined by 、, None leaves the cell empty."""
        if value is None or value == "":
            if style:
                self.sheet.write_blank(row, column, None, style)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, style or self.day)
        elif is_number(value):
            self.sheet.write_number(row, column, value, style)
        else:
            text = "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
            self.sheet.write_string(row, column, text[:LONGEST_CELL], style)


def is_number(value: Any) -> bool:
    """Whether a spreadsheet keeps the value as a number without losing a digit."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < EXACT or value == fifteen_digits(value)


def write_table(rows: Iterable[Sequence[Any]], *, columns: Sequence[SheetColumn], sheet: str = "Sheet1") -> bytes:
    """A workbook (xlsx) with one table: bold header that stays in view, then `rows` in the order of `columns`.

    Rows are written as they come, so a long export needs little memory.
    """
    buffer = BytesIO()
    with Workbook(buffer, {**OPTIONS, "constant_memory": True}) as workbook:
        writer = _started(workbook, columns, sheet)
        styles = [writer.text if column.is_text else None for column in columns]
        for number, row in enumerate(rows, start=1):
            for index, value in enumerate(row):
                style = styles[index] if isinstance(value, str) else None
                writer.write(number, index, value, style)
    return buffer.getvalue()


def write_template(table: Table, *, choices: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A workbook (xlsx) to fill in for `table`: its labels, text columns, and lists to choose from.

    `choices` adds lists by field to those the table brings along.
    """
    chosen = {name: tuple(texts) for name, texts in (choices or {}).items()}
    columns = [
        SheetColumn(
            column.label,
            column.width,
            is_text=column.read not in (as_count, as_degrees, as_few),
            choices=chosen.get(column.field, column.choices),
        )
        for column in table.columns
    ]
    return write_table([], columns=columns, sheet=table.label)


def _started(workbook: Workbook, columns: Sequence[SheetColumn], name: str) -> SheetWriter:
    sheet = workbook.add_worksheet(name[:31])
    writer = SheetWriter(workbook, sheet)
    bold = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, column.width, writer.text if column.is_text else None)
        sheet.write_string(0, index, column.label, bold)
        if column.choices and len(",".join(column.choices)) <= LONGEST_CHOICES:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            rule |= {"error_title": column.label, "error_message": "请从列表里选。确实没有合适的，也可以照实填写。"}
            sheet.data_validation(1, index, TEMPLATE_ROWS, index, rule)
    return writer
