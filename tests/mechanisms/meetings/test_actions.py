"""From plan to held: who is filled in, what counts, what is refused."""

from __future__ import annotations

from contextlib import nullcontext
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
    unconfirm,
)
from gongjian.mechanisms.meetings.counting import votes_at
from gongjian.mechanisms.meetings.minutes import confirm
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.queries import proofs
from gongjian.mechanisms.meetings.seating import enter_presence, invite, mark_all, uninvite
from gongjian.mechanisms.meetings.terms import MeetingState, Presence, Reply
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


def test_nobody_holds_a_meeting_nobody_came_to(hall: Hall) -> None:
    plans = [hall.plan(at=NOW), hall.plan("joint_conference", of=hall.root, at=NOW)]
    invite(plans[1], {"name": "丁一", "party": "城管党支部"}, by=hall.office, now=NOW)
    invite(plans[1], {"name": "何二", "part": "observer"}, by=hall.office, now=NOW)
    observer = plans[1].attendees.get(name="何二")
    enter_presence(plans[1], {observer.pk: Presence.PRESENT}, by=hall.office, now=NOW)
    for meeting in plans:
        with pytest.raises(Refused, match="还没有登记谁到会"):
            hold_meeting(meeting, by=hall.office, now=NOW)
    assert found("assembly") == found("joint_conference") == []
    mark_all(plans[1], by=hall.office, now=NOW)
    hold_meeting(plans[1], by=hall.office, now=NOW)
    assert len(found("joint_conference")) == 1


@pytest.mark.parametrize(
    ("kind", "due", "came", "counts"),
    [
        ("committee_meeting", 3, 1, False),
        ("committee_meeting", 4, 2, True),
        ("assembly", 4, 1, True),
    ],
)
def test_a_quorum_the_text_asks_for_to_meet_is_wanted_to_count_as_held(
    hall: Hall, kind: str, due: int, came: int, counts: bool
) -> None:
    meeting = hall.plan(kind, at=NOW)
    meeting.attendees.all().delete()
    seats = [invite(meeting, {"name": f"{n}号"}, by=hall.keeper, now=NOW).pk for n in range(due)]
    enter_presence(meeting, dict.fromkeys(seats[:came], Presence.PRESENT), by=hall.keeper, now=NOW)
    with nullcontext() if counts else pytest.raises(Refused, match=r"要 2 人才能开会，还差 1 人.*第十二条"):
        hold_meeting(meeting, by=hall.keeper, now=NOW)
    assert len(found(kind)) == counts


def test_a_list_put_right_afterwards_counts_anew_and_what_was_no_meeting_may_be_called_off(hall: Hall) -> None:
    meeting = hall.held("committee_meeting")
    seats = list(meeting.attendees.values_list("pk", flat=True))
    enter_presence(meeting, dict.fromkeys(seats, Presence.ABSENT), by=hall.keeper, now=NOW)
    assert found("committee_meeting") == []
    with pytest.raises(Refused, match="还没有登记谁到会"):
        confirm(meeting, part="chair", by=hall.keeper, now=NOW)
    enter_presence(meeting, {seats[0]: Presence.PRESENT}, by=hall.keeper, now=NOW)
    assert len(found("committee_meeting")) == 1
    uninvite(meeting.attendees.get(pk=seats[0]), by=hall.keeper, now=NOW)
    assert cancel_meeting(meeting, reason="没开成", by=hall.keeper, now=NOW).state == MeetingState.CANCELLED
    assert found("committee_meeting") == []


def test_the_parts_of_an_act_do_what_they_say(hall: Hall) -> None:
    meeting = hall.held()
    assert votes_at(meeting) == 4
    count_as_held(meeting)
    assert len(found("assembly")) == 1
    move(lock(meeting), MeetingState.RECORDED, "写好纪要", by=hall.keeper, now=NOW)
    tell(meeting, "说明", by=hall.keeper, now=NOW)
    assert verbs(meeting) == ["排会议", "开会", "写好纪要", "说明"]


def test_only_minutes_that_wait_for_the_second_are_asked_for_again(hall: Hall) -> None:
    meeting = hall.held()
    unconfirm(lock(meeting), by=hall.keeper, now=NOW)
    assert not Entry.objects.filter(verb="纪要改过，请主持人重新确认").exists()
    confirm(meeting, part="chair", by=hall.keeper, now=NOW)
    unconfirm(locked := lock(meeting), by=hall.keeper, now=NOW)
    assert (locked.state, locked.chair_confirmed_by) == ("held", "")
    assert Entry.objects.filter(verb="纪要改过，请主持人重新确认").count() == 1
