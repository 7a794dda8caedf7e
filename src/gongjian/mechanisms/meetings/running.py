"""The acts of the run page (开会): small ones, from a phone, some sent late and some sent twice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation.bulk import one_at_a_time
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings import actions, minutes, seating
from gongjian.mechanisms.meetings.models import Meeting, Seen
from gongjian.mechanisms.meetings.terms import Presence

Act = Callable[[Meeting, Mapping[str, Any], Any, datetime], Any]


def mark(meeting: Meeting, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    seating.enter_presence(meeting, {told["attendee"].pk: Presence(told["presence"])}, by=by, now=now)


def mark_all(meeting: Meeting, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    seating.mark_all(meeting, by=by, now=now)


def jot(meeting: Meeting, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    minutes.jot(told["item"], text=told["text"], by=by, now=now)


def resolve(meeting: Meeting, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    minutes.resolve(meeting, told, by=by, now=now)


def follow_up(meeting: Meeting, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    minutes.follow_up(meeting, told, by=by, now=now)


def add_item(meeting: Meeting, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    minutes.add_item(meeting, title=told["title"], by=by, now=now)


def hold(meeting: Meeting, told: Mapping[str, Any], by: Any, now: datetime) -> None:
    actions.hold_meeting(meeting, by=by, now=now, ended_at=end_of(meeting, told.get("ended_at") or now))


def end_of(meeting: Meeting, tapped: datetime) -> datetime | None:
    """When it was said to be over; who says so on a later day does not say when."""
    same_day = timezone.localdate(tapped) == timezone.localdate(meeting.starts_at)
    return max(tapped, meeting.starts_at) if same_day else None


ACTS: Mapping[str, Act] = {each.__name__: each for each in (mark, mark_all, jot, resolve, follow_up, add_item, hold)}


@transaction.atomic
def carry_out(
    meeting: Meeting, act: str, told: Mapping[str, Any], *, seen_as: str = "", by: Any, now: datetime
) -> bool:
    """Do an ACT of ACTS; False when SEEN_AS, the id its device gave it, came before: then nothing is done."""
    if act not in ACTS:
        raise Refused("这一页没有这个操作。刷新后再试。")
    if seen_as:
        one_at_a_time(f"meeting {meeting.pk} {seen_as}")
        if not Seen.objects.get_or_create(meeting=meeting, act=seen_as)[1]:
            return False
    ACTS[act](meeting, told, by, now)
    return True
