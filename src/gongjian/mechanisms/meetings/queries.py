"""Reads of meetings, always for a viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from gongjian.foundation.registry import OpenItem
from gongjian.foundation.scope import scope_of
from gongjian.mechanisms.meetings.models import FollowUp, FollowUpQuerySet, Meeting, MeetingQuerySet, Served
from gongjian.mechanisms.meetings.permissions import RECORD
from gongjian.rules.owing import Proof


def meetings_for(user: Any) -> MeetingQuerySet:
    """Meetings USER may see, the latest first."""
    return Meeting.objects.visible_to(user).select_related("organization").order_by("-starts_at", "-pk")


def follow_ups_for(user: Any) -> FollowUpQuerySet:
    """Follow-ups not closed yet whose owner USER may see."""
    return FollowUp.objects.visible_to(user).open().select_related("meeting", "owner")


def mine(user: Any) -> FollowUpQuerySet:
    """Open follow-ups of the organizations whose meetings USER keeps."""
    paths = scope_of(user).paths(RECORD)
    return follow_ups_for(user) if paths else FollowUp.objects.none()


def proofs(kind: str, *, among: Sequence[int] | None, since: date, until: date) -> Iterator[Proof]:
    """The meetings of a KIND that count for a day from SINCE until UNTIL; one query."""
    rows = Served.objects.filter(kind=kind, serves__gte=since, serves__lte=until)
    rows = rows if among is None else rows.filter(organization__in=among)
    for found in rows.values_list("organization_id", "serves", "on", "meeting_id").iterator():
        yield Proof(*found)


def open_items(*, user: Any, on: date) -> Iterator[OpenItem]:
    """What meetings agreed and nobody has closed yet."""
    for each in follow_ups_for(user):
        yield OpenItem(
            title=each.text,
            detail=each.meeting.title,
            url=reverse("meeting", args=[each.meeting_id]),
            org_path=each.org_path,
            waits_for=each.owner.name if each.owner else each.person,
            since=each.meeting.starts_at.date(),
            due=each.due_on,
        )
