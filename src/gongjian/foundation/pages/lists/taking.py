"""The rows of a list that leave it, whoever carries them: the sheet from the screen, the command line, the API."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from gongjian.foundation import bulk
from gongjian.foundation.pages.lists.declaring import Table
from gongjian.foundation.pages.lists.state import State
from gongjian.foundation.pages.paging import directions
from gongjian.foundation.scope import ScopedQuerySet, scope_of, within

AT_ONCE = 2000
SUBJECT = ("subject_type", "subject_id")


def takeable(rows: ScopedQuerySet, state: State, user: Any) -> ScopedQuerySet:
    """Those of ROWS that USER may take away."""
    return rows.filter(within(rows.path_field, scope_of(user), state.table.export_permission))


def lean(rows: ScopedQuerySet, state: State, ties: Sequence[str] = ()) -> QuerySet[Any, Any]:
    """ROWS with what the chosen columns, the order and TIES read, and no more; whole records where a column does not
    say.
    """
    if not all(column.reads for column in state.columns):
        return rows
    fields = chain(["pk", state.order.field], *(column.reads for column in state.columns), ties)
    return rows.values_list(*dict.fromkeys(fields), named=True)


def in_order(rows: ScopedQuerySet, state: State, ties: Sequence[str] = ()) -> Iterable[Any]:
    """All of ROWS in the order of the screen, read some at a time."""
    ordered = lean(rows, state, ties).order_by(*directions(state.order.field, state.descending))
    return prepared(state.table, ordered.iterator(chunk_size=AT_ONCE))


def prepared(table: Table, rows: Iterable[Any]) -> Iterable[Any]:
    """ROWS with what TABLE reads for many of them at once."""
    if table.prepare is None:
        return rows
    return chain.from_iterable(map(table.prepare, bulk.portions(rows, AT_ONCE)))


def ties_of(rows: QuerySet[Any]) -> tuple[str, ...]:
    """The fields of ROWS that hold ids of other records, accounts left out: what programs tie tables together by."""
    fields = rows.model._meta.concrete_fields
    pointing = [each for each in fields if each.many_to_one and each.related_model is not get_user_model()]
    return tuple(each.attname for each in fields if each in pointing or each.name in SUBJECT)
