"""What a simulated street owes, counted anew from its plain tables by the words of the regulations."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from gongjian.mechanisms.meetings.models import Meeting
from gongjian.oversight.duties.models import Exemption
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.by_days import EARLIEST, Asked, Body, Line, World, owed

BRANCHES = ("branch", "joint_branch")
BODIES = ("administrative", "residential", "enterprise")
HELD = ("held", "recorded", "locked")

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


def brute_force(*, starts: date, on: date, until: date) -> set[Line]:
    """(duty, organization, first day, due day, state, discharged on) of every meeting due by UNTIL."""
    bodies = [
        Body(each.pk, each.kind, each.body, each.committee_size or 0, each.founded_on, each.ended_on, starts)
        for each in Organization.objects.all()
    ]
    duties = {key: [asked] for key, asked in MEETINGS.items()}
    return owed(World(bodies, duties, proofs=held(), exemptions=excused()), on=on, until=until)


def held() -> Mapping[str, list[tuple[int, date, date]]]:
    """{kind: (organization, the day it counts for, the day it was held)} of every meeting that took place."""
    found: dict[str, list[tuple[int, date, date]]] = {}
    for each in Meeting.objects.filter(state__in=HELD):
        on = timezone.localdate(each.starts_at)
        for kind in {each.kind, *each.also}:
            found.setdefault(kind, []).append((each.organization_id, each.serves_on or on, on))
    return found


def excused() -> list[tuple[str, int, date, date]]:
    return list(Exemption.objects.values_list("duty", "organization", "first", "last"))
