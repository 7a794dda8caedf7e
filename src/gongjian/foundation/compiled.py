"""Statements that Django writes once: asked again, only their values change.

To put a query set together takes longer than the database takes over a small answer. Whose rows it is about is still
said by the query set's own `visible_to`, which is given a stand-in for the viewer: one of as many paths, each a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from gongjian.foundation.scope import scope_of, stand_in

BLANK = "\0{:04}"
WIDTH = 5
PART = "SELECT * FROM ({1}) AS part_{0}"


@dataclass(frozen=True, slots=True)
class Statement:
    """What Django wrote; of its values those that begin with a zero character, which no text has, are blanks."""

    sql: str
    values: tuple[Any, ...]

    def filled(self, words: Sequence[str]) -> list[Any]:
        """The values with WORDS in the blanks; what stands behind a blank stays behind its word."""
        return [
            words[int(each[1:WIDTH])] + each[WIDTH:] if isinstance(each, str) and each[:1] == "\0" else each
            for each in self.values
        ]


class Compiled:
    """A question about a viewer's rows, asked with one word.

    `build(viewer, word, limit)` gives the query sets to be asked as one statement: all of the same columns, each
    ordered and cut as it likes. It is called once for each number of paths that viewers hold, and each limit.
    """

    def __init__(self, permission: str, build: Callable[[Any, str, int], Sequence[QuerySet[Any, Any]]]) -> None:
        self.permission = permission
        self.build = build
        self.written: dict[tuple[int, int], Statement] = {}

    def ask(self, user: Any, word: str, limit: int) -> list[tuple[Any, ...]]:
        """The rows that USER may see and WORD finds, query set by query set; nothing where nothing was granted."""
        paths = scope_of(user).paths(self.permission)
        if not paths:
            return []
        statement = self.written.get((len(paths), limit)) or self.write(len(paths), limit)
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, statement.filled([*paths, word]))
            return cursor.fetchall()

    def write(self, paths: int, limit: int) -> Statement:
        """The statement for viewers of so many paths, kept."""
        *blanks, word = (BLANK.format(number) for number in range(paths + 1))
        parts = [each.query.sql_with_params() for each in self.build(stand_in(blanks, self.permission), word, limit)]
        wrapped = [PART.format(number, part) for number, (part, _) in enumerate(parts)]
        statement = Statement(" UNION ALL ".join(wrapped), tuple(value for _, values in parts for value in values))
        return self.written.setdefault((paths, limit), statement)
