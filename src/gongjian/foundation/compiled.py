"""Statements that Django writes once and the database plans once: asked again, only their values change.

To put a query set together, and to plan it, takes longer than to look up a small answer. Whose rows it is about is
still said by the query set's own `visible_to`, which is given a stand-in for the viewer: one of as many paths, each a
blank. What is not a blank stands in the statement as it is, so that an index for some rows only can be chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import compress, islice
from typing import Any

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet

from gongjian.foundation.scope import scope_of, stand_in

BLANK = "\0{:04}"
WIDTH = 5
PART = "SELECT {0}, part_{0}.* FROM ({1}) AS part_{0} WHERE told IS NOT NULL"

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Statement:
    """What Django wrote, part by part. Its values begin with a zero character, which no text has: they are blanks."""

    parts: tuple[str, ...] = ()
    values: tuple[str, ...] = ()

    def filled(self, words: Sequence[str]) -> Statement:
        """The same with WORDS in the blanks; what stands behind a blank stays behind its word."""
        return Statement(self.parts, tuple(words[int(each[1:WIDTH])] + each[WIDTH:] for each in self.values))


class Compiled:
    """A question about a viewer's rows, asked with one word.

    `build(viewer, word, limit)` gives the query sets to be asked as one statement: all of the same columns, each
    ordered and cut as it likes. It is called once for each number of paths that viewers hold, and each limit.
    Rows whose column `told` is empty are left out of the answer.
    """

    def __init__(self, permission: str, build: Callable[[Any, str, int], Sequence[QuerySet[Any, Any]]]) -> None:
        self.permission = permission
        self.build = build
        self.written: dict[tuple[int, int], Statement] = {}

    def ask(self, user: Any, word: str, limit: int) -> list[Rows]:
        """The rows that USER may see and WORD finds, by query set; nothing where nothing was granted."""
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
        asked_for = self.build(stand_in(blanks, self.permission), word, limit)
        built = [with_blanks(*each.query.sql_with_params()) for each in asked_for]
        statement = Statement(tuple(sql for sql, _ in built), tuple(value for _, values in built for value in values))
        return self.written.setdefault((paths, limit), statement)


def with_blanks(sql: str, values: Sequence[Any]) -> tuple[str, list[str]]:
    """SQL with those of its VALUES written into it that are no blanks, and the blanks."""
    first, *pieces = sql.split("%s")
    blank = [isinstance(each, str) and each[:1] == "\0" for each in values]
    told = ("%s" if is_blank else literal(value) for is_blank, value in zip(blank, values, strict=True))
    return first + "".join(map("".join, zip(told, pieces, strict=True))), [*compress(values, blank)]


def literal(value: Any) -> str:
    """VALUE, one of our own, as it stands in a statement that is given others besides."""
    if isinstance(value, bool | int):
        return str(value)
    return "'{}'".format(str(value).replace("'", "''").replace("%", "%%"))


def asked(statements: Sequence[Statement]) -> list[list[Rows]]:
    """The rows of each part of each of STATEMENTS, which tell the same columns: one trip to the database for all."""
    parts = [part for each in statements for part in each.parts]
    rows: list[Rows] = [[] for _ in parts]
    if parts:
        question = " UNION ALL ".join(PART.format(number, part) for number, part in enumerate(parts))
        with planned_once() as cursor:
            cursor.execute(question, [value for each in statements for value in each.values])
            for row in cursor.fetchall():
                rows[row[0]].append(row[1:])
    in_turn = iter(rows)
    return [list(islice(in_turn, len(each.parts))) for each in statements]


def planned_once() -> CursorWrapper:
    """A cursor each of whose statements PostgreSQL reads and plans once, whatever values come with it later.

    SQLite keeps the plans of all statements anyway. A log of queries is told the statement with its values in it.
    """
    if connection.vendor != "postgresql" or connection.queries_logged:
        return connection.cursor()
    from django.db.backends.postgresql.base import ServerBindingCursor  # no start on SQLite waits for its driver

    connection.ensure_connection()
    cursor: Any = ServerBindingCursor(connection.connection)  # type: ignore[call-arg]
    return connection.make_cursor(cursor)
