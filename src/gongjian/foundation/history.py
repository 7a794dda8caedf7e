"""What was done, when, by whom, to what and why: one line per act, in words, never deleted by what it tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField


class EntryQuerySet(ScopedQuerySet):
    view_permission = "history.view"

    def about(self, subject_type: str, subject_id: int) -> EntryQuerySet:
        """A record's timeline, newest first."""
        return self.filter(subject_type=subject_type, subject_id=subject_id).order_by("-id")


class Entry(models.Model):
    """One act. `changes` is {field: [before, after]}; personal numbers in it stay encrypted."""

    id: int
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    actor_id = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    subject = models.CharField(max_length=600)
    org_path = PathField()
    changes = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    reason = models.CharField(max_length=400, default="")
    batch_id = models.BigIntegerField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        db_table = "foundation_entry"
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="entry_subject"),
            models.Index(fields=["org_path", "-id"], name="entry_org_path"),
            models.Index(fields=["batch_id"], name="entry_batch", condition=models.Q(batch_id__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.actor} {self.verb} {self.subject}"


class Act(TypedDict, total=False):
    """The parts of a line that `record` takes."""

    verb: str
    subject_type: str
    subject_id: int
    subject: str
    org_path: str
    changes: Mapping[str, Any] | None
    reason: str
    batch_id: int | None


def line(*, by: Any, now: datetime, **act: Unpack[Act]) -> Entry:
    """A line not yet saved. BY is the user who acts, or None for the platform itself."""
    return Entry(at=now, actor=str(by) if by else "系统", actor_id=getattr(by, "pk", None), **act)


def record(*, by: Any, now: datetime, **act: Unpack[Act]) -> Entry:
    """Write one line in the caller's transaction."""
    entry = line(by=by, now=now, **act)
    entry.save(force_insert=True)
    return entry


def record_many(entries: Iterable[Entry]) -> None:
    Entry.objects.bulk_create(entries, batch_size=2000)


def changed(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[Any]]:
    """{field: [before, after]} of the fields of AFTER that differ."""
    return {field: [before.get(field), value] for field, value in after.items() if before.get(field) != value}
