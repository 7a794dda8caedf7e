"""The words of the paper."""

from __future__ import annotations

from datetime import datetime

import pytest

from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.paper import numeral, when_of
from tests.mechanisms.meetings.hall import clock


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (None, "2026 年 11 月 9 日 14:30"),
        (clock(2026, 11, 9, 16, 0), "2026 年 11 月 9 日 14:30—16:00"),
        (clock(2026, 11, 10, 0, 20), "2026 年 11 月 9 日 14:30—11 月 10 日 00:20"),
    ],
)
def test_the_time_says_until_which_day_where_it_is_another(ends: datetime | None, words: str) -> None:
    assert when_of(Meeting(starts_at=clock(2026, 11, 9), ends_at=ends)) == words


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (1000, "一千"),
        (1005, "一千零五"),
        (1010, "一千零一十"),
        (2300, "二千三百"),
        (9999, "九千九百九十九"),
        (10000, "10000"),
    ],
)
def test_numerals_are_read_as_they_are_spoken(number: int, said: str) -> None:
    assert numeral(number) == said
