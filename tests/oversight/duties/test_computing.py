"""Any small world: what the platform computes and keeps is what counting day by day gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from chinese_calendar import holidays, workdays
from django.core.cache import cache
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.foundation.rulebook import RuleOverride
from gongjian.oversight.duties.computing import Window, owed
from gongjian.oversight.duties.models import Duty, Exemption, Occurrence, SpecialDay, Start
from gongjian.oversight.duties.storing import horizon, store
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Proof
from tests.oversight.duties import by_days
from tests.oversight.duties.by_days import Asked, Body, World
from tests.oversight.duties.offered import ASSEMBLY, BODIES, BRANCHES, COMMITTEE, YEARLY, Work, offer
from tests.street import NOW, TODAY, organization

pytestmark = pytest.mark.django_db
JURISDICTION = "nation"
DAYS = st.dates(date(2025, 1, 1), date(2026, 12, 31))
MONTHS = DAYS.map(lambda day: day.replace(day=1))
OF_THE_YEAR = st.dates(date(2025, 1, 1), date(2025, 12, 31)).map(lambda day: (day.month, day.day))
CHOSEN = st.just(()) | st.lists(OF_THE_YEAR, min_size=1, max_size=4, unique=True).map(lambda days: tuple(sorted(days)))
BLOCKS = st.tuples(st.sampled_from([None, 1, 2, 3, 6, 12]), st.none() | MONTHS) | st.tuples(
    st.sampled_from([5, 7, 18]), MONTHS
)
KINDS = ("branch", "joint_branch", "general_branch", "committee")
SINCE_2018 = date(2018, 10, 28)
SINCE_2019 = date(2019, 5, 6)
SLOW = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)


@st.composite
def bodies(draw: st.DrawFn) -> list[Body]:
    """The first is the root of the tree."""
    found = [Body(0, "working_committee", starts=draw(st.none() | MONTHS))]
    found += [draw(below(number)) for number in range(1, draw(st.integers(2, 6)))]
    return found


@st.composite
def below(draw: st.DrawFn, number: int) -> Body:
    return Body(
        number,
        draw(st.sampled_from(KINDS)),
        body=draw(st.sampled_from(["", "", "residential"])),
        committee=draw(st.sampled_from([0, 3])),
        founded=draw(st.none() | DAYS),
        ended=draw(st.none() | st.none() | DAYS),
        starts=draw(st.none() | st.none() | MONTHS),
    )


@st.composite
def changes(draw: st.DrawFn, people: int) -> list[Asked]:
    """What the office sets of one duty, once a month at most."""
    days = sorted(draw(st.sets(MONTHS, max_size=3)))
    return [
        Asked(
            day,
            (block := draw(BLOCKS))[0],
            counted_from=block[1],
            times=draw(st.integers(1, 2)),
            due=draw(st.sampled_from([("last", 0), ("day", 10), ("day", 31), ("working day after", 3)])),
            kinds=tuple(draw(st.lists(st.sampled_from(KINDS), max_size=2, unique=True))),
            bodies=tuple(draw(st.lists(st.just("residential"), max_size=1))),
            needs=draw(st.sampled_from(["", "committee"])),
            chosen=tuple(draw(st.lists(st.integers(0, people - 1), max_size=2, unique=True))),
            evidence=draw(st.sampled_from(["work", "other", ""])),
            days=draw(CHOSEN),
        )
        for day in days
    ]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[World, dict[str, list[Asked]], list[tuple[str, int, date]]]:
    """A world, what the office set in it, and the rules it decided anew: (rule, months, from when)."""
    people = draw(bodies())
    number = st.integers(0, len(people) - 1)
    proof = st.tuples(number, DAYS, st.integers(-20, 60)).map(
        lambda each: (each[0], each[1], each[1] + timedelta(days=each[2]))
    )
    decided = draw(st.lists(st.tuples(st.sampled_from([1, 2, 3, 6]), DAYS), max_size=2, unique_by=lambda each: each[1]))
    said = {key: draw(changes(len(people))) for key in ("assembly", "own")}
    exemption = st.tuples(st.sampled_from(["assembly", "committee_meeting", "own"]), number, DAYS, DAYS)
    off = draw(st.sets(DAYS, max_size=6))
    worked = draw(st.sets(DAYS, max_size=4)) - off
    world = World(
        people,
        standing(decided),
        proofs={kind: draw(st.lists(proof, max_size=14)) for kind in ("work", "other")},
        exemptions=[(key, who, min(days), max(days)) for key, who, *days in draw(st.lists(exemption, max_size=3))],
        days_off={day for day in holidays if day not in worked} | off,
        days_worked={day for day in workdays if day not in off} | worked,
    )
    world.duties["assembly"] += said["assembly"]
    world.duties["own"] = said["own"]
    return world, said, [("assembly.every_months", months, day) for months, day in decided], off, worked


def standing(decided: list[tuple[int, date]]) -> dict[str, list[Asked]]:
    """The standing duties; the office decided the months of one rule anew."""
    assembly = [Asked(SINCE_2018, 3, kinds=BRANCHES), *(Asked(day, months, kinds=BRANCHES) for months, day in decided)]
    return {
        "assembly": sorted(assembly, key=lambda each: each.since),
        "committee_meeting": [Asked(SINCE_2018, 1, kinds=BRANCHES, needs="committee", evidence="other")],
        "organization_life_meeting": [Asked(SINCE_2019, 12, kinds=BRANCHES)],
        "regional_body_meeting": [
            Asked(date(2000, 1, 1), 1, bodies=("residential",), due=("working day after", 5), evidence="other")
        ],
    }


@contextmanager
def built(world: World, said: dict, decided: list, off: set, worked: set, work: Work) -> Iterator[dict[int, int]]:
    """The world in the database while the block runs; gives {id: number}."""
    with transaction.atomic():
        root = organization("街道", "working_committee")
        made = {0: root}
        for each in world.bodies[1:]:
            made[each.number] = organization(
                f"组织{each.number}",
                each.kind,
                root,
                body=each.body,
                committee_size=each.committee or None,
                founded_on=each.founded,
                ended_on=each.ended,
                state="ended" if each.ended else "active",
            )
        for each in world.bodies:
            if each.starts:
                Start.objects.create(organization=made[each.number], path=made[each.number].path, first=each.starts)
            elif each.number:
                each.starts = world.bodies[0].starts
        work.proofs = {
            kind: [Proof(made[who].pk, serves, on, at) for at, (who, serves, on) in enumerate(proofs)]
            for kind, proofs in world.proofs.items()
        }
        for key, asked in said.items():
            for each in asked:
                put_duty(key, each, made)
        for key, who, first, last in world.exemptions:
            target = made[who]
            Exemption.objects.create(
                duty=key, organization=target, org_path=target.path, first=first, last=last, reason="停办"
            )
        for key, value, day in decided:
            RuleOverride.objects.create(
                key=key, value=value, jurisdiction=JURISDICTION, in_force_from=day, reason="试行", decided_at=NOW
            )
        days = {**dict.fromkeys(off, False), **dict.fromkeys(worked, True)}
        SpecialDay.objects.bulk_create(SpecialDay(on=day, works=works) for day, works in days.items())
        cache.clear()
        yield {each.pk: number for number, each in made.items()}
        transaction.set_rollback(True)
    cache.clear()


def put_duty(key: str, asked: Asked, made: dict[int, Organization]) -> None:
    duty = Duty.objects.create(
        key=key,
        label="学习",
        evidence=asked.evidence,
        kinds=list(asked.kinds),
        bodies=list(asked.bodies),
        needs=asked.needs,
        rhythm="days" if asked.days else "months",
        months=asked.months or 1,
        counted_from=asked.counted_from,
        days=[f"{month:02}-{day:02}" for month, day in asked.days],
        times=asked.times,
        due_day=asked.due[0],
        due_number=asked.due[1],
        stopped=asked.months is None,
        in_force_from=asked.since,
        org_path="" if key == "assembly" else made[0].path,
    )
    duty.chosen.set([made[number] for number in asked.chosen])


def merged(world: World, said: dict[str, list[Asked]]) -> World:
    """What the office set of a standing duty goes before its rule from that day on."""
    first = min((each.since for each in said["assembly"]), default=None)
    if first is not None:
        world.duties["assembly"] = [
            each for each in world.duties["assembly"] if each in said["assembly"] or each.since < first
        ]
    return world


def computed(numbers: dict[int, int], on: date, until: date) -> set[by_days.Line]:
    return {
        (
            each.duty.key,
            numbers[each.occurrence.organization_id],
            each.occurrence.slot.first,
            each.occurrence.slot.due,
            each.occurrence.state.value,
            each.occurrence.discharged_on,
        )
        for each in owed(Window(date(2023, 1, 1), until, on))
    }


def stored(numbers: dict[int, int], on: date) -> set[by_days.Line]:
    def line(each: Occurrence) -> by_days.Line:
        state = each.state(on)
        done = each.discharged_on if state == "discharged" else None
        return each.duty, numbers[each.organization_id], each.first, each.due_on, state.value, done

    return {line(each) for each in Occurrence.objects.all()}


def discharged_by(world: World, line: by_days.Line) -> str:
    """The work that discharges a period, "" for one that only reminded: it is kept no longer than its day."""
    holds = by_days.holding(world.duties[line[0]], line[2])
    return holds.evidence if holds else ""


@SLOW
@given(worlds(), st.dates(date(2025, 6, 1), TODAY))
def test_what_is_computed_and_kept_is_what_counting_by_days_gives(monkeypatch, settings, drawn, earlier) -> None:
    settings.JURISDICTION = JURISDICTION
    world, said, decided, off, worked = drawn
    with monkeypatch.context() as patched:
        work = offer(patched, ASSEMBLY, COMMITTEE, YEARLY, BODIES)
        with built(world, said, decided, off, worked, work) as numbers:
            until = horizon(TODAY)
            truth = by_days.owed(merged(world, said), on=TODAY, until=until)
            assert computed(numbers, TODAY, until) == truth
            store(on=TODAY)
            assert stored(numbers, TODAY) == truth
            assert store(on=TODAY) == 0
            before = by_days.owed(world, on=earlier, until=until)
            assert stored(numbers, earlier) == {
                line for line in before if line[3] >= TODAY or discharged_by(world, line)
            }


@SLOW
@given(worlds(), st.integers(0, 6))
def test_looking_again_at_one_organization_changes_only_what_it_owes(monkeypatch, settings, drawn, who) -> None:
    settings.JURISDICTION = JURISDICTION
    world, said, decided, off, worked = drawn
    with monkeypatch.context() as patched:
        work = offer(patched, ASSEMBLY, COMMITTEE, YEARLY, BODIES)
        with built(world, said, decided, off, worked, work) as numbers:
            store(on=TODAY)
            chosen = sorted(numbers)[who % len(numbers)]
            for kind in work.proofs:
                work.proofs[kind] = [each for each in work.proofs[kind] if each.organization_id != chosen]
            store(on=TODAY, among=[chosen])
            assert stored(numbers, TODAY) == computed(numbers, TODAY, horizon(TODAY))
