"""Imports that wait for the person who handed the files in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery, Value
from django.urls import reverse

from gongjian.entry.desk.models import BatchFile, BatchQuerySet
from gongjian.entry.desk.permissions import may_import
from gongjian.entry.desk.queries import batches
from gongjian.entry.desk.showing import title_from
from gongjian.entry.desk.terms import EDITABLE, BatchState
from gongjian.foundation.gathering import FromRows, Told, told
from gongjian.foundation.registry import Todo

AT_MOST = 20


def unfinished(user: Any) -> BatchQuerySet:
    return batches(user).filter(created_by=user, state__in=EDITABLE)


def counted(*, user: Any, on: date) -> BatchQuerySet | None:
    return unfinished(user).annotate(number=Value(1)) if may_import(user) else None


def told_unfinished(user: Any, on: date) -> QuerySet[Any, Any] | None:
    """USER's own batches that were checked and not yet imported, and those that did not come to an end."""
    if not may_import(user):
        return None
    first = BatchFile.objects.filter(batch=OuterRef("pk")).order_by("name", "pk").values("name")[:1]
    rows = unfinished(user).annotate(number=Count("files"))
    return told(rows, "pk", "state", "number", first=Subquery(first))[:AT_MOST]


def in_words(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        url = reverse("desk_batch", args=[each["pk"]])
        title = f"确认导入：{title_from(each['first'] or '', each['number'])}"
        yield Todo(title, BatchState(each["state"]).label, url, None, [("去确认", url, True)])


waiting_for = FromRows(told_unfinished, in_words)
