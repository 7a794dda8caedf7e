"""A list on its way out by a program's door: the rows, columns and order of the screen, in three forms."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from gongjian.foundation.pages.lists.declaring import Column, Table, bare, text_of
from gongjian.foundation.pages.lists.exporting import AT_MOST, list_sheet, records, workbook
from gongjian.foundation.pages.lists.gathered import Gathered
from gongjian.foundation.pages.lists.state import State
from gongjian.foundation.pages.lists.taking import in_order, takeable, ties_of
from gongjian.foundation.pages.paging import bounded_count


class TooLong(Exception):
    """No workbook holds so many rows."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a VIEWER takes of a list in a certain STATE; all forms but the workbook are read and given bit by bit."""

    state: State
    viewer: Any

    @property
    def table(self) -> Table:
        return self.state.table

    def number(self) -> int:
        """How many rows are taken."""
        found: int = self.rows.count()
        return found

    @property
    def rows(self) -> Any:
        return takeable(self.state.narrow(self.state.table.rows(self.viewer)), self.state, self.viewer)

    def as_json(self) -> Iterator[str]:
        """A list of objects with the keys of the columns."""
        ties = ties_of(self.rows)
        return as_json(records(self.state.columns, in_order(self.rows, self.state, ties), ties=ties))

    def in_words(self) -> Iterator[str]:
        """The headings and a line a row, with tabs between the cells."""
        return in_words(self.state.columns, in_order(self.rows, self.state))

    def as_workbook(self) -> bytes:
        """The file that 导出 gives on screen; raises TooLong."""
        if not bounded_count(self.rows, AT_MOST).exact:
            raise TooLong(f"超过 {AT_MOST:,} 行，一个 Excel 文件放不下。请用 --org 缩小范围，或者用 --json。")
        return workbook(list_sheet(self.state.columns, in_order(self.rows, self.state), name=self.state.table.label))


@dataclass(frozen=True, slots=True)
class TakenWhole:
    """What is taken of a list that is put together at once: ROWS of TABLE, with these COLUMNS; the same three forms."""

    table: Gathered
    columns: Sequence[Column]
    rows: Sequence[Any]
    viewer: Any

    def number(self) -> int:
        return len(self.rows)

    def as_json(self) -> Iterator[str]:
        return as_json(self.table.records(self.columns, self.rows))

    def in_words(self) -> Iterator[str]:
        return in_words(self.columns, self.rows)

    def as_workbook(self) -> bytes:
        return workbook(list_sheet(self.columns, self.rows, name=self.table.label))


def as_json(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A list of objects, one a line."""
    yield "["
    for at, each in enumerate(found):
        yield f"{',' if at else ''}\n{json.dumps(each, ensure_ascii=False)}"
    yield "\n]\n"


def in_words(columns: Sequence[Column], rows: Iterable[Any]) -> Iterator[str]:
    """The labels of COLUMNS and a line for each of ROWS, with tabs between the cells."""
    yield "\t".join(column.label for column in columns) + "\n"
    for row in rows:
        cells = (text_of(bare(column.read(row))) for column in columns)
        yield "\t".join(" ".join(cell.split()) for cell in cells) + "\n"
