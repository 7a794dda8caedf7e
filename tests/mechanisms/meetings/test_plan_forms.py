"""Days and hours as people write them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError

from gongjian.mechanisms.meetings.plan_forms import MomentField, day_in, moment_in
from tests.mechanisms.meetings.hall import clock


@pytest.mark.parametrize(
    "text",
    ["2026-11-09 14:30", "2026.11.9 14：30", "2026年11月9日 14点30分", "2026-11-09T14:30", "20261109 14:30:00"],
)
def test_a_moment_is_read_as_people_write_it(text: str) -> None:
    assert MomentField().clean(text) == clock(2026, 11, 9)


def test_a_whole_hour_needs_no_minutes() -> None:
    assert MomentField().clean("2026-11-09 9点") == clock(2026, 11, 9, 9, 0)


@pytest.mark.parametrize("text", ["2026-11-09", "明天 14:30", "2026-11-09 25:00", "2026-11-09 14:75"])
def test_what_is_no_moment_is_said(text: str) -> None:
    with pytest.raises(ValidationError, match="看不懂这个时间"):
        MomentField().clean(text)


@pytest.mark.parametrize(
    "text",
    ["2026-11-25 下午2点", "11-25 14:00", "11月25日下午2点", "20261125 1400", "202611251400", "11.25 下午 2:00"],
)
def test_an_hour_of_the_afternoon_and_a_day_without_a_year_are_read(text: str) -> None:
    assert moment_in(text, on=date(2026, 11, 24)) == datetime(2026, 11, 25, 14)


def test_a_day_without_a_year_is_the_nearest() -> None:
    assert day_in("1-5", on=date(2026, 12, 20)) == date(2027, 1, 5)
    assert moment_in("1-5 晚上7点半", on=date(2026, 12, 20)) == datetime(2027, 1, 5, 19, 30)
    assert moment_in("2026-11-25 上午9点", on=date(2026, 12, 20)) == datetime(2026, 11, 25, 9)
