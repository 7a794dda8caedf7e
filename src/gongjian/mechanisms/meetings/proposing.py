"""What a new meeting is filled in with before anybody types: name, day, place, people in office and agenda."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from gongjian.foundation.tree import ancestors
from gongjian.mechanisms.meetings.inviting import secretary_of
from gongjian.mechanisms.meetings.kinds import MeetingKind
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.queries import last_of
from gongjian.mechanisms.meetings.serving import period_of, titled
from gongjian.registers.organizations.models import Organization
from gongjian.rules.periods import Period
from gongjian.rules.working_days import Calendar

USUAL_TIME, NOTICE_DAYS, HOUR = time(14, 30), 3, timedelta(hours=1)
PLAIN_WEEK = Calendar()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A meeting as it could be; `like` is the last one of its kind, from which the rest is taken."""

    title: str
    starts_at: datetime
    place: str
    chair: str
    recorder: str
    agenda: tuple[str, ...]
    serves_on: date | None
    like: Meeting | None


def propose(
    organization: Organization, kind: MeetingKind, *, serves: date | None, on: date, by: Any = None
) -> Proposal:
    """The same weekday of the month and hour as last time, never sooner than NOTICE_DAYS from today.

    What is left of the period that a day SERVES is kept to; once it has gone by, the meeting makes up for it.
    Of the first one the secretary takes the chair and BY, who plans it, the record.
    """
    last = last_of(organization, kind.key)
    chair = last.chair if last and last.chair else secretary_of(organization, on)
    period = period_of(kind, serves) if serves else None
    starts = start_for(period, timezone.localtime(last.starts_at) if last else None, on)
    missed = serves if period and period.last < on else None
    return Proposal(
        title=titled(kind, starts, missed),
        starts_at=starts,
        place=last.place if last and last.place else usual_place(organization),
        chair=chair,
        recorder=last.recorder if last and last.recorder else recorder_of(by, chair),
        agenda=agenda_of(last) or kind.agenda or kind.usual,
        serves_on=missed,
        like=last,
    )


def usual_place(organization: Organization) -> str:
    """Where the organization met last, or the nearest one above it; until anybody met, its community's meeting room."""
    met = Meeting.objects.filter(organization__path__in=ancestors(organization.path)).exclude(place="")
    place = met.order_by("-organization__path", "-starts_at").values_list("place", flat=True).first()
    community = organization.community
    return place or f"{community.name if community else organization.name}会议室"


def recorder_of(by: Any, chair: str) -> str:
    """Whoever plans the meeting, unless they chair it: nobody is proposed for both."""
    return "" if by is None or str(by) == chair else str(by)


def start_for(period: Period | None, last: datetime | None, on: date) -> datetime:
    """The usual day where it lies in PERIOD, else one of what is left of it; any day once it has gone by."""
    if period is None or period.last < on:
        return usual_start(last, on)
    usual = usual_start(last, max(on, period.first - timedelta(days=NOTICE_DAYS)))
    if usual.date() <= period.last:
        return usual
    earliest = max(on, period.first)
    soon = PLAIN_WEEK.at_or_after(max(on + timedelta(days=NOTICE_DAYS), earliest))
    day = soon if soon <= period.last else PLAIN_WEEK.at_or_before(period.last)
    return at(day if day >= earliest else period.last, usual.time())


def usual_start(last: datetime | None, on: date) -> datetime:
    """When the next meeting could be, after one that was held at LAST (local time)."""
    earliest = PLAIN_WEEK.at_or_after(on + timedelta(days=NOTICE_DAYS))
    if last is None:
        return at(earliest, USUAL_TIME)
    weekday, nth = last.weekday(), (last.day - 1) // 7
    for first in (on.replace(day=1), (on.replace(day=28) + timedelta(days=4)).replace(day=1)):
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * nth)
        if day >= earliest and day.month == first.month and day > last.date():
            return at(day, last.time())
    return at(earliest, last.time())


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, ZoneInfo(timezone.get_current_timezone_name()))


def agenda_of(last: Meeting | None) -> tuple[str, ...]:
    rows = last.items.filter(suggested=False).order_by("order") if last else ()
    return tuple(each.title for each in rows)
