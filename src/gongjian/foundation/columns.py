"""Column types that behave alike on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, Q, Value, When

APART = "\x1f"


class KeyField(models.CharField):
    """Text compared byte by byte, so that one plain index serves prefixes, ranges and order on every database."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = super().db_parameters(connection)
        parameters["collation"] = "C" if connection.vendor == "postgresql" else "BINARY"
        return parameters


def starts_with(field: str, prefix: str) -> Q:
    """Rows whose KEY FIELD begins with PREFIX, as a range that an index answers on every database.

    U+10FFFF is the last character in byte order, so nothing that begins with PREFIX sorts after it.
    """
    return Q(**{f"{field}__gte": prefix, f"{field}__lt": prefix + "\U0010ffff"})


def row_by_row(condition: Q) -> Case:
    """A CONDITION asked of each row as it comes: no index is chosen for it, and no order of work planned by it."""
    return Case(When(condition, then=Value(True)), default=Value(False))


def choices_of(words: Iterable[Any]) -> list[tuple[str, str]]:
    """An enum of the domain as Django's choices: (stored, shown)."""
    return [(each.value, each.label) for each in words]


class Unindexed(models.Func):
    """A column as it is, but read without any index on it: for rows better met in the order wanted."""

    template = "(%(expressions)s || '')"

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper, **context: Any) -> Any:
        return self.as_sql(compiler, connection, template="+%(expressions)s", **context)


class EmptyLast(models.Func):
    """A day with nothing written sorted behind every day; the literal lets an index over the same expression serve."""

    template = "COALESCE(%(expressions)s, '9999-12-31')"
    output_field = models.DateField()


class EmptyFirst(models.Func):
    """A day with nothing written as one before every day, so that "never, or before a day" is one range of an index."""

    template = "COALESCE(%(expressions)s, '0001-01-01')"
    output_field = models.DateField()


class InOneColumn(models.Func):
    """Texts as one, so that rows of any kind have the same columns; nothing is told where any of them is NULL."""

    template = "%(expressions)s"
    arg_joiner = f" || '{APART}' || "
    output_field = models.CharField()
