"""Meetings as hours in someone's own calendar: those whose record one keeps and those one's organizations attend."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Length

from gongjian.foundation.scope import near, scope_of
from gongjian.foundation.work import Appointment
from gongjian.mechanisms.meetings.models import Attendee, Meeting
from gongjian.mechanisms.meetings.queries import RECORD
from gongjian.mechanisms.meetings.terms import MeetingState, Reply
from gongjian.mechanisms.meetings.waiting import moment, tomorrow

USUAL = timedelta(hours=1)
MOST = 300


def find(*, user: Any, since: date, until: date) -> Iterator[Appointment]:
    """The latest MOST meetings of those days that were not called off; what was only planned by those who keep it."""
    rows = Meeting.objects.filter(starts_at__gte=moment(since), starts_at__lt=moment(tomorrow(until)))
    rows = rows.alias(depth=Length("org_path")).exclude(state=MeetingState.CANCELLED)
    called = ~Q(state=MeetingState.DRAFT) & Exists(seats(user))
    rows = rows.filter(near("org_path", scope_of(user), RECORD) | called)
    for each in rows.select_related("organization").order_by("-starts_at", "-pk")[:MOST]:
        yield appointment(each)


def seats(user: Any) -> QuerySet[Attendee]:
    """The seats of USER's own organizations at one meeting, but for those that said they cannot come."""
    rows = Attendee.objects.alias(depth=Length("party_organization__path"))
    rows = rows.exclude(reply=Reply.EXCUSED)
    return rows.filter(near("party_organization__path", scope_of(user), RECORD), meeting=OuterRef("pk"))


def appointment(each: Meeting) -> Appointment:
    """Its kind and whose it is; the title may name somebody. Without an end an hour is kept free."""
    return Appointment(
        identity=f"meeting-{each.uid}",
        title=f"{each.organization.name}：{each.declared.label}",
        detail=each.state_label,
        place=each.place,
        starts_at=each.starts_at,
        ends_at=end_of(each),
        tentative=each.state == MeetingState.DRAFT,
    )


def end_of(each: Meeting) -> datetime:
    """A meeting that ended the minute it began takes an hour as well."""
    return each.ends_at if each.ends_at and each.ends_at > each.starts_at else each.starts_at + USUAL
