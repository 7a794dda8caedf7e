"""Any year in which branches merge, end, are founded and move: what is kept is what the words of the rules give.

The tree, its regional bodies and its calendars are also kept in plain words here, and counted by `by_days` at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from chinese_calendar import holidays, workdays
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.foundation.changes import touch
from gongjian.foundation.rulebook import RuleOverride
from gongjian.foundation.work import StandingDuty
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties.actions import start_calendar
from gongjian.oversight.duties.computing import Window, owed
from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.storing import horizon, store
from gongjian.registers.organizations.actions import end_organization, found_organization, move_organization
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from tests.oversight.duties import by_days
from tests.oversight.duties.by_days import EARLIEST, Asked, Body, Line, World
from tests.oversight.duties.offered import ASSEMBLY, BODIES, BRANCHES, Work, offer
from tests.street import NOW, organization

pytestmark = pytest.mark.django_db
YEAR = [date(2026, 1, 1) + timedelta(days=each) for each in range(330)]
DAYS = st.sampled_from(YEAR)
COMMUNITIES = StandingDuty(
    "community_report",
    "社区月报",
    "other",
    "community_report.every_months",
    kinds=("general_branch",),
    needs="communities",
    due_working_day=3,
)
ACTS = ("merge", "merge", "end", "found", "move", "move part", "hold", "hold", "hold", "hold", "report", "report")
Act = tuple[date, str, int, int]


@dataclass
class Plain:
    """The street in plain words: {number: body} with {number: number above}, starts of calendars, work done."""

    bodies: dict[int, Body] = field(default_factory=dict)
    above: dict[int, int] = field(default_factory=dict)
    starts: dict[int, date] = field(default_factory=dict)
    proofs: dict[str, list[tuple[int, date, date]]] = field(default_factory=lambda: {"work": [], "other": []})

    def standing(self, *kinds: str) -> list[int]:
        return sorted(each.number for each in self.bodies.values() if each.kind in kinds and each.ended is None)

    def started(self, number: int) -> date | None:
        """The calendar of the nearest organization at it or above it that has one."""
        while number not in self.starts:
            if number not in self.above:
                return None
            number = self.above[number]
        return self.starts[number]

    def world(self, decided: list[tuple[int, date]]) -> World:
        for number, each in self.bodies.items():
            each.starts = self.started(number)
            each.superior = self.bodies[self.above[number]].body if number in self.above else ""
        assembly = [
            Asked(EARLIEST, 3, kinds=BRANCHES),
            *(Asked(day, months, kinds=BRANCHES) for months, day in decided),
        ]
        return World(
            list(self.bodies.values()),
            {
                "assembly": assembly,
                "regional_body_meeting": [
                    Asked(EARLIEST, 1, due=("working", 5), bodies=("residential",), evidence="other")
                ],
                "community_report": [
                    Asked(
                        EARLIEST,
                        1,
                        due=("working", 3),
                        kinds=("general_branch",),
                        needs="communities",
                        evidence="other",
                    )
                ],
            },
            proofs=self.proofs,
            days_off=set(holidays),
            days_worked=set(workdays),
        )


class Street:
    """The same street in the database, changed by the real actions."""

    def __init__(self, work: Work) -> None:
        self.work, self.plain, self.rows = work, Plain(), dict[int, int]()
        self.root = self.known(organization("某街道党工委", "working_committee"))
        residential = organization("居民区综合党委", "committee", self.row(self.root), body="residential")
        enterprise = organization("非公企业联合党委", "committee", self.row(self.root), body="enterprise")
        self.regional = [self.known(each, self.root) for each in (residential, enterprise)]
        for at, name in enumerate("甲乙丙"):
            above = self.regional[at % 2]
            part = self.known(organization(f"{name}党总支", "general_branch", self.row(above)), above)
            for branch in "一二三":
                self.known(organization(f"{name}{branch}支部", "branch", self.row(part)), part)

    def known(self, row: Organization, above: int | None = None) -> int:
        number = len(self.rows)
        self.rows[number] = row.pk
        self.plain.bodies[number] = Body(number, row.kind, row.body, founded=row.founded_on)
        if above is not None:
            self.plain.above[number] = above
        return number

    def row(self, number: int) -> Organization:
        return Organization.objects.get(pk=self.rows[number])

    def start(self, number: int, first: date) -> None:
        start_calendar(self.row(number), first=first, by=None, now=NOW)
        self.plain.starts[number] = first

    def end(self, number: int, on: date) -> None:
        end_organization(self.row(number), on=on, reason="合并", by=None, now=NOW)
        self.plain.bodies[number].ended = on

    def found(self, above: int, on: date, kind: OrganizationKind) -> None:
        name = f"新建{len(self.rows)}支部"
        parent = self.row(above)
        made = found_organization(name=name, kind=kind, parent=parent, founded_on=on, by=None, now=NOW)
        self.known(made, above)

    def move(self, number: int, to: int) -> None:
        if self.plain.above[number] != to:
            move_organization(self.row(number), to=self.row(to), reason="调整", by=None, now=NOW)
            self.plain.above[number] = to

    def do(self, act: Act) -> None:
        on, what, one, other = act
        branches, parts = self.plain.standing(*BRANCHES), self.plain.standing("general_branch")
        chosen, second = branches[one % len(branches)], branches[other % len(branches)]
        if what == "merge" and chosen != second:
            self.end(chosen, on)
            self.end(second, on)
            self.found(self.plain.above[chosen], on, OrganizationKind.JOINT_BRANCH)
        elif what == "end" and len(branches) > 2:
            self.end(chosen, on)
        elif what == "found":
            self.found(parts[one % len(parts)], on, OrganizationKind.BRANCH)
        elif what == "move":
            self.move(chosen, parts[other % len(parts)])
        elif what == "move part":
            self.move(parts[one % len(parts)], self.regional[other % 2])
        elif what == "hold":
            self.done("work", chosen, on, other)
        elif what == "report":
            self.done("other", [*parts, *self.regional][one % (len(parts) + 2)], on, other)

    def done(self, kind: str, number: int, on: date, late: int) -> None:
        serves = on - timedelta(days=late * 5)
        self.work.done(self.row(number), on, serves=serves, kind=kind)
        touch("organizations", [self.rows[number]])
        self.plain.proofs[kind].append((number, serves, on))

    def numbers(self) -> dict[int, int]:
        return {pk: number for number, pk in self.rows.items()}


def computed(street: Street, on: date) -> set[Line]:
    numbers = street.numbers()
    return {
        (each.duty.key, numbers[found.organization_id], found.slot.first, found.slot.due, found.state.value, done)
        for each in owed(Window(EARLIEST, horizon(on), on))
        for found in [each.occurrence]
        for done in [found.discharged_on]
    }


def stored(street: Street, on: date) -> set[Line]:
    numbers = street.numbers()
    return {
        (each.duty, numbers[each.organization_id], each.first, each.due_on, each.state(on).value, each.discharged_on)
        for each in Occurrence.objects.all()
    }


REORGANIZED = given(
    acts=st.lists(st.tuples(DAYS, st.sampled_from(ACTS), st.integers(0, 40), st.integers(0, 12)), max_size=14),
    starts=st.tuples(DAYS, st.none() | DAYS),
    decided=st.lists(st.tuples(st.sampled_from([1, 2, 3, 6]), DAYS), max_size=2, unique_by=lambda each: each[1]),
)
CHECKS = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]


@REORGANIZED
@settings(max_examples=8, deadline=None, suppress_health_check=CHECKS)
def test_a_year_of_mergers_and_moves_is_kept_as_the_words_say(monkeypatch, settings, acts, starts, decided) -> None:
    settings.JURISDICTION = "nation"
    lived_through(monkeypatch, acts, starts, decided)


@pytest.mark.thorough
@REORGANIZED
@settings(max_examples=200, deadline=None, suppress_health_check=CHECKS)
def test_many_years_of_mergers_and_moves_are_kept_as_the_words_say(
    monkeypatch, settings, acts, starts, decided
) -> None:
    settings.JURISDICTION = "nation"
    lived_through(monkeypatch, acts, starts, decided)


def lived_through(
    monkeypatch: pytest.MonkeyPatch,
    acts: list[Act],
    starts: tuple[date, date | None],
    decided: list[tuple[int, date]],
) -> None:
    """What is computed after a year of such acts, and what was kept along the way, is what the words give."""
    with monkeypatch.context() as patched, transaction.atomic():
        cache.clear()
        street = Street(offer(patched, ASSEMBLY, BODIES, COMMUNITIES))
        street.start(street.root, starts[0].replace(day=1))
        if starts[1]:
            street.start(street.plain.standing("general_branch")[0], starts[1].replace(day=1))
        for months, day in decided:
            RuleOverride.objects.create(
                key="assembly.every_months",
                value=months,
                jurisdiction="nation",
                in_force_from=day,
                reason="试行",
                decided_at=NOW,
            )
        cache.clear()
        for act in sorted(acts):
            street.do(act)
            catch_up(now=NOW)
        truth = by_days.owed(street.plain.world(decided), on=NOW.date(), until=horizon(NOW.date()))
        assert computed(street, NOW.date()) == truth
        catch_up(now=NOW)
        assert stored(street, NOW.date()) == truth
        assert store(on=NOW.date()) == 0
        transaction.set_rollback(True)
    cache.clear()
