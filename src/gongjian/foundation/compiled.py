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
PART = "SELECT {0}, part_{0}.* FROM ({1}) AS part_{0}"

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Statement:
    """What Django wrote, part by part; of its values those that begin with a zero character, which no text has, are
    blanks.
    """

    parts: tuple[str, ...] = ()
    values: tuple[Any, ...] = ()

    def filled(self, words: Sequence[str]) -> Statement:
        """The same with WORDS in the blanks; what stands behind a blank stays behind its word."""
        values = (
            words[int(each[1:WIDTH])] + each[WIDTH:] if isinstance(each, str) and each[:1] == "\0" else each
            for each in self.values
        )
        return Statement(self.parts, tuple(values))


class Compiled:
    """A question about a viewer's rows, asked with one word.

    `build(viewer, word, limit)` gives the query sets to be asked as one statement: all of the same columns, each
    ordered and cut as it likes. It is called once for each number of paths that viewers hold, and each limit.
    """

    def __init__(self, permission: str, build: Callable[[Any, str, int], Sequence[QuerySet[Any, Any]]]) -> None:
        self.permission = permission
        self.build = build
        self.written: dict[tuple[int, int], Statement] = {}

    def ask(self, user: Any, word: str, limit: int) -> Rows:
        """The rows that USER may see and WORD finds, query set by query set; nothing where nothing was granted."""
        return asked([self.said(user, word, limit)])[0]

    def said(self, user: Any, word: str, limit: int) -> Statement:
        """The statement that asks for these; an empty one where nothing was granted."""
        paths = scope_of(user).paths(self.permission)
        if not paths:
            return Statement()
        statement = self.written.get((len(paths), limit)) or self.write(len(paths), limit)
        return statement.filled([*paths, word])

    def write(self, paths: int, limit: int) -> Statement:
        """The statement for viewers of so many paths, kept."""
        *blanks, word = (BLANK.format(number) for number in range(paths + 1))
        built = [each.query.sql_with_params() for each in self.build(stand_in(blanks, self.permission), word, limit)]
        statement = Statement(tuple(sql for sql, _ in built), tuple(value for _, values in built for value in values))
        return self.written.setdefault((paths, limit), statement)


def asked(statements: Sequence[Statement]) -> list[Rows]:
    """The rows of each of STATEMENTS, which tell the same columns: one trip to the database for all of them."""
    parts = [PART.format(number, part) for number, each in enumerate(statements) for part in each.parts]
    rows: list[Rows] = [[] for _ in statements]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(parts), [value for each in statements for value in each.values])
            for row in cursor.fetchall():
                rows[row[0]].append(row[1:])
    return rows
