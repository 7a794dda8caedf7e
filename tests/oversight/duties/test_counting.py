"""Whatever happens: what is kept of how the periods stand is what going through them one by one gives."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.foundation.changes import touch
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties import actions, below, counting
from gongjian.oversight.duties.models import Occurrence, WorkTotals
from gongjian.registers.organizations.actions import end_organization, move_organization
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Proof
from tests.oversight.duties.by_rows import counted_below, kept_below
from tests.oversight.duties.conftest import Street
from tests.oversight.duties.offered import ASSEMBLY, BODIES, ELECTION, offer
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db
A_YEAR_BEFORE = date(2025, 11, 23)
ACTS = ("meet", "meet_late", "lose", "excuse", "ask_again", "move", "end", "later")
PLANS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9), st.integers(1, 12)), max_size=8)
SLOW = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def kept() -> dict[int, tuple[int, ...]]:
    rows = {each: tuple(rest) for each, *rest in WorkTotals.objects.values_list("organization", *counting.KEPT)}
    return {each: numbers for each, numbers in rows.items() if any(numbers)}


def counted(on: date) -> dict[int, tuple[int, ...]]:
    """The same by going through every period and every organization above it."""
    since = on.replace(year=on.year - 1)
    standing = set(Organization.objects.filter(state="active").values_list("pk", flat=True))
    paths = dict(Organization.objects.values_list("pk", "path"))
    found: dict[int, Counter[str]] = {each: Counter() for each in paths}
    for each in Occurrence.objects.all():
        if since <= each.due_on < on:
            own = how(each)
            for above in (pk for pk, path in paths.items() if paths[each.organization_id].startswith(path)):
                found[above][own] += 1
            found[each.organization_id]["own_overdue"] += own == "overdue"
    for pk, path in paths.items():
        behind = [each for each in standing if found[each]["own_overdue"] and paths[each].startswith(path)]
        found[pk]["behind"] = len(behind)
    rows = {each: tuple(numbers[name] for name in counting.KEPT) for each, numbers in found.items()}
    return {each: numbers for each, numbers in rows.items() if any(numbers)}


def how(period: Occurrence) -> str:
    if period.discharged_on is None:
        return "excused" if period.excused else "overdue"
    return "late" if period.discharged_on > period.due_on else "done"


def act(street: Street, what: str, who: int, month: int) -> timedelta:
    """One thing that happens to one organization; returns how much later it is afterwards."""
    every = list(Organization.objects.filter(state="active").order_by("pk"))
    one, other = every[who % len(every)], every[month % len(every)]
    first = date(2026, month, 1)
    if what == "meet":
        street.work.done(one, first)
    elif what == "meet_late":
        street.work.done(one, TODAY, serves=first)
    elif what == "lose":
        street.work.proofs["work"][:1] = []
    elif what == "excuse":
        actions.excuse("assembly", [one], first=first, last=date(2026, 12, 31), reason="停办", by=None, now=NOW)
    elif what == "ask_again":
        actions.start_calendar(street.root, first=first.replace(year=2025), by=None, now=NOW)
    elif what == "move":
        move_organization(one, to=other, reason="调整", by=None, now=NOW)
    elif what == "end":
        end_organization(one, on=TODAY, reason="并了", by=None, now=NOW)
    touch("organizations", [each.pk for each in every] if what == "lose" else [one.pk])
    return timedelta(days=40 if what == "later" else 0)


@SLOW
@given(PLANS)
def test_what_is_kept_is_what_counting_gives(street: Street, plan: list[tuple[str, int, int]]) -> None:
    now = NOW
    begun: list[Proof] = list(street.work.proofs["work"])
    with transaction.atomic():
        for what, who, month in plan:
            try:
                with transaction.atomic():
                    now += act(street, what, who, month)
            except Refused:
                continue
            catch_up(now=now)
            assert kept() == counted(now.date())
            assert kept_below() == counted_below()
        assert (counting.recount(on=now.date()), below.recount()) == (0, 0)
        transaction.set_rollback(True)
    street.work.proofs["work"] = begun


def test_the_numbers_of_a_street_counted_by_hand(street: Street) -> None:
    assert WorkTotals.objects.filter(organization=street.root).values_list(*counting.KEPT).get() == (3, 0, 19, 0, 4, 0)
    assert WorkTotals.objects.filter(organization=street.branches["甲一"]).values_list(*counting.KEPT).get() == (
        *(3, 0, 0, 0),
        *(0, 0),
    )


def test_a_recount_mends_what_is_wrong_and_says_how_much(street: Street) -> None:
    assert counting.recount(on=TODAY) == 0
    WorkTotals.objects.filter(organization=street.root).update(done=99)
    WorkTotals.objects.filter(organization=street.branches["乙一"]).delete()
    assert counting.recount(on=TODAY) == 2
    assert kept() == counted(TODAY)


def test_a_refresh_reads_what_lies_beside_as_it_is_kept(street: Street) -> None:
    WorkTotals.objects.filter(organization__in=[street.root, street.body, street.parts["甲"]]).update(late=50)
    counting.refresh([street.branches["甲二"].pk], on=TODAY)
    assert kept() == counted(TODAY)


def test_only_what_fell_due_within_the_year_counts(street: Street) -> None:
    assert counting.pursued(TODAY).children == [("due_on__gte", A_YEAR_BEFORE), ("due_on__lt", TODAY)]


def test_a_term_that_ran_out_counts_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = Street(offer(monkeypatch, ASSEMBLY, BODIES, ELECTION))
    Organization.objects.filter(pk=ended.branches["甲一"].pk).update(elected_on=date(2021, 6, 1))
    touch("organizations", [ended.branches["甲一"].pk])
    catch_up(now=NOW)
    assert WorkTotals.objects.get(organization=ended.branches["甲一"]).own_overdue == 1
    assert kept() == counted(TODAY)
