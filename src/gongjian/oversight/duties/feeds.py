"""Periods as a calendar other programs subscribe to (RFC 5545): whole days, no names of people."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from gongjian.foundation.scope import scope_of, within
from gongjian.oversight.duties.models import Occurrence, OccurrenceQuerySet
from gongjian.oversight.duties.queries import ACT, Group, groups_of
from gongjian.oversight.duties.schedules import labels_of
from gongjian.rules.months import add_months

ONE_DAY = timedelta(days=1)
SINGLE_AT_MOST = 300
MONTHS_BACK, MONTHS_AHEAD = 3, 3


def subscribed(user: Any, on: date) -> OccurrenceQuerySet:
    """What is owed where USER acts and due some months back or ahead."""
    rows = Occurrence.objects.visible_to(user).filter(within("org_path", scope_of(user), ACT)).owed()
    return rows.filter(due_on__gte=add_months(on, -MONTHS_BACK), due_on__lte=add_months(on, MONTHS_AHEAD))


def calendar_for(user: Any, *, on: date, now: datetime) -> bytes:
    """One event for every period still owed; where they are many, one for all that are due together."""
    rows = subscribed(user, on)
    calendar = Calendar()
    calendar.add("prodid", "-//Gongjian//duties//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "应办日历")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for event in one_by_one(rows, now) if rows.at_most(SINGLE_AT_MOST) else together(rows, now):
        calendar.add_component(event)
    return calendar.to_ical()


def one_by_one(rows: OccurrenceQuerySet, now: datetime) -> list[Event]:
    found = list(rows.select_related("organization").order_by("due_on", "pk"))
    labels = labels_of({each.duty for each in found})
    return [
        event(
            f"{each.organization_id}-{each.duty}-{each.first}",
            f"{each.organization.name}：{labels.get(each.duty, each.duty)}",
            each.label,
            each.due_on,
            now,
        )
        for each in found
    ]


def together(rows: OccurrenceQuerySet, now: datetime) -> list[Event]:
    def of(group: Group) -> Event:
        words = f"{group.label}：还有 {group.owed:,} 个党组织没办"
        return event(f"all-{group.duty}-{group.due}", words, group.period, group.due, now)

    return [of(each) for each in groups_of(rows)]


def event(identity: str, summary: str, detail: str, due: date, now: datetime) -> Event:
    made = Event()
    made.add("uid", f"{identity}@gongjian")
    made.add("dtstamp", now)
    made.add("summary", summary)
    made.add("description", f"{detail}，最晚 {due}")
    made.add("dtstart", due)
    made.add("dtend", due + ONE_DAY)
    made.add("transp", "TRANSPARENT")
    return made
