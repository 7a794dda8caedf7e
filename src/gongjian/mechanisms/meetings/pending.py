"""What meetings left open, for the body that coordinates: follow-ups, decisions without one, topics undecided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.columns import row_by_row
from gongjian.foundation.scope import scope_of
from gongjian.foundation.work import OpenItem
from gongjian.mechanisms.meetings.counting import attendance, is_rejected
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.models import FollowUp, Item, Meeting, Resolution
from gongjian.mechanisms.meetings.queries import RECORD, follow_ups_for, meetings_for
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.mechanisms.meetings.waiting import moment

COORDINATING = tuple(each.key for each in KINDS.values() if each.with_parties or each.bodies)
READ = (
    *("text", "person", "org_path", "due_on", "urged_on", "owner__name", "meeting__title", "meeting__org_path"),
    *("meeting__starts_at", "meeting__organization__name"),
)
LOOKED_BACK = timedelta(days=366)


def follow_ups(*, user: Any, on: date) -> Iterator[OpenItem]:
    """What meetings agreed and nobody has closed yet; urged by those who keep the meeting, once a day."""
    scope = scope_of(user)
    for each in follow_ups_for(user).select_related("meeting__organization", "owner").open().only(*READ):
        urges = each.urged_on != on and scope.holds(RECORD, each.meeting.org_path)
        yield OpenItem(
            title=each.text,
            detail=each.meeting.title,
            url=reverse("follow_up", args=[each.pk]),
            org_path=each.org_path,
            waits_for=each.owner.name if each.owner else each.person or each.meeting.organization.name,
            since=timezone.localdate(each.meeting.starts_at),
            due=each.due_on,
            urge=reverse("follow_up_urge", args=[each.pk]) if urges else "",
        )


def conferences(user: Any, on: date) -> Any:
    """The coordinating meetings of the last year and those ahead that USER may see, not called off."""
    rows = meetings_for(user).filter(kind__in=COORDINATING, starts_at__gte=moment(on - LOOKED_BACK))
    return rows.exclude(state=MeetingState.CANCELLED).order_by()


def resolutions(*, user: Any, on: date) -> Iterator[OpenItem]:
    """What coordinating meetings decided and no follow-up says who is to do: it waits for those who met.

    What was voted down is to be done by nobody. The few conferences are found first, then what each decided.
    """
    nobodys = row_by_row(~Exists(FollowUp.objects.filter(resolution=OuterRef("pk"))) & Q(settled=False))
    rows = Resolution.objects.filter(nobodys, meeting__in=conferences(user, on))
    for each in rows.select_related("meeting__organization").prefetch_related("meeting__attendees"):
        if not each.voted or not is_rejected(each, each.meeting, attendance(each.meeting.attendees.all())):
            yield left(each.meeting, each.text, each.meeting.title, each.meeting.organization.name, on)


def topics(*, user: Any, on: date) -> Iterator[OpenItem]:
    """What a party brought before a coordinating meeting and nothing was decided about."""
    rows = Item.objects.filter(meeting__in=conferences(user, on), resolutions__isnull=True).exclude(proposed_by="")
    for each in rows.select_related("meeting__organization"):
        detail = f"{each.proposed_by}提到“{each.meeting.title}”"
        yield left(each.meeting, each.title, detail, each.meeting.organization.name, on)


def left(meeting: Meeting, title: str, detail: str, waits_for: str, on: date) -> OpenItem:
    """Left open since the day of the meeting; for one that is ahead, since today."""
    day = timezone.localdate(meeting.starts_at)
    return OpenItem(
        title=title,
        detail=detail,
        url=reverse("meeting", args=[meeting.pk]),
        org_path=meeting.org_path,
        waits_for=waits_for,
        since=min(day, on),
        due=day if day >= on else None,
    )
