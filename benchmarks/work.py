"""A year of meetings and reports for every organization that owes any, in bulk: nine of ten periods are worked for."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from benchmarks.population import ON
from gongjian.foundation import bulk
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.models import Meeting, Served
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.mechanisms.reports.kinds import PATTERNS
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.terms import ReportState
from gongjian.oversight.duties.computing import Owed, Window, owed
from gongjian.oversight.duties.models import Start
from gongjian.registers.organizations.models import Organization

FIRST, LAST = date(ON.year, 1, 1), date(ON.year, 12, 31)
HELD_AFTER, SENT_AFTER = timedelta(days=9), timedelta(days=2)
TEN = timezone.make_aware(datetime.combine(FIRST, time(10)))


def fill() -> None:
    """Let the calendar start with the year, and do nine tenths of what it asks until the day of the measurement."""
    root = Organization.objects.get(parent=None)
    Start.objects.update_or_create(organization=root, defaults={"path": root.path, "first": FIRST})
    asked = list(owed(Window(FIRST, LAST, ON)))
    meetings = [(pk, each) for pk, each in enumerate(asked, 1) if is_held(each)]
    bulk.insert(Meeting, (meeting(pk, each) for pk, each in meetings))
    bulk.insert(Served, (served(pk, each) for pk, each in meetings))
    bulk.insert(Report, (report(pk, each) for pk, each in enumerate(asked, 1) if is_sent(each)))
    bulk.tell_sizes(Meeting, Served, Report)


def is_held(each: Owed) -> bool:
    return each.said.evidence in KINDS and each.occurrence.slot.first + HELD_AFTER <= ON and is_worked_for(each)


def is_sent(each: Owed) -> bool:
    return each.said.evidence in PATTERNS and each.occurrence.slot.last + SENT_AFTER <= ON and is_worked_for(each)


def is_worked_for(each: Owed) -> bool:
    return (each.occurrence.organization_id + each.occurrence.slot.first.month) % 10 > 0


def meeting(pk: int, each: Owed) -> dict[str, Any]:
    return {
        **recorded(pk, each),
        "kind": each.said.evidence,
        "title": f"{each.occurrence.slot.label}{each.said.label}",
        "starts_at": TEN + (each.occurrence.slot.first + HELD_AFTER - FIRST),
        "state": MeetingState.LOCKED,
    }


def served(pk: int, each: Owed) -> dict[str, Any]:
    day = each.occurrence.slot.first + HELD_AFTER
    organization = each.occurrence.organization_id
    return {"meeting_id": pk, "organization_id": organization, "kind": each.said.evidence, "serves": day, "on": day}


def report(pk: int, each: Owed) -> dict[str, Any]:
    slot = each.occurrence.slot
    return {
        **recorded(pk, each),
        "kind": each.said.evidence,
        "label": each.said.label,
        "title": f"{slot.label}{each.said.label}",
        "first": slot.first,
        "last": slot.last,
        "state": ReportState.ACCEPTED,
        "counted_at": TEN,
        "sent_on": slot.last + SENT_AFTER,
    }


def recorded(pk: int, each: Owed) -> dict[str, Any]:
    return {"id": pk, "uid": UUID(int=pk), "organization_id": each.occurrence.organization_id, "org_path": each.path}
