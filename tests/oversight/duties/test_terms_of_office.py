"""Any history of elections and postponements: what is computed and kept of the terms is what the words give."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.oversight.duties.computing import Window, owed
from gongjian.oversight.duties.models import Duty, Exemption, Occurrence, Start
from gongjian.oversight.duties.storing import horizon, store
from gongjian.registers.organizations.mending import postpone_election, record_election
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Proof
from tests.oversight.duties import by_terms
from tests.oversight.duties.by_terms import Office, Once
from tests.oversight.duties.offered import ELECTION, offer
from tests.street import NOW, TODAY, organization

pytestmark = pytest.mark.django_db
KINDS = ("committee", "general_branch", "branch", "joint_branch", "party_group")
LONG_AGO, LEAP_DAY = date(2012, 1, 1), date(2020, 2, 29)
DAYS = st.dates(LONG_AGO, TODAY) | st.just(LEAP_DAY)


@st.composite
def offices(draw: st.DrawFn, number: int) -> Office:
    founded = draw(st.none() | DAYS)
    held = sorted(draw(st.sets(DAYS, max_size=4)))
    made = Office(
        number,
        draw(st.sampled_from(KINDS)),
        in_community=draw(st.booleans()),
        founded=founded,
        years=draw(st.sampled_from([None, None, 3, 4, 5])),
        elections=[each for each in held if founded is None or each >= founded],
    )
    made.ended = draw(st.none() | st.none() | st.dates(max([*made.elections, founded or LONG_AGO]), date(2027, 6, 1)))
    for start in made.elections:
        if draw(st.booleans()):
            made.postponed[start] = start + timedelta(days=draw(st.integers(1000, 2600)))
    exemption = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))
    made.excused = draw(st.lists(exemption, max_size=1))
    work = st.tuples(DAYS, st.integers(-20, 60)).map(lambda each: (each[0], each[0] + timedelta(days=each[1])))
    made.done = draw(st.lists(work, max_size=4))
    return made


@st.composite
def asked(draw: st.DrawFn) -> list[Once]:
    """What the office asks for once in every term, changed up to twice."""
    days = sorted(draw(st.sets(st.dates(date(2019, 1, 1), TODAY).map(lambda day: day.replace(day=1)), max_size=3)))
    return [
        Once(
            day,
            kinds=tuple(draw(st.lists(st.sampled_from(KINDS), max_size=3, unique=True))),
            chosen=tuple(draw(st.lists(st.integers(0, 4), max_size=2, unique=True))),
            times=draw(st.integers(1, 2)),
            stopped=draw(st.booleans()) and draw(st.booleans()),
            evidence=draw(st.sampled_from(["work", "work", ""])),
        )
        for day in days
    ]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Office], date]:
    made = [draw(offices(number)) for number in range(draw(st.integers(1, 5)))]
    starts = draw(st.dates(date(2018, 1, 1), TODAY)).replace(day=1)
    for each in made:
        each.starts = starts
    return made, starts


def build(made: list[Office], starts: date) -> dict[int, int]:
    """The same in the database, elections and postponements written down one after another; gives {id: number}."""
    root = organization("某街道党工委", "working_committee")
    above = {
        True: organization("居民区综合党委", "party_group", root, body="residential"),
        False: organization("非公企业联合党委", "party_group", root, body="enterprise"),
    }
    Start.objects.create(organization=root, path=root.path, first=starts)
    numbers = {}
    for each in made:
        told = {"founded_on": each.founded, "term_years": each.years}
        row = organization(f"组织{each.number}", each.kind, above[each.in_community], **told)
        numbers[row.pk] = each.number
        write_down(row, each)
    return numbers


def write_down(row: Organization, office: Office) -> None:
    for start in office.elections:
        row = record_election(Organization.objects.get(pk=row.pk), elected_on=start, by=None, now=NOW)
        if start in office.postponed:
            postpone_election(row, until=office.postponed[start], reason="工作需要", by=None, now=NOW)
    if office.ended:
        Organization.objects.filter(pk=row.pk).update(ended_on=office.ended, state="ended")
    for first, last in office.excused:
        Exemption.objects.create(
            duty="election", organization=row, org_path=row.path, first=first, last=last, reason="停办"
        )
        Exemption.objects.create(duty="own", organization=row, org_path=row.path, first=first, last=last, reason="停办")


def ask(said: list[Once], numbers: dict[int, int]) -> None:
    """What the office asks for, in the database."""
    for each in said:
        duty = Duty.objects.create(
            key="own",
            label="届末述职",
            evidence=each.evidence,
            kinds=list(each.kinds),
            rhythm="term",
            months=1,
            times=each.times,
            stopped=each.stopped,
            in_force_from=each.since,
            org_path="",
        )
        duty.chosen.set([pk for pk, number in numbers.items() if number in each.chosen])


def work_of(made: list[Office], numbers: dict[int, int]) -> list[Proof]:
    of = {number: pk for pk, number in numbers.items()}
    return [Proof(of[each.number], serves, on, at) for each in made for at, (serves, on) in enumerate(each.done)]


def computed(numbers: dict[int, int], on: date, until: date, key: str = "election") -> set[by_terms.Line]:
    return {
        (numbers[found.organization_id], found.slot.first, found.slot.due, found.state.value, found.discharged_on)
        for found in (each.occurrence for each in owed(Window(LONG_AGO, until, on)) if each.duty.key == key)
    }


def stored(numbers: dict[int, int], on: date, key: str = "election") -> set[by_terms.Line]:
    return {
        (numbers[each.organization_id], each.first, each.due_on, each.state(on).value, each.discharged_on)
        for each in Occurrence.objects.filter(duty=key)
    }


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(worlds(), st.dates(date(2022, 1, 1), TODAY))
def test_terms_are_owed_as_the_words_of_the_regulations_say(monkeypatch, drawn, earlier) -> None:
    made, starts = drawn
    with monkeypatch.context() as patched, transaction.atomic():
        offer(patched, ELECTION)
        numbers, until = build(made, starts), horizon(TODAY)
        truth = by_terms.owed(made, on=TODAY, until=until)
        assert computed(numbers, TODAY, until) == truth
        assert computed(numbers, earlier, until) == by_terms.owed(made, on=earlier, until=until)
        store(on=TODAY)
        assert stored(numbers, TODAY) == truth
        assert store(on=TODAY) == 0
        transaction.set_rollback(True)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(worlds(), asked(), st.dates(date(2022, 1, 1), TODAY))
def test_what_an_office_asks_for_once_in_every_term_is_owed_so(monkeypatch, drawn, said, earlier) -> None:
    made, starts = drawn
    with monkeypatch.context() as patched, transaction.atomic():
        work = offer(patched, ELECTION)
        numbers, until = build(made, starts), horizon(TODAY)
        ask(said, numbers)
        work.proofs["work"] = work_of(made, numbers)
        truth = by_terms.owed_within(made, said, on=TODAY, until=until)
        assert computed(numbers, TODAY, until, "own") == truth
        assert computed(numbers, earlier, until, "own") == by_terms.owed_within(made, said, on=earlier, until=until)
        store(on=TODAY)
        assert stored(numbers, TODAY, "own") == truth
        assert computed(numbers, TODAY, until) == by_terms.owed(made, on=TODAY, until=until)
        transaction.set_rollback(True)


def test_an_election_within_the_time_granted_is_not_late(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, ELECTION)
    held, granted, again = date(2021, 6, 1), date(2026, 11, 30), date(2026, 11, 10)
    office = Office(1, "branch", True, elections=[held, again], postponed={held: granted}, starts=date(2026, 1, 1))
    numbers = build([office], date(2026, 1, 1))
    assert computed(numbers, TODAY, horizon(TODAY)) == {(1, held, granted, "discharged", again)}
