from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules.terms import is_overdue, term_ends

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))
YEARS = st.integers(1, 10)


@pytest.mark.parametrize(
    ("started_on", "years", "last_day"),
    [
        (date(2021, 11, 23), 5, date(2026, 11, 23)),
        (date(2023, 11, 22), 3, date(2026, 11, 22)),
        (date(2024, 2, 29), 3, date(2027, 2, 28)),
        (date(2024, 2, 29), 4, date(2028, 2, 29)),
    ],
)
def test_a_term_ends_on_the_date_of_its_start(started_on, years, last_day):
    assert term_ends(started_on, years) == last_day


def test_the_last_day_is_still_in_time():
    assert not is_overdue(date(2021, 11, 23), 5, on=date(2026, 11, 23))
    assert is_overdue(date(2021, 11, 22), 5, on=date(2026, 11, 23))


@given(DAYS, YEARS)
def test_a_term_is_overdue_from_the_day_after_its_last(started_on, years):
    last = term_ends(started_on, years)
    assert not is_overdue(started_on, years, on=last)
    assert is_overdue(started_on, years, on=last + timedelta(1))


@given(DAYS, DAYS, YEARS)
def test_who_was_elected_later_is_not_due_earlier(one, other, years):
    first, second = sorted((one, other))
    assert term_ends(first, years) <= term_ends(second, years)
