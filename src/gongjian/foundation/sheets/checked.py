"""Rows of a table as values, each with what is wrong with it, told by Excel's names."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from gongjian.foundation.sheets.cells import Cell, letter
from gongjian.foundation.sheets.header import Header
from gongjian.foundation.sheets.repairs import LONGEST_FOUND, Fix, Repairs
from gongjian.foundation.sheets.rows import data_rows
from gongjian.foundation.sheets.sheet import Sheet, SheetRow
from gongjian.foundation.sheets.table import Column, Reading

Values = dict[str, Any]
Complaint = tuple[str, str]
Judge = Callable[[Values], Iterable[Complaint]]


class Severity(StrEnum):
    """An error keeps the row out; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with one cell: `column` is the header in the file, `letter` Excel's name of the column."""

    code: str
    field: str
    column: str
    letter: str
    message: str
    severity: Severity
    found: str


@dataclass(slots=True)
class CheckedRow:
    """A data row: `number` is Excel's; `values` has every field whose column the file has, None when empty."""

    number: int
    values: Values
    problems: list[Problem] = field(default_factory=list)

    @property
    def is_good(self) -> bool:
        """Whether the row may be imported."""
        return not self.problems or all(problem.severity is not Severity.ERROR for problem in self.problems)


class Reporter:
    """Makes problems for one sheet."""

    def __init__(self, header: Header) -> None:
        self.header = header

    def problem(self, code: str, name: str, found: str, message: str = "") -> Problem:
        """A problem of the field `name`, with the table's sentence for `code` unless `message` is given."""
        table, index = self.header.table, self.header.columns.get(name)
        return Problem(
            code=code,
            field=name,
            column=table.by_field[name].label if index is None else self.header.texts[index] or letter(index),
            letter="" if index is None else letter(index),
            message=message or table.sentences[code],
            severity=Severity.WARNING if code in table.warnings else Severity.ERROR,
            found=found[:LONGEST_FOUND],
        )


def checked_rows(
    sheet: Sheet, header: Header, *, on: date, judge: Judge, fixes: Sequence[Fix] = ()
) -> Iterator[CheckedRow]:
    """The data rows of `sheet` read and checked one by one.

    `judge` looks at the values of a whole row and returns (code, field) for whatever does not fit together.
    """
    reporter = Reporter(header)
    columns = [(header.table.by_field[name], index) for name, index in header.columns.items()]
    plan = [(column, index, _Readings(column, on)) for column, index in columns]
    repairs = Repairs(fixes, header.table, header.columns) if fixes else None
    for row in data_rows(sheet, header):
        yield _checked(repairs.applied(row) if repairs else row, plan, reporter, judge)


class _Readings(dict[Cell, Reading]):
    """What the cells of one column mean; equal cells are read once."""

    def __init__(self, column: Column, on: date) -> None:
        super().__init__({None: column.read(None, on)})
        self.column, self.on = column, on

    def __missing__(self, cell: Cell) -> Reading:
        reading = self.column.read(cell, self.on)
        if not self.column.distinct:
            self[cell] = reading
        return reading


Plan = Sequence[tuple[Column, int, _Readings]]


def _checked(row: SheetRow, plan: Plan, reporter: Reporter, judge: Judge) -> CheckedRow:
    values: Values = {}
    problems: list[Problem] = []
    cells = row.cells
    width = len(cells)
    for column, index, readings in plan:
        cell = cells[index] if index < width else None
        values[column.field], code = readings[cell]
        if code:
            problems.append(reporter.problem(code, column.field, column.text_of(cell)))
    for code, name in judge(values):
        index = reporter.header.columns.get(name, width)
        found = reporter.header.table.by_field[name].text_of(cells[index]) if index < width else ""
        problems.append(reporter.problem(code, name, found))
    return CheckedRow(row.number, values, problems)
