from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules.owing import Due, DueDay, Exemption, Proof, Schedule, Standing, State, occurrences
from gongjian.rules.working_days import Calendar

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ALWAYS = Standing(1)
TODAY = date(2026, 11, 23)


def monthly(**due):
    return Schedule(lambda day: 1, lambda day: 1, lambda first: Due(**due)).slots(
        since=YEAR[0], until=YEAR[1], calendar=Calendar()
    )


def quarterly():
    return Schedule(lambda day: 3, lambda day: 1).slots(since=YEAR[0], until=YEAR[1], calendar=Calendar())


def states(slots, *, standing=ALWAYS, proofs=(), exemptions=(), on=TODAY):
    found = occurrences(slots, [standing], proofs={1: proofs}, exemptions={1: exemptions}, on=on)
    return [each.state for each in found]


def done(on, *, serves=None):
    return Proof(1, serves or on, on, 7)


def test_a_meeting_discharges_the_quarter_it_was_held_in():
    assert states(quarterly(), proofs=[done(date(2026, 5, 9))]) == [
        State.OVERDUE,
        State.DISCHARGED,
        State.OVERDUE,
        State.OPEN,
    ]


def test_on_its_last_day_a_period_is_still_open():
    assert states(quarterly()[:1], on=date(2026, 3, 31)) == [State.OPEN]
    assert states(quarterly()[:1], on=date(2026, 4, 1)) == [State.OVERDUE]


def test_made_up_work_discharges_late_the_period_it_serves():
    made_up = done(date(2026, 4, 20), serves=date(2026, 3, 31))
    [first] = occurrences(quarterly()[:1], [ALWAYS], proofs={1: [made_up]}, exemptions={}, on=TODAY)
    assert (first.state, first.discharged_on, first.discharged_on > first.slot.due) == (
        State.DISCHARGED,
        date(2026, 4, 20),
        True,
    )
    assert states(quarterly()[:1], proofs=[made_up], on=date(2026, 4, 19)) == [State.OVERDUE]


def test_an_exemption_excuses_the_periods_that_begin_within_it():
    excused = Exemption(date(2026, 1, 15), date(2026, 7, 1))
    assert states(quarterly(), exemptions=[excused]) == [State.OVERDUE, State.EXCUSED, State.EXCUSED, State.OPEN]


def test_work_done_in_spite_of_an_exemption_counts():
    excused = Exemption(*YEAR)
    assert states(quarterly()[:1], proofs=[done(date(2026, 2, 1))], exemptions=[excused]) == [State.DISCHARGED]


def test_an_organization_owes_from_the_first_whole_period_until_it_ends():
    founded_late = Standing(1, founded=date(2026, 4, 2))
    assert states(quarterly(), standing=founded_late) == [State.OVERDUE, State.OPEN]
    merged = Standing(1, ended=date(2026, 9, 30))
    assert states(quarterly(), standing=merged) == [State.OVERDUE, State.OVERDUE]


def test_twice_a_year_needs_two_and_is_done_with_the_second():
    slots = Schedule(lambda day: 12, lambda day: 2).slots(since=YEAR[0], until=YEAR[1], calendar=Calendar())
    first, second = done(date(2026, 3, 1)), done(date(2026, 8, 1))
    assert states(slots, proofs=[first]) == [State.OPEN]
    [found] = occurrences(slots, [ALWAYS], proofs={1: [second, first]}, exemptions={}, on=TODAY)
    assert (found.state, found.discharged_on) == (State.DISCHARGED, date(2026, 8, 1))


@pytest.mark.parametrize(
    ("due", "february"),
    [
        ({"day": DueDay.LAST}, date(2026, 2, 28)),
        ({"day": DueDay.DAY, "number": 25}, date(2026, 2, 25)),
        ({"day": DueDay.DAY, "number": 30}, date(2026, 2, 28)),
        ({"day": DueDay.WORKING_DAY_AFTER, "number": 5}, date(2026, 3, 6)),
    ],
)
def test_a_period_is_due_on_its_last_day_or_as_the_office_says(due, february):
    assert monthly(**due)[1].due == february


def test_a_period_begun_before_the_calendar_started_is_not_owed():
    slots = Schedule(lambda day: 3, lambda day: 1).slots(since=date(2026, 2, 1), until=YEAR[1], calendar=Calendar())
    assert [each.key for each in slots] == ["2026-Q2", "2026-Q3", "2026-Q4"]


DAYS = st.dates(date(2025, 12, 1), date(2027, 1, 31))
SPANS = st.tuples(DAYS, st.integers(0, 120)).map(lambda span: Exemption(span[0], span[0] + timedelta(days=span[1])))
WORK = st.tuples(DAYS, DAYS, st.integers(1, 9)).map(lambda work: Proof(1, *work))


@given(
    st.lists(WORK, max_size=8), st.lists(SPANS, max_size=3), st.integers(1, 3), DAYS, st.none() | DAYS, st.none() | DAYS
)
def test_every_state_agrees_with_a_count_day_by_day(proofs, exemptions, times, on, founded, ended):
    slots = Schedule(lambda day: 3, lambda day: times).slots(since=YEAR[0], until=YEAR[1], calendar=Calendar())
    standing = Standing(1, founded, ended)
    found = {
        each.slot.key: each.state
        for each in occurrences(slots, [standing], proofs={1: proofs}, exemptions={1: exemptions}, on=on)
    }
    expected = {}
    for quarter in range(4):
        days = [YEAR[0] + timedelta(days=n) for n in range(365)]
        days = [day for day in days if (day.month - 1) // 3 == quarter]
        if (founded and founded > days[0]) or (ended and ended <= days[-1]):
            continue
        work = sum(1 for each in proofs if each.serves in days and each.on <= on)
        free = any(each.first <= days[0] <= each.last for each in exemptions)
        late = on > days[-1]
        state = "discharged" if work >= times else "excused" if free else "overdue" if late else "open"
        expected[f"2026-Q{quarter + 1}"] = State(state)
    assert found == expected


@given(st.lists(WORK, max_size=6), DAYS, DAYS)
def test_what_was_once_discharged_stays_so(proofs, one, other):
    earlier, later = sorted((one, other))
    before = states(quarterly(), proofs=proofs, on=earlier)
    after = states(quarterly(), proofs=proofs, on=later)
    assert all(now == State.DISCHARGED for then, now in zip(before, after, strict=True) if then == State.DISCHARGED)
