from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules.working_days import Calendar, calendar

NATIONAL_DAY = calendar(
    holidays=[date(2026, 10, day) for day in (1, 2, 5, 6, 7)], worked=[date(2026, 9, 20), date(2026, 10, 10)]
)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def test_a_holiday_is_free_and_the_weekend_it_was_moved_to_is_not():
    assert not NATIONAL_DAY.is_working(date(2026, 10, 1))
    assert NATIONAL_DAY.is_working(date(2026, 10, 10))
    assert not NATIONAL_DAY.is_working(date(2026, 10, 11))


def test_the_fifth_working_day_of_october_comes_after_the_holidays():
    assert NATIONAL_DAY.nth_working(5, since=date(2026, 10, 1)) == date(2026, 10, 13)


def test_a_day_off_moves_forward_or_back_to_a_working_day():
    assert NATIONAL_DAY.at_or_after(date(2026, 10, 3)) == date(2026, 10, 8)
    assert NATIONAL_DAY.at_or_before(date(2026, 10, 4)) == date(2026, 9, 30)
    assert NATIONAL_DAY.at_or_before(date(2026, 9, 30)) == date(2026, 9, 30)


def test_a_year_nobody_announced_is_provisional():
    assert not NATIONAL_DAY.is_provisional(date(2026, 5, 1))
    assert NATIONAL_DAY.is_provisional(date(2027, 5, 1))


@given(st.sets(DAYS, max_size=30), st.sets(DAYS, max_size=30), DAYS, st.integers(1, 30))
def test_the_nth_working_day_has_so_many_working_days_up_to_it(holidays, worked, since, number):
    days = Calendar(frozenset(holidays), frozenset(worked))
    found = days.nth_working(number, since=since)
    span = [since + timedelta(days=each) for each in range((found - since).days + 1)]
    assert days.is_working(found)
    assert sum(map(days.is_working, span)) == number
