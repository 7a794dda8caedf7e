"""Imports that wait for the person who handed the files in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from gongjian.entry.desk.permissions import may_import
from gongjian.entry.desk.queries import batches
from gongjian.entry.desk.showing import title_of
from gongjian.entry.desk.terms import EDITABLE, BatchState
from gongjian.foundation.registry import Todo

AT_MOST = 20


def waiting_for(*, user: Any, on: date) -> Iterator[Todo]:
    """USER's own batches that were checked and not yet imported, and those that did not come to an end."""
    if not may_import(user):
        return
    waiting = batches(user).filter(created_by=user, state__in=EDITABLE).prefetch_related("files")
    for batch in waiting[:AT_MOST]:
        url = reverse("desk_batch", args=[batch.pk])
        yield Todo(f"确认导入：{title_of(batch)}", BatchState(batch.state).label, url, None, [("去确认", url, True)])
