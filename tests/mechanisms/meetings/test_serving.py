"""Which period a meeting serves, and what is arranged for it already."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.mechanisms.meetings.actions import cancel_meeting
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.mechanism import begin
from gongjian.mechanisms.meetings.serving import arranged, arranged_for, months_of, named, period_of, titled
from tests.mechanisms.meetings.hall import Hall, clock
from tests.street import NOW

pytestmark = pytest.mark.django_db
OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)


def test_the_period_is_that_of_the_rule() -> None:
    kinds = ("theme_day", "assembly", "appraisal", "other")
    assert [months_of(KINDS[each], NOVEMBER) for each in kinds] == [1, 3, 12, 1]
    assert [named(period_of(KINDS[each], NOVEMBER), on=NOVEMBER) for each in kinds] == [
        "11 月",
        "第 4 季度",
        "2026 年",
        "11 月",
    ]
    assert named(period_of(KINDS["assembly"], NOVEMBER), on=date(2027, 1, 5)) == "2026 年第 4 季度"


def test_a_meeting_is_called_after_the_period_it_serves() -> None:
    day = clock(2026, 11, 25)
    assert titled(KINDS["theme_day"], day) == titled(KINDS["theme_day"], day, NOVEMBER) == "11 月主题党日"
    assert titled(KINDS["theme_day"], day, OCTOBER) == "10 月主题党日（补开）"
    assert titled(KINDS["assembly"], day, OCTOBER) == "11 月党员大会"
    assert titled(KINDS["assembly"], day, date(2026, 8, 1)) == "第 3 季度党员大会（补开）"


def test_what_is_arranged_is_found_under_all_the_kinds_it_is_and_led_to() -> None:
    hall = Hall()
    meeting = hall.plan("theme_day", at=clock(2026, 11, 30, 23, 30), also=["lecture"])
    hall.plan("theme_day", at=clock(2026, 11, 28), serves_on=OCTOBER)
    found = arranged(among=[hall.branch.pk], since=NOVEMBER, until=date(2026, 11, 30))
    assert [(each.key, each.on, each.subject_id) for each in found] == [
        ("theme_day", date(2026, 11, 30), meeting.pk),
        ("lecture", date(2026, 11, 30), meeting.pk),
    ]
    assert begin("lecture", hall.keeper, hall.branch, NOVEMBER) == f"/h/{meeting.pk}"
    cancel_meeting(meeting, reason="台风", by=hall.keeper, now=NOW)
    assert arranged_for(hall.branch.pk, "theme_day", NOVEMBER) is None
    assert begin("theme_day", hall.keeper, hall.branch, NOVEMBER).startswith("/h/new?kind=theme_day&")
