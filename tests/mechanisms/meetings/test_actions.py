"""From plan to held: who is filled in, what counts, what is refused."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from gongjian.foundation.changes import Touched
from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.actions import (
    Closed,
    UnfitKind,
    call_meeting,
    cancel_meeting,
    count_as_held,
    edit_meeting,
    enter_reply,
    hold_meeting,
    lock,
    move,
    plan_meeting,
    refuse_closed,
    remind,
    tell,
    votes_at,
)
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.queries import proofs
from gongjian.mechanisms.meetings.terms import MeetingState, Reply
from gongjian.rules.owing import Proof
from tests.mechanisms.meetings.hall import SOON, Hall, clock
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def verbs(meeting: Meeting) -> list[str]:
    return list(Entry.objects.about("meetings", meeting.pk).order_by("id").values_list("verb", flat=True))


def found(kind: str, since: date = date(2026, 1, 1), until: date = date(2026, 12, 31)) -> list[Proof]:
    return list(proofs(kind, among=None, since=since, until=until))


def test_a_planned_meeting_has_its_people_and_its_agenda(hall: Hall) -> None:
    meeting = hall.plan("organization_life_meeting")
    assert sorted(meeting.attendees.values_list("name", "votes")) == sorted(
        [("丁一", True), ("何二", True), ("林三", True), ("周四", True), ("朱五", False)]
    )
    assert meeting.items.count() == 3
    assert (meeting.state, meeting.org_path) == (MeetingState.DRAFT, hall.branch.path)


def test_a_plan_sent_twice_is_one_meeting(hall: Hall) -> None:
    uid = uuid4()
    assert hall.plan(uid=uid).pk == hall.plan(uid=uid).pk


def test_an_organization_holds_only_the_meetings_of_its_kind(hall: Hall) -> None:
    with pytest.raises(UnfitKind):
        plan_meeting(
            hall.community, {"kind": "assembly", "title": "党员大会", "starts_at": SOON}, by=hall.keeper, now=NOW
        )


def test_a_meeting_is_called_once_and_those_silent_are_reminded_once_a_day(hall: Hall) -> None:
    meeting = hall.plan()
    for _ in range(2):
        call_meeting(meeting, notice="请来开会。", by=hall.keeper, now=NOW)
    first = meeting.attendees.first()
    assert first is not None
    enter_reply(first, Reply.COMING, by=hall.keeper, now=NOW)
    assert [remind(meeting, by=hall.keeper, now=NOW) for _ in range(2)] == [3, 3]
    assert verbs(meeting) == ["排会议", "发会议通知", "提醒未回执的"]


def test_a_held_meeting_counts_for_all_the_kinds_it_is(hall: Hall) -> None:
    Touched.objects.all().delete()
    meeting = hall.held("theme_day", also=["lecture"])
    assert found("theme_day") == found("lecture") == [Proof(hall.branch.pk, TODAY, TODAY, meeting.pk)]
    assert list(Touched.objects.values_list("subject_type", "subject_id")) == [("organizations", hall.branch.pk)]


def test_a_make_up_meeting_counts_for_the_period_it_was_missed_in(hall: Hall) -> None:
    meeting = hall.held("theme_day", serves_on=date(2026, 10, 1))
    assert found("theme_day") == [Proof(hall.branch.pk, date(2026, 10, 1), TODAY, meeting.pk)]
    assert found("theme_day", since=date(2026, 11, 1)) == []


def test_a_planned_or_cancelled_meeting_counts_for_nothing(hall: Hall) -> None:
    cancel_meeting(hall.plan(), reason="人不够", by=hall.keeper, now=NOW)
    hall.plan()
    assert found("assembly") == []


def test_moving_a_held_meeting_moves_what_it_counts_for(hall: Hall) -> None:
    meeting = hall.held()
    edit_meeting(
        meeting,
        {"starts_at": clock(2026, 8, 3), "ends_at": clock(2026, 8, 3, 16)},
        version=meeting.version,
        by=hall.keeper,
        now=NOW,
    )
    assert [each.serves for each in found("assembly")] == [date(2026, 8, 3)]


def test_nobody_overwrites_a_change_made_meanwhile(hall: Hall) -> None:
    meeting = hall.plan()
    edit_meeting(meeting, {"place": "一楼"}, version=1, by=hall.keeper, now=NOW)
    with pytest.raises(Meanwhile):
        edit_meeting(meeting, {"place": "三楼"}, version=1, by=hall.office, now=NOW)


def test_what_is_over_is_not_called_off_and_what_is_called_off_does_not_change(hall: Hall) -> None:
    with pytest.raises(Refused):
        cancel_meeting(hall.held(), reason="", by=hall.keeper, now=NOW)
    meeting = cancel_meeting(hall.plan(), reason="停电", by=hall.keeper, now=NOW)
    for act in (refuse_closed, lambda each: call_meeting(each, by=hall.keeper, now=NOW)):
        with pytest.raises(Closed):
            act(meeting)


def test_a_meeting_is_not_held_before_its_time(hall: Hall) -> None:
    with pytest.raises(Refused):
        hold_meeting(hall.plan(), by=hall.keeper, now=SOON - timedelta(minutes=1))


def test_the_parts_of_an_act_do_what_they_say(hall: Hall) -> None:
    meeting = hall.held()
    assert votes_at(meeting) == 4
    count_as_held(meeting)
    assert len(found("assembly")) == 1
    move(lock(meeting), MeetingState.RECORDED, "写好纪要", by=hall.keeper, now=NOW)
    tell(meeting, "说明", by=hall.keeper, now=NOW)
    assert verbs(meeting) == ["排会议", "开会", "写好纪要", "说明"]
