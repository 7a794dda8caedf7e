"""How long a year's duties of a whole city take to work out, to keep, and to look at again after one change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction

from benchmarks.population import ON
from benchmarks.timing import timed
from gongjian.foundation import registry
from gongjian.foundation.registry import Evidence, Offers, StandingDuty
from gongjian.oversight.duties.computing import Window, owed
from gongjian.oversight.duties.models import Occurrence, Start
from gongjian.oversight.duties.storing import store
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS
from gongjian.rules.owing import Proof

FIRST, LAST = date(ON.year, 1, 1), date(ON.year, 12, 31)
BRANCHES = tuple(BRANCH_KINDS)
DUTIES = (
    StandingDuty("assembly", "党员大会", "work", "assembly.every_months", kinds=BRANCHES),
    StandingDuty("committee", "支委会", "work", "committee_meeting.every_months", kinds=BRANCHES, needs="committee"),
    StandingDuty("lecture", "党课", "work", "lecture.every_months", kinds=BRANCHES),
    StandingDuty("theme_day", "主题党日", "work", "theme_day.every_months", kinds=BRANCHES),
    StandingDuty("life", "组织生活会", "work", "organization_life_meeting.per_year", every="year", kinds=BRANCHES),
    StandingDuty("appraisal", "民主评议", "work", "appraisal.per_year", every="year", kinds=BRANCHES),
    StandingDuty("election", "换届", "", "term.other_years", every="term"),
)


class Months:
    """Every branch met in nine of ten months."""

    def __init__(self) -> None:
        ids = Organization.objects.filter(kind__in=BRANCHES).values_list("pk", flat=True)
        days = [date(ON.year, month, 5) for month in range(1, ON.month + 1)]
        self.proofs = [Proof(pk, day, day, pk) for pk in ids for day in days if (pk + day.month) % 10]

    def find(self, *, among: Sequence[int] | None, since: date, until: date) -> Iterator[Proof]:
        for each in self.proofs:
            if since <= each.serves <= until and (among is None or each.organization_id in among):
                yield each


def measure() -> dict[str, Any]:
    kept = list(registry._offers)
    work = Evidence("work", "会议", "organizations", Months().find, lambda user, organization, serves: "")
    registry._offers[:] = [*(replace(each, duties=()) for each in kept), Offers("会议", evidence=[work], duties=DUTIES)]
    try:
        with transaction.atomic():
            found = measured()
            transaction.set_rollback(True)
    finally:
        registry._offers[:] = kept
    return found


def measured() -> dict[str, Any]:
    root = Organization.objects.get(parent=None)
    Start.objects.update_or_create(organization=root, defaults={"path": root.path, "first": FIRST})
    window = Window(FIRST, LAST, ON)
    states = Counter(each.occurrence.state.value for each in owed(window))
    computing = timed(lambda: sum(1 for _ in owed(window)), runs=3)
    storing = timed(lambda: store(on=ON), runs=1, warmup=0)
    again = timed(lambda: store(on=ON), runs=2, warmup=0)
    branch = Organization.objects.filter(kind__in=BRANCHES).order_by("pk")[:1].get().pk
    one = timed(lambda: store(on=ON, among=[branch]), runs=5)
    return {
        "organizations": Organization.objects.count(),
        "periods": dict(states),
        "computing the year (ms)": computing.as_data(),
        "storing it the first time (ms)": storing.as_data(),
        "comparing it on a new day (ms)": again.as_data(),
        "looking again at one organization (ms)": one.as_data(),
        "stored": Occurrence.objects.count(),
    }
