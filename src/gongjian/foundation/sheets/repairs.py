"""What people decided cells should say, put in the place of what the file says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gongjian.foundation.sheets.cells import Row
from gongjian.foundation.sheets.sheet import SheetRow
from gongjian.foundation.sheets.table import Table

LONGEST_FOUND = 200


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


class Repairs:
    """The fixes of one sheet, in the order in which they were decided, by the text they replace.

    One for a row comes before one for all rows. What a fix wrote may be replaced by a later one, as if it had stood
    there from the beginning.
    """

    def __init__(self, fixes: Iterable[Fix], table: Table, columns: Mapping[str, int]) -> None:
        numbered = list(enumerate(fixes))
        touched = {fix.field for _, fix in numbered}
        self.columns = [(table.by_field[name], index) for name, index in columns.items() if name in touched]
        self.everywhere = {(fix.field, fix.found): (at, fix) for at, fix in numbered if fix.row is None}
        self.somewhere = {(fix.field, fix.found, fix.row): (at, fix) for at, fix in numbered if fix.row is not None}

    def replacement(self, field: str, text: str, number: int) -> str | None:
        """What a cell of Excel's row NUMBER that says TEXT says now, None where no fix touches it."""
        found = text[:LONGEST_FOUND]
        step = self.somewhere.get((field, found, number)) or self.everywhere.get((field, found))
        if step is None:
            return None
        while (later := self.everywhere.get((field, step[1].replacement))) and later[0] > step[0]:
            step = later
        return step[1].replacement

    def changes(self, number: int, cells: Row) -> dict[int, str]:
        """{column from 0: what it says now} of the CELLS of Excel's row NUMBER that a fix replaces."""
        found = {}
        for column, index in self.columns:
            text = column.text_of(cells[index]) if index < len(cells) else ""
            replacement = self.replacement(column.field, text, number)
            if replacement is not None:
                found[index] = replacement
        return found

    def applied(self, row: SheetRow) -> SheetRow:
        """The row as it reads after all fixes."""
        changes = self.changes(row.number, row.cells)
        return SheetRow(row.number, mended(row.cells, changes), row.own) if changes else row


def mended(cells: Row, changes: Mapping[int, str]) -> Row:
    """CELLS with other texts in some columns; a short row is filled up to the last of them."""
    whole = [*cells, *[None] * (max(changes, default=-1) + 1 - len(cells))]
    for index, text in changes.items():
        whole[index] = text or None
    return whole
