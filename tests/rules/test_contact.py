from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules.contact import contact_limit, is_lost, lost_since

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 24)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("last_contact", "lost"),
    [(date(2026, 5, 22), True), (date(2026, 5, 23), False), (date(2026, 11, 23), False), (None, True)],
)
def test_contact_is_lost_before_the_same_day_half_a_year_back(last_contact, lost):
    assert is_lost(last_contact, on=TODAY, months=6) is lost


@pytest.mark.parametrize(
    ("last_contact", "since"),
    [
        (date(2026, 5, 22), date(2026, 11, 23)),
        (date(2026, 2, 28), date(2026, 9, 1)),
        (date(2026, 8, 28), date(2027, 3, 1)),
        (date(2026, 8, 31), date(2027, 3, 1)),
    ],
)
def test_a_member_is_lost_since_the_first_day_past_the_limit(last_contact, since):
    assert lost_since(last_contact, 6) == since


@given(DAYS, MONTHS)
def test_lost_since_is_the_first_day_of_being_lost(last_contact, months):
    since = lost_since(last_contact, months)
    assert is_lost(last_contact, on=since, months=months)
    assert not is_lost(last_contact, on=since - timedelta(1), months=months)


@given(DAYS, DAYS, MONTHS)
def test_who_is_lost_stays_lost_until_heard_of(last_contact, day, months):
    assert is_lost(last_contact, on=day, months=months) is (day >= lost_since(last_contact, months))


@given(DAYS, DAYS, MONTHS)
def test_the_limit_for_a_column_agrees_with_the_single_case(last_contact, day, months):
    assert is_lost(last_contact, on=day, months=months) is (last_contact < contact_limit(day, months))
