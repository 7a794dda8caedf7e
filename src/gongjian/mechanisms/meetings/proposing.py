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
from gongjian.registers.organizations.models import Organization
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

    Of the first one the secretary takes the chair and BY, who plans it, the record.
    """
    last = last_of(organization, kind.key)
    chair = last.chair if last and last.chair else secretary_of(organization, on)
    starts = usual_start(timezone.localtime(last.starts_at) if last else None, on)
    return Proposal(
        title=f"{starts.month} 月{kind.label}",
        starts_at=starts,
        place=last.place if last and last.place else usual_place(organization),
        chair=chair,
        recorder=last.recorder if last and last.recorder else recorder_of(by, chair),
        agenda=agenda_of(last) or kind.agenda or kind.usual,
        serves_on=serves if serves and (serves.year, serves.month) < (on.year, on.month) else None,
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


def notice_of(meeting: Meeting) -> str:
    """The words of an invitation, fit for a chat group: no names, no numbers."""
    starts = timezone.localtime(meeting.starts_at)
    where = f"，地点：{meeting.place}" if meeting.place else ""
    agenda = "；".join(each.title for each in meeting.items.all() if not each.suggested)
    topics = f"议题：{agenda}。" if agenda else ""
    day = f"{starts.month} 月 {starts.day} 日（周{'一二三四五六日'[starts.weekday()]}）{starts:%H:%M}"
    return (
        f"{meeting.organization.name}定于 {day}召开{meeting.title}{where}。{topics}请回复能否参加，不能来的请说明原因。"
    )
