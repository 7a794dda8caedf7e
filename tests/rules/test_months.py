from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules.months import add_months

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
MONTHS = st.integers(-600, 600)


@pytest.mark.parametrize(
    ("day", "months", "result"),
    [
        (date(2026, 11, 23), -6, date(2026, 5, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 8, 31), -6, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
        (date(9998, 12, 31), 12, date(9999, 12, 31)),
    ],
)
def test_the_end_of_a_short_month_is_its_last_day(day, months, result):
    assert add_months(day, months) == result


@given(DAYS, MONTHS)
def test_the_month_is_exact_and_the_day_only_ever_shortened(day, months):
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)


@given(DAYS, DAYS, MONTHS)
def test_a_later_day_never_leads_to_an_earlier_one(one, other, months):
    first, second = sorted((one, other))
    assert add_months(first, months) <= add_months(second, months)


@given(DAYS, MONTHS, MONTHS)
def test_more_months_lead_to_a_later_day(day, one, other):
    first, second = sorted((one, other))
    assert add_months(day, first) <= add_months(day, second)


@given(DAYS.filter(lambda day: day.day <= 28), MONTHS)
def test_up_to_the_28th_the_way_back_leads_home(day, months):
    assert add_months(add_months(day, months), -months) == day


@pytest.mark.parametrize(("months", "end"), [(1, date.max), (40_000_000, date.max), (-120_000, date.min)])
def test_beyond_the_calendar_lies_its_last_or_its_first_day(months, end):
    assert add_months(date(9999, 12, 1), months) == end
