"""Rows of a table as values, each with what is wrong with it, told by Excel's names."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from gongjian.foundation.sheets.cells import Cell, letter, shown
from gongjian.foundation.sheets.header import Header
from gongjian.foundation.sheets.rows import data_rows
from gongjian.foundation.sheets.sheet import Sheet, SheetRow
from gongjian.foundation.sheets.table import Column, Reading

LONGEST_FOUND = 200

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


@dataclass(frozen=True)
class Fix:
    """A replacement a person decided on: wherever `field` reads exactly `found`. Empty means: leave empty.

    `file`, `sheet` and `row` narrow it down.
    """

    field: str
    found: str
    replacement: str
    file: str | None = None
    sheet: str | None = None
    row: int | None = None

    def concerns(self, *, file: str, sheet: str) -> bool:
        """Whether the fix can touch this sheet at all."""
        return self.file in (None, file) and self.sheet in (None, sheet)


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
    by_field = header.table.by_field
    plan = [(name, index, _Readings(by_field[name], on)) for name, index in header.columns.items()]
    repairs = _Repairs(fixes, header) if fixes else None
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


Plan = Sequence[tuple[str, int, _Readings]]


def _checked(row: SheetRow, plan: Plan, reporter: Reporter, judge: Judge) -> CheckedRow:
    values: Values = {}
    problems: list[Problem] = []
    cells = row.cells
    width = len(cells)
    for name, index, readings in plan:
        cell = cells[index] if index < width else None
        values[name], code = readings[cell]
        if code:
            problems.append(reporter.problem(code, name, shown(cell)))
    for code, name in judge(values):
        index = reporter.header.columns.get(name, width)
        problems.append(reporter.problem(code, name, shown(cells[index]) if index < width else ""))
    return CheckedRow(row.number, values, problems)


class _Repairs:
    """Fixes by the text they replace."""

    def __init__(self, fixes: Sequence[Fix], header: Header) -> None:
        self.columns = [
            (name, index) for name, index in header.columns.items() if any(fix.field == name for fix in fixes)
        ]
        self.everywhere = {(fix.field, fix.found): fix.replacement for fix in fixes if fix.row is None}
        self.somewhere: Mapping[tuple[str, str, int], str] = {
            (fix.field, fix.found, fix.row): fix.replacement for fix in fixes if fix.row is not None
        }

    def applied(self, row: SheetRow) -> SheetRow:
        cells = row.cells
        for name, index in self.columns:
            found = shown(cells[index])[:LONGEST_FOUND] if index < len(cells) else ""
            replacement = self.somewhere.get((name, found, row.number), self.everywhere.get((name, found)))
            if replacement is not None:
                before = [*cells[:index], *[None] * (index - len(cells))]
                cells = [*before, replacement or None, *cells[index + 1 :]]
        return SheetRow(row.number, cells, row.own)
