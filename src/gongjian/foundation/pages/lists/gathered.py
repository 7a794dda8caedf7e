"""A list that stands in no table of the database: its rows are put together when it is opened, all at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjian.foundation.pages.lists.declaring import Column
from gongjian.foundation.pages.lists.exporting import plain
from gongjian.foundation.scope import scope_of


@dataclass(frozen=True, slots=True)
class Gathered:
    """ROWS(user, on) is all that the viewer may see on a day, in the order of the screen.

    IDENTITY(row) is what programs know a row by, CONCERNS(row, path) whether it is about the part of the tree at PATH.
    """

    key: str
    label: str
    unit: str
    view_permission: str
    columns: tuple[Column, ...]
    rows: Callable[[Any, date], Sequence[Any]]
    identity: Callable[[Any], str]
    concerns: Callable[[Any, str], bool]
    export_permission: str = "sheets.export"

    def takeable(self, user: Any, on: date, path: str = "") -> list[Any]:
        """The rows that USER may take away, of the part of the tree at PATH when given."""
        tops = scope_of(user).paths(self.export_permission)
        found = [row for row in self.rows(user, on) if not path or self.concerns(row, path)]
        return [row for row in found if any(self.concerns(row, top) for top in tops)]

    def chosen(self, keys: Sequence[str]) -> tuple[Column, ...]:
        """The columns with these KEYS, in their order; those usually shown where none is known."""
        known = {each.key: each for each in self.columns}
        found = tuple(known[key] for key in dict.fromkeys(keys) if key in known)
        return found or tuple(each for each in self.columns if each.shown)

    def records(self, columns: Sequence[Column], rows: Sequence[Any]) -> Iterator[dict[str, Any]]:
        """ROWS for programs: what each is known by, then what COLUMNS show under their keys."""
        for row in rows:
            yield {"id": self.identity(row)} | {column.key: plain(column.read(row)) for column in columns}
