"""Imports that wait for the person who handed the files in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Value
from django.urls import reverse

from gongjian.entry.desk.models import BatchQuerySet
from gongjian.entry.desk.permissions import may_import
from gongjian.entry.desk.queries import batches
from gongjian.entry.desk.showing import title_of
from gongjian.entry.desk.terms import EDITABLE, BatchState
from gongjian.foundation.registry import Todo

AT_MOST = 20


def unfinished(user: Any) -> BatchQuerySet:
    return batches(user).filter(created_by=user, state__in=EDITABLE)


def counted(*, user: Any, on: date) -> BatchQuerySet | None:
    return unfinished(user).annotate(number=Value(1)) if may_import(user) else None


def waiting_for(*, user: Any, on: date) -> Iterator[Todo]:
    """USER's own batches that were checked and not yet imported, and those that did not come to an end."""
    if not may_import(user):
        return
    for batch in unfinished(user).prefetch_related("files")[:AT_MOST]:
        url = reverse("desk_batch", args=[batch.pk])
        yield Todo(f"确认导入：{title_of(batch)}", BatchState(batch.state).label, url, None, [("去确认", url, True)])
