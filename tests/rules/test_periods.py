from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter

from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules.periods import ChosenDays, Period, counted_from, periods

DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
LENGTHS = st.sampled_from([None, 1, 2, 3, 6, 12])


def every(months):
    return lambda day: months


def keys(cadence, since, until):
    return [each.key for each in periods(cadence, since=since, until=until)]


def test_a_year_has_twelve_months_four_quarters_two_halves():
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert keys(every(1), *year)[::11] == ["2026-01", "2026-12"]
    assert keys(every(3), *year) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert keys(every(6), *year) == ["2026-H1", "2026-H2"]
    assert keys(every(12), *year) == ["2026"]
    assert keys(every(2), *year)[:2] == ["2026-01~2026-02", "2026-03~2026-04"]


def test_periods_are_whole_even_where_the_question_is_not():
    [quarter] = periods(every(3), since=date(2026, 11, 23), until=date(2026, 11, 23))
    assert (quarter.first, quarter.last) == (date(2026, 10, 1), date(2026, 12, 31))


def test_a_quarter_ends_early_when_months_are_owed_from_the_middle_of_it():
    found = list(
        periods(lambda day: 3 if day < date(2026, 2, 15) else 1, since=date(2026, 1, 1), until=date(2026, 4, 30))
    )
    assert [(each.key, each.first, each.last) for each in found] == [
        ("2026-Q1", date(2026, 1, 1), date(2026, 2, 28)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2026-04", date(2026, 4, 1), date(2026, 4, 30)),
    ]


def test_blocks_may_be_counted_from_any_month():
    from_march = counted_from(date(2026, 3, 9), 4)
    found = list(periods(every(from_march), since=date(2026, 1, 1), until=date(2026, 12, 31)))
    assert [each.key for each in found] == ["2025-11~2026-02", "2026-03~2026-06", "2026-07~2026-10", "2026-11~2027-02"]
    assert found[1].label == "2026 年 3 月至 2026 年 6 月"
    assert keys(every(counted_from(date(2026, 2, 1), 3)), date(2026, 2, 1), date(2026, 4, 30)) == ["2026-02~2026-04"]
    assert counted_from(date(2026, 4, 1), 3) == 3


def test_a_day_chosen_in_the_year_ends_a_period():
    twice = ChosenDays(((3, 15), (12, 31)))
    found = list(periods(every(twice), since=date(2026, 3, 15), until=date(2027, 1, 1)))
    assert [(each.first, each.last, each.key) for each in found] == [
        (date(2026, 1, 1), date(2026, 3, 15), "2026-03-15"),
        (date(2026, 3, 16), date(2026, 12, 31), "2026-12-31"),
        (date(2027, 1, 1), date(2027, 3, 15), "2027-03-15"),
    ]
    assert found[0].label == "2026 年 3 月 15 日前"


def test_nothing_is_owed_before_the_rule_was_in_force():
    found = keys(lambda day: 1 if day >= date(2018, 10, 28) else None, date(2018, 9, 1), date(2018, 12, 31))
    assert found == ["2018-11", "2018-12"]


def test_periods_have_plain_names():
    words = [Period(date(2026, 10, 1), date(2026, 12, 31), months).label for months in (1, 3, 6, 12, 2)]
    assert words == ["2026 年 10 月", "2026 年第 4 季度", "2026 年下半年", "2026 年", "2026 年 9 月至 2026 年 10 月"]


@st.composite
def cadences(draw):
    changes = sorted(draw(st.lists(st.tuples(DAYS, LENGTHS), max_size=4)), key=itemgetter(0))
    first = draw(LENGTHS)

    def cadence(day):
        return next((months for start, months in reversed(changes) if start <= day), first)

    return cadence


@given(cadences(), DAYS, st.integers(0, 900))
def test_every_day_lies_in_one_period_of_the_length_its_month_asks_for(cadence, since, length):
    until = since + timedelta(days=length)
    found = list(periods(cadence, since=since, until=until))
    assert found == sorted(found)
    assert all(one.last < other.first for one, other in pairwise(found))
    for day in (since, until, since + timedelta(days=length // 2)):
        holding = [each for each in found if each.first <= day <= each.last]
        assert [each.months for each in holding] == [months for months in [cadence(day.replace(day=1))] if months]


@given(cadences(), DAYS, DAYS, DAYS)
def test_a_period_is_the_same_whoever_asks(cadence, one, two, three):
    first, day, last = sorted((one, two, three))
    narrow = list(periods(cadence, since=day, until=day))
    wide = list(periods(cadence, since=first, until=last))
    assert all(each in wide for each in narrow)
