"""What a calendar elsewhere subscribes to (RFC 5545): periods as whole days, meetings by the hour, nobody named."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from gongjian.foundation import registry
from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.work import Appointment
from gongjian.oversight.duties.models import Occurrence, OccurrenceQuerySet
from gongjian.oversight.duties.queries import ACT, Group, groups_of
from gongjian.oversight.duties.schedules import labels_of
from gongjian.rules.months import add_months

if TYPE_CHECKING:
    from icalendar import Event

ONE_DAY = timedelta(days=1)
SINGLE_AT_MOST = 300
MONTHS_BACK, MONTHS_AHEAD = 3, 3


def subscribed(user: Any, on: date) -> OccurrenceQuerySet:
    """What is owed where USER acts and due in the months shown."""
    rows = Occurrence.objects.visible_to(user).filter(within("org_path", scope_of(user), ACT)).owed()
    since, until = shown(on)
    return rows.filter(due_on__gte=since, due_on__lte=until)


def shown(on: date) -> tuple[date, date]:
    """The first and the last day of the calendar: some months back and ahead."""
    return add_months(on, -MONTHS_BACK), add_months(on, MONTHS_AHEAD)


def calendar_for(user: Any, *, on: date, now: datetime) -> bytes:
    """One event for every period still owed; where they are many, one for all that are due together.

    Beside them one for every hour that other folders offer, such as meetings.
    """
    from icalendar import Calendar  # no start of the program waits for it

    rows = subscribed(user, on)
    calendar = Calendar()
    calendar.add("prodid", "-//Gongjian//duties//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "应办和会议")
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for event in one_by_one(rows, now) if rows.at_most(SINGLE_AT_MOST) else together(rows, now):
        calendar.add_component(event)
    for source in registry.offers("appointments"):
        for each in source.find(user=user, since=shown(on)[0], until=shown(on)[1]):
            calendar.add_component(by_the_hour(each, now))
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


def by_the_hour(each: Appointment, now: datetime) -> Event:
    made = begun(each.identity, each.title, each.detail, now)
    made.add("dtstart", each.starts_at)
    made.add("dtend", each.ends_at)
    made.add("status", "TENTATIVE" if each.tentative else "CONFIRMED")
    if each.place:
        made.add("location", each.place)
    return made


def event(identity: str, summary: str, detail: str, due: date, now: datetime) -> Event:
    made = begun(identity, summary, f"{detail}，最晚 {due}", now)
    made.add("dtstart", due)
    made.add("dtend", due + ONE_DAY)
    made.add("transp", "TRANSPARENT")
    return made


def begun(identity: str, summary: str, detail: str, now: datetime) -> Event:
    from icalendar import Event

    made = Event()
    made.add("uid", f"{identity}@gongjian")
    made.add("dtstamp", now)
    made.add("summary", summary)
    made.add("description", detail)
    return made
