"""To-dos told by rows: each folder says which rows and in which words, 今天 asks for those of all folders at once.

A row is told as JSON, so that rows of any shape fit into one statement; days and moments come as texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import JSONObject
from django.utils import timezone

from gongjian.foundation.registry import Todo

Told = dict[str, Any]
Asked = Callable[[Any, date], QuerySet[Any, Any] | None]


@dataclass(frozen=True, slots=True)
class FromRows:
    """The `find` of a source whose to-dos follow from the rows of one query.

    ROWS(user, on) are these rows, ordered, no more than wanted, as `told` leaves them; None where USER has nothing to
    do. LINES(rows, user, on) puts them into words.
    """

    rows: Asked
    lines: Callable[[Sequence[Told], Any, date], Iterable[Todo]]

    def __call__(self, *, user: Any, on: date) -> Iterable[Todo]:
        return self.lines(ask([self.rows(user, on)])[0], user, on)


def told(rows: QuerySet[Any, Any], *names: str, **sources: Any) -> QuerySet[Any, Any]:
    """ROWS as one JSON column: the fields of these names, and {key: field or expression}."""
    return rows.annotate(told=JSONObject(**{name: name for name in names}, **sources)).values_list("told")


def ask(parts: Sequence[QuerySet[Any, Any] | None]) -> list[list[Told]]:
    """The rows of every part in their order, all by one statement; none of a part that is None."""
    statements: list[str] = []
    parameters: list[Any] = []
    for at, part in enumerate(parts):
        if part is None:
            continue
        try:
            sql, values = part.query.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            continue
        statements.append(f"SELECT {at} AS part, told FROM ({sql}) AS part_{at}")  # noqa: S608 - compiled by Django
        parameters.extend(values)
    found: list[list[Told]] = [[] for _ in parts]
    if statements:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(statements), parameters)
            for at, row in cursor.fetchall():
                found[at].append(json.loads(row))
    return found


def day(text: str | None) -> date | None:
    """A day told in JSON."""
    return date.fromisoformat(text[:10]) if text else None


def moment(text: str) -> datetime:
    """A moment told in JSON, as the local clock showed it; databases tell UTC, with or without saying so."""
    told_at = datetime.fromisoformat(text)
    return timezone.localtime(told_at if told_at.tzinfo else told_at.replace(tzinfo=UTC))
