"""A street that assesses its communities: three of them, three agencies, duties done and not done, and a scheme."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from gongjian.foundation.changes import touch
from gongjian.oversight.assessment import actions
from gongjian.oversight.assessment.models import Indicator, Result, Scheme
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties.actions import start_calendar
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.offered import Work
from tests.street import NOW, organization, user

CHINA = ZoneInfo("Asia/Shanghai")
JANUARY = datetime(2027, 1, 10, 9, tzinfo=CHINA)
CLOSED = datetime(2027, 2, 1, 9, tzinfo=CHINA)
YEAR = {
    "title": "2026 年考核",
    "months": 12,
    "first": date(2026, 1, 1),
    "last": date(2026, 12, 31),
    "kinds": ["general_branch", "branch"],
    "closes_on": date(2027, 1, 20),
}
ASSEMBLIES: dict[str, Any] = {
    "group": "组织生活",
    "name": "党员大会",
    "weight": 1000,
    "measure": "data",
    "source": "missed:assembly",
    "formula": "deduct",
    "each": 200,
}
SHARE: dict[str, Any] = {
    "group": "组织生活",
    "name": "按时率",
    "weight": 2000,
    "measure": "data",
    "source": "share:",
    "formula": "scale",
    "target": 100,
    "floor": 50,
}
JUDGED: dict[str, Any] = {"group": "材料", "name": "调研材料", "weight": 1000, "measure": "judged"}
MUTUAL: dict[str, Any] = {
    "group": "互评",
    "name": "条块互评",
    "weight": 1000,
    "measure": "mutual",
    "questions": ["答复快不快", "说到做到没有"],
}


class Street:
    """甲 met every quarter, 乙 never, 丙 twice; each community has one branch, which owes a members' meeting."""

    def __init__(self, work: Work) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.residential = organization("居民区综合党委", "committee", self.root, body="residential")
        self.administrative = organization("行政组织党组", "party_group", self.root, body="administrative")
        self.communities = [self.community(name) for name in "甲乙丙"]
        self.agencies = [
            organization(f"{name}支部", "branch", self.administrative) for name in ("城管", "税务", "民政")
        ]
        for name, months in (("甲", (2, 5, 8, 11)), ("丙", (2, 5))):
            for month in months:
                work.done(Organization.objects.get(name=f"{name}一支部"), date(2026, month, 9))
        for agency in self.agencies:
            for month in (2, 5, 8, 11):
                work.done(agency, date(2026, month, 9))
        self.office = user("street_office", self.root)
        self.workers = [user("community_worker", each) for each in self.communities]
        self.secretaries = [user("branch_secretary", each) for each in self.agencies]
        start_calendar(self.root, first=date(2026, 1, 1), by=None, now=NOW)
        catch_up(now=NOW)

    def community(self, name: str) -> Organization:
        made = organization(f"{name}社区党总支", "general_branch", self.residential)
        organization(f"{name}一支部", "branch", made)
        return made

    def make_up(self, work: Work, branch: str, day: date) -> None:
        """A meeting BRANCH held after all."""
        made = Organization.objects.get(name=branch)
        work.done(made, day)
        touch("organizations", [made.pk])
        catch_up(now=NOW)

    def scheme(self, *lines: dict[str, Any], now: datetime = NOW, **other: Any) -> Scheme:
        """A draft with these lines."""
        made = actions.make_scheme(self.root, {**YEAR, "kinds": ["general_branch"], **other}, by=self.office, now=now)
        for each in lines or (ASSEMBLIES, SHARE):
            actions.add_indicator(made, each, by=self.office, now=now)
        made.refresh_from_db()
        return made

    def adopted(self, *lines: dict[str, Any], now: datetime = NOW, **other: Any) -> Scheme:
        return actions.adopt(self.scheme(*lines, now=now, **other), by=self.office, now=now)

    def result(self, scheme: Scheme, at: int = 0) -> Result:
        """Of the first, second or third community."""
        rows = Result.objects.select_related("scheme", "organization")
        return rows.get(scheme=scheme, organization=self.communities[at])


def line(scheme: Scheme, name: str) -> Indicator:
    return scheme.indicators.get(name=name)


def points(result: Result) -> dict[str, int]:
    """{name of a line that counts: its points}."""
    return {each["name"]: each["points"] for each in result.sheet["lines"] if each["counted"]}
