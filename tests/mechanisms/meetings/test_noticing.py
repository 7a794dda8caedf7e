"""The words of an invitation follow what is known of the meeting."""

from __future__ import annotations

from datetime import datetime

import pytest

from gongjian.mechanisms.meetings.actions import mend_notice
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.noticing import notice_anew, notice_of, when_of
from gongjian.mechanisms.meetings.terms import Reply
from tests.mechanisms.meetings.hall import Hall, clock
from tests.street import NOW

pytestmark = pytest.mark.django_db


def moved(meeting: Meeting, at: datetime) -> Meeting:
    after = Meeting.objects.get(pk=meeting.pk)
    after.starts_at, after.place = at, "大礼堂"
    return after


def test_the_notice_names_nobody() -> None:
    hall = Hall()
    text = notice_of(hall.plan("appraisal", at=clock(2026, 11, 25)))
    assert text.startswith("甲社区第一党支部定于 11 月 25 日（周三）14:30 召开“十一月党员大会”，地点：二楼会议室。")
    assert not any(each.name in text for each in hall.people)


def test_words_of_ones_own_are_kept_when_the_hour_is_moved() -> None:
    before = Hall().plan(at=clock(2026, 11, 25))
    before.notice = f"请带笔。{when_of(before)}，二楼会议室。"
    assert notice_anew(moved(before, clock(2026, 11, 26, 9, 0)), before) == "请带笔。11 月 26 日（周四）09:00，大礼堂。"


def test_words_that_did_not_tell_the_hour_are_written_anew() -> None:
    before = Hall().plan(at=clock(2026, 11, 25))
    before.notice = "请来开会。"
    after = moved(before, clock(2026, 11, 26, 9, 0))
    assert notice_anew(after, before) == notice_of(after)


def test_a_notice_that_is_not_sent_anew_says_what_holds_and_asks_nobody() -> None:
    hall = Hall()
    before = hall.plan(at=clock(2026, 11, 25))
    before.attendees.update(reply=Reply.COMING)
    after = moved(before, clock(2026, 11, 26, 9, 0))
    mend_notice(after, before, anew=False, by=hall.keeper, now=NOW)
    assert ("11 月 26 日" in after.notice, after.attendees.filter(reply=Reply.NONE).exists()) == (True, False)
    mend_notice(after, before, anew=True, by=hall.keeper, now=NOW)
    assert not after.attendees.exclude(reply=Reply.NONE).exists()
