"""A simulated year of the demo street: what is owed and done, counted once more by brute force."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from django.db.models import Q

from gongjian.entry.demo.load import load
from gongjian.entry.simulation.year import simulate
from gongjian.foundation.history import Entry
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.oversight.duties.computing import Window, owed
from gongjian.oversight.duties.models import Occurrence
from gongjian.registers.accounts.models import User
from tests.entry.simulation.counted import HELD, MEETINGS, REPORTS, brute_force
from tests.oversight.duties.by_days import Line

COUNTED = {*MEETINGS, *REPORTS}
NEW_YEAR, NEW_YEARS_EVE = date(2025, 1, 1), date(2025, 12, 31)


def computed(*, since: date, until: date, on: date) -> set[tuple[object, ...]]:
    return {
        (
            each.duty.key,
            each.occurrence.organization_id,
            each.occurrence.slot.first,
            each.occurrence.slot.due,
            each.occurrence.state.value,
            each.occurrence.discharged_on,
        )
        for each in owed(Window(since, until, on))
        if is_counted(each.duty.key)
    }


def is_counted(key: str) -> bool:
    """The duties of the regulations, and those the street set because of what a study found."""
    return key in COUNTED or key.startswith("own-")


def stored(*, until: date) -> set[tuple[object, ...]]:
    rows = Occurrence.objects.filter(Q(duty__in=COUNTED) | Q(duty__startswith="own-"), due_on__lte=until)
    return set(rows.values_list("duty", "organization", "first", "due_on", "discharged_on", "excused"))


def counted_alike(*, until: date, on: date) -> set[Line]:
    """What was owed by UNTIL after work up to ON, by brute force; the engine and the stored rows say the same."""
    counted = brute_force(starts=NEW_YEAR, on=on, until=until)
    assert computed(since=NEW_YEAR, until=until, on=on) == counted
    assert {(*line[:4], line[5], line[4] == "excused") for line in counted} == stored(until=until)
    return counted


@pytest.mark.django_db
@pytest.mark.slow
def test_a_fortnight_is_counted_alike_by_brute_force_and_simulated_again_has_no_second_effect() -> None:
    first, day = date(2025, 1, 24), date(2025, 2, 6)
    load(on=NEW_YEAR)
    assert simulate(since=first, until=day, seed=7) > 0
    counted = counted_alike(until=NEW_YEARS_EVE, on=day)
    assert {line[4] for line in counted} == {"discharged", "overdue", "open"}
    before = sorted(Meeting.objects.values_list("uid", "state", "version")), Entry.objects.count()
    assert simulate(since=first, until=day, seed=7) == 0
    assert (sorted(Meeting.objects.values_list("uid", "state", "version")), Entry.objects.count()) == before
    assert counted_alike(until=NEW_YEARS_EVE, on=day) == counted


@pytest.mark.django_db
@pytest.mark.thorough
def test_a_year_of_a_street_is_counted_alike_by_brute_force() -> None:
    load(on=NEW_YEAR)
    simulate(since=NEW_YEAR, until=NEW_YEARS_EVE, seed=7)
    counted = counted_alike(until=NEW_YEARS_EVE, on=NEW_YEARS_EVE)
    assert Meeting.objects.filter(state__in=HELD).count() >= 2900
    assert User.objects.filter(username__startswith="sim").count() >= 100
    states = Counter(line[4] for line in counted)
    assert min(states["discharged"], states["overdue"], states["open"]) > 0
    makeups = [line for line in counted if line[5] and line[5] > line[3]]
    assert makeups, "some periods are made up for late"
