"""Queries that every page asks: put together once for each account, asked anew each time.

Putting a query together takes the application longer than asking it takes the database. Only the question is kept,
never an answer, so nothing is ever out of date.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Rows = QuerySet[Any, Any] | None


@dataclass(frozen=True, slots=True)
class Question:
    """A query in SQL, and what its words follow from; no SQL where the answer is none without asking."""

    follows_from: Any
    sql: str
    parameters: tuple[Any, ...]


_questions: dict[tuple[str, int], Question] = {}


def asked(name: str, user: Any, follows_from: Any, rows: Callable[[], Rows]) -> list[tuple[Any, ...]]:
    """What the database has for ROWS(), a `values_list` of texts and whole numbers, or nothing for None.

    NAME and USER say which question it is. Its words must follow from USER's id and FOLLOWS_FROM alone (a scope, a
    day): when that is another than last time, ROWS is called again.
    """
    kept = _questions.get((name, user.pk))
    if kept is None or kept.follows_from != follows_from:
        kept = _questions[name, user.pk] = Question(follows_from, *put_together(rows()))
    if not kept.sql:
        return []
    with connection.cursor() as cursor:
        cursor.execute(kept.sql, kept.parameters)
        return cursor.fetchall()


def put_together(rows: Rows) -> tuple[str, tuple[Any, ...]]:
    if rows is None:
        return "", ()
    try:
        sql, parameters = rows.query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, tuple(parameters)
