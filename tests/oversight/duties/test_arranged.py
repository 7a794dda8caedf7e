"""今天 knows of a meeting that is arranged for what is due, and does not offer to arrange it once more."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjian.oversight.duties.offering import arranged_for, in_words, todo_of
from tests.mechanisms.meetings.hall import Hall, clock

pytestmark = pytest.mark.django_db
NOVEMBER = {"first": "2026-11-01", "last": "2026-11-30", "due": "2026-11-30", "label": "2026 年 11 月"}


def due(hall: Hall, duty: str = "theme_day") -> dict[str, Any]:
    first = {**NOVEMBER, "pk": hall.branch.pk, "name": hall.branch.name}
    return {"duty": duty, "first": first, "periods": 1, "organizations": 1, "more": None}


def test_the_day_of_an_arranged_meeting_is_told() -> None:
    hall, on = Hall(), date(2026, 11, 24)
    hall.plan("theme_day", at=clock(2026, 12, 1))
    assert arranged_for([due(hall)]) == {}
    hall.plan("theme_day", at=clock(2026, 11, 25))
    told, other = in_words([due(hall), due(hall, "group_meeting")], hall.keeper, on)
    assert (told.detail, told.actions[0][0]) == ("2026 年 11 月，已排 11-25", "去办")
    assert (other.detail, other.actions[0][0]) == ("2026 年 11 月", "现在办")
    assert todo_of(due(hall), "主题党日", date(2026, 12, 2)).actions[0][0] == "补办"
