"""Days and hours as people write them."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from gongjian.mechanisms.meetings.forms import MomentField
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
