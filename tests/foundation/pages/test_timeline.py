"""Days and hours in a history, as people say them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gongjian.foundation.pages.timeline import in_days


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ("2016-07-01", "2016 年 7 月 1 日"),
        ("2016-11-25T06:00:00Z", "2016 年 11 月 25 日 14:00"),
        ("2016-11-25 20:30:00+00:00", "2016 年 11 月 26 日 04:30"),
        ("去年夏天", ""),
        ("一九九八年七月一日左", ""),
    ],
)
def test_a_day_and_an_hour_are_told_in_words(kept: str, said: str) -> None:
    assert in_days(kept) == said


def test_an_hour_of_this_year_needs_no_year() -> None:
    assert in_days(f"{timezone.localdate().year}-11-25T06:00:00Z") == "11 月 25 日 14:00"
