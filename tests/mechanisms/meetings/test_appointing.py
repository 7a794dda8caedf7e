"""Meetings in someone's own calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjian.foundation.work import Appointment
from gongjian.mechanisms.meetings.actions import call_meeting, cancel_meeting, enter_reply
from gongjian.mechanisms.meetings.appointing import find
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.seating import invite
from gongjian.mechanisms.meetings.terms import Reply
from gongjian.registers.accounts.models import User
from tests.mechanisms.meetings.hall import SOON, Hall
from tests.street import NOW, organization, user

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def hours_of(who: User, since: date = date(2026, 11, 1), until: date = date(2026, 12, 31)) -> list[Appointment]:
    return list(find(user=who, since=since, until=until))


def a_conference(hall: Hall) -> Meeting:
    """Of the street, the branch invited, nobody told yet."""
    meeting = hall.plan("joint_conference", of=hall.root)
    told = {"name": "丁一", "party": hall.branch.name, "party_organization": hall.branch}
    invite(meeting, told, by=hall.office, now=NOW)
    return meeting


def test_who_keeps_a_meeting_has_it_by_hour_and_place_and_reads_nobodys_name(hall: Hall) -> None:
    meeting = hall.plan(title="朱五转正大会", chair="丁一")
    (found,) = hours_of(hall.keeper)
    assert found == Appointment(
        identity=f"meeting-{meeting.uid}",
        title="甲社区第一党支部：党员大会",
        detail="草稿",
        place="二楼会议室",
        starts_at=SOON,
        ends_at=SOON + HOUR,
        tentative=True,
    )


def test_who_is_invited_has_it_once_it_was_called_until_they_cannot_come(hall: Hall) -> None:
    meeting = a_conference(hall)
    assert (len(hours_of(hall.keeper)), len(hours_of(hall.office))) == (0, 1)
    call_meeting(meeting, notice="请来。", by=hall.office, now=NOW)
    assert [(each.detail, each.tentative) for each in hours_of(hall.keeper)] == [("已通知", False)]
    enter_reply(meeting.attendees.get(), Reply.EXCUSED, reason="外出", by=hall.keeper, now=NOW)
    assert (len(hours_of(hall.keeper)), len(hours_of(hall.office))) == (0, 1)


def test_a_keeper_who_is_also_invited_has_it_once(hall: Hall) -> None:
    meeting = a_conference(hall)
    invite(meeting, {"name": "何二", "party": "街道", "party_organization": hall.root}, by=hall.office, now=NOW)
    call_meeting(meeting, notice="请来。", by=hall.office, now=NOW)
    assert len(hours_of(hall.office)) == 1


def test_a_changed_hour_keeps_its_identity_and_what_was_called_off_is_gone(hall: Hall) -> None:
    meeting = hall.plan()
    before = hours_of(hall.keeper)[0]
    Meeting.objects.update(starts_at=SOON + HOUR, ends_at=SOON + 3 * HOUR)
    after = hours_of(hall.keeper)[0]
    assert (after.identity, after.starts_at, after.ends_at) == (before.identity, SOON + HOUR, SOON + 3 * HOUR)
    cancel_meeting(meeting, reason="下雨", by=hall.keeper, now=NOW)
    assert hours_of(hall.keeper) == []


def test_only_the_days_asked_for_count_both_ends_among_them(hall: Hall) -> None:
    hall.plan()
    day = SOON.date()
    spans = [
        (day, day),
        (day - timedelta(days=1), day - timedelta(days=1)),
        (day + timedelta(days=1), date(2027, 1, 1)),
    ]
    assert [len(hours_of(hall.keeper, *span)) for span in spans] == [1, 0, 0]


def test_strangers_and_those_far_above_have_hours_of_their_own(hall: Hall) -> None:
    """The street's office keeps the meetings of its bodies; a branch three floors below has keepers of its own."""
    hall.plan()
    stranger = user("community_worker", organization("乙社区党总支", "general_branch", hall.body))
    above = user("community_worker", hall.community)
    assert [len(hours_of(each)) for each in (stranger, hall.office, above)] == [0, 0, 1]
