"""A list on its way out by a program's door: the rows, columns and order of the screen, in three forms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from gongjian.foundation.pages.lists.declaring import bare, text_of
from gongjian.foundation.pages.lists.exporting import AT_MOST, list_sheet, records, workbook
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
    def rows(self) -> Any:
        return takeable(self.state.narrow(self.state.table.rows(self.viewer)), self.state, self.viewer)

    def as_json(self) -> Iterator[str]:
        """A list of objects with the keys of the columns."""
        ties = ties_of(self.rows)
        found = records(self.state.columns, in_order(self.rows, self.state, ties), ties=ties)
        yield "["
        for at, each in enumerate(found):
            yield f"{',' if at else ''}\n{json.dumps(each, ensure_ascii=False)}"
        yield "\n]\n"

    def in_words(self) -> Iterator[str]:
        """The headings and a line a row, with tabs between the cells."""
        columns = self.state.columns
        yield "\t".join(column.label for column in columns) + "\n"
        for row in in_order(self.rows, self.state):
            cells = (text_of(bare(column.read(row))) for column in columns)
            yield "\t".join(" ".join(cell.split()) for cell in cells) + "\n"

    def as_workbook(self) -> bytes:
        """The file that 导出 gives on screen; raises TooLong."""
        if not bounded_count(self.rows, AT_MOST).exact:
            raise TooLong(f"超过 {AT_MOST:,} 行，一个 Excel 文件放不下。请用 --org 缩小范围，或者用 --json。")
        return workbook(list_sheet(self.state.columns, in_order(self.rows, self.state), name=self.state.table.label))
