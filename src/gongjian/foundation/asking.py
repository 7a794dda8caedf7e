"""Searches of several registers asked as one statement: each says what it asks, and what its rows come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from gongjian.foundation.compiled import Rows, Statement, asked


@dataclass(frozen=True, slots=True)
class Search:
    """A STATEMENT of two columns, a row's id and what is `told` of it; what the rows of its parts come to."""

    statement: Statement
    result: Callable[[Sequence[Rows]], Sequence[Any]]

    def shown(self, show: Callable[[Any], Any]) -> Search:
        """The same search with each of its results as SHOW shows it."""
        return Search(self.statement, lambda parts: [show(each) for each in self.result(parts)])


NO_SEARCH = Search(Statement(), list)


def found(searches: Sequence[Search]) -> list[Sequence[Any]]:
    """The results of each of SEARCHES, in one trip to the database."""
    told = asked([each.statement for each in searches])
    return [each.result(parts) for each, parts in zip(searches, told, strict=True)]
