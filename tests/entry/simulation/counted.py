"""What a simulated street owes, counted anew from its plain tables by the words of the regulations."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
from django.utils import timezone

from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.reports.models import Report
from gongjian.oversight.duties.models import Duty, Exemption
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.by_days import EARLIEST, Asked, Body, Line, World, owed

BRANCHES = ("branch", "joint_branch")
BODIES = ("administrative", "residential", "enterprise")
HELD = ("held", "recorded", "locked")
SENT = ("sent", "accepted")

# 《中国共产党支部工作条例（试行）》第十一至十七条；区域性党组织例会和联席会议按“1+3”模式的做法
MEETINGS = {
    "assembly": Asked(EARLIEST, 3, kinds=BRANCHES, evidence="assembly"),
    "committee_meeting": Asked(EARLIEST, 1, kinds=BRANCHES, needs="committee", evidence="committee_meeting"),
    "theme_day": Asked(EARLIEST, 1, kinds=BRANCHES, evidence="theme_day"),
    "lecture": Asked(EARLIEST, 3, kinds=BRANCHES, evidence="lecture"),
    "organization_life_meeting": Asked(EARLIEST, 12, kinds=BRANCHES, evidence="organization_life_meeting"),
    "appraisal": Asked(EARLIEST, 12, kinds=BRANCHES, evidence="appraisal"),
    "regional_body_meeting": Asked(EARLIEST, 1, bodies=BODIES, evidence="regional_body_meeting"),
    "joint_conference": Asked(EARLIEST, 3, kinds=("working_committee",), evidence="joint_conference"),
}
REPORTS = ("body_report", "community_report", "agency_report")


def brute_force(*, starts: date, on: date, until: date) -> set[Line]:
    """(duty, organization, first day, due day, state, discharged on) of every meeting and report due by UNTIL."""
    bodies = [
        Body(each.pk, each.kind, each.body, each.committee_size or 0, each.founded_on, each.ended_on, starts)
        for each in Organization.objects.all()
    ]
    duties = {key: [asked] for key, asked in (MEETINGS | reports() | own()).items()}
    off, worked = days_off_and_worked(starts, until)
    world = World(bodies, duties, held() | sent(), excused(), days_off=off, days_worked=worked)
    return owed(world, on=on, until=until)


def reports() -> dict[str, Asked]:
    """Monthly: the bodies by the fifth working day of the next month, those right below them by the third."""
    return {
        "body_report": Asked(EARLIEST, 1, due=("working", 5), bodies=BODIES, evidence="body_report"),
        "community_report": Asked(
            EARLIEST, 1, due=("working", 3), chosen=right_below("residential"), evidence="community_report"
        ),
        "agency_report": Asked(
            EARLIEST, 1, due=("working", 3), chosen=right_below("administrative"), evidence="agency_report"
        ),
    }


def right_below(body: str) -> tuple[int, ...]:
    return tuple(Organization.objects.filter(parent__body=body).values_list("pk", flat=True))


def own() -> dict[str, Asked]:
    """What the street asks of the owners of problems that studies found, from the month on that it said."""
    return {
        each.key: Asked(
            each.in_force_from,
            each.months,
            each.times,
            chosen=tuple(each.chosen.values_list("pk", flat=True)),
            evidence=each.evidence,
        )
        for each in Duty.objects.all()
    }


def held() -> dict[str, list[tuple[int, date, date]]]:
    """{kind: (organization, the day it counts for, the day it was held)} of every meeting that took place."""
    found: dict[str, list[tuple[int, date, date]]] = {}
    for each in Meeting.objects.filter(state__in=HELD):
        on = timezone.localdate(each.starts_at)
        for kind in {each.kind, *each.also}:
            found.setdefault(kind, []).append((each.organization_id, each.serves_on or on, on))
    return found


def sent() -> dict[str, list[tuple[int, date, date]]]:
    """{kind: (organization, the first day of its month, the day it was sent)} of every report not returned."""
    rows = Report.objects.filter(state__in=SENT).values_list("kind", "organization", "first", "sent_on")
    return {kind: [row[1:] for row in rows if row[0] == kind] for kind in REPORTS}


def excused() -> list[tuple[str, int, date, date]]:
    return list(Exemption.objects.values_list("duty", "organization", "first", "last"))


def days_off_and_worked(since: date, until: date) -> tuple[set[date], set[date]]:
    """Weekdays off and weekend days worked, as the State Council announced them."""
    days = [since + timedelta(days=each) for each in range((until - since).days + 40)]
    off = {each for each in days if each.weekday() < 5 and chinese_calendar.is_holiday(each)}
    return off, {each for each in days if each.weekday() >= 5 and chinese_calendar.is_workday(each)}
