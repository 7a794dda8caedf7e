"""The minutes: two writers lose nothing, both confirm, what is signed stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.foundation.writing import ONE_SITTING
from gongjian.mechanisms.meetings.actions import Closed, edit_meeting, enter_reply
from gongjian.mechanisms.meetings.minutes import (
    UnfitVotes,
    add_follow_up,
    add_item,
    asked_again,
    close_follow_up,
    confirm,
    drop_item,
    follow_up,
    jot,
    reopen,
    resolve,
    take_back,
    take_up,
    urge,
    write_text,
)
from gongjian.mechanisms.meetings.models import Item, Meeting
from gongjian.mechanisms.meetings.paper import paper_of
from gongjian.mechanisms.meetings.seating import change_seat, enter_presence, invite, uninvite
from gongjian.mechanisms.meetings.terms import MeetingState, Presence, Reply
from tests.mechanisms.meetings.hall import Hall
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def an_item(hall: Hall) -> Item:
    return add_item(hall.held(), title="车棚改造", by=hall.keeper, now=NOW)


def test_two_who_write_at_once_lose_no_word(hall: Hall) -> None:
    item = an_item(hall)
    write_text(item, "speeches", base="", text="丁一：赞成\n何二：再看看", by=hall.keeper, now=NOW)
    base = "丁一：赞成\n何二：再看看"
    write_text(item, "speeches", base=base, text=f"{base}\n林三：费用高", by=hall.keeper, now=NOW)
    merged = write_text(item, "speeches", base=base, text=f"主持人说明来意\n{base}", by=hall.office, now=NOW)
    item.refresh_from_db()
    assert (merged.touched, item.speeches) == (False, f"主持人说明来意\n{base}\n林三：费用高")


def test_where_both_write_into_one_line_both_stay_and_it_is_said(hall: Hall) -> None:
    item = an_item(hall)
    write_text(item, "speeches", base="", text="先办", by=hall.keeper, now=NOW)
    write_text(item, "speeches", base="先办", text="先办充电口", by=hall.keeper, now=NOW)
    merged = write_text(item, "speeches", base="先办", text="先办消防通道", by=hall.office, now=NOW)
    assert merged.touched
    assert {"先办充电口", "先办消防通道"} <= set(merged.text.splitlines())


def test_one_sitting_of_one_writer_is_one_revision(hall: Hall) -> None:
    item = an_item(hall)
    for minutes, text in ((0, "一"), (1, "一二"), (30, "一二三")):
        write_text(item, "dissent", base=text[:-1], text=text, by=hall.keeper, now=NOW + timedelta(minutes=minutes))
    assert list(item.revisions.values_list("text", flat=True)) == ["一二三", "一二"]
    assert timedelta(minutes=1) < ONE_SITTING < timedelta(minutes=30)


def test_a_note_is_added_below_whatever_stands_there(hall: Hall) -> None:
    item = an_item(hall)
    jot(item, text="丁一：赞成 ", by=hall.keeper, now=NOW)
    assert jot(item, text="何二：缓一缓", by=hall.office, now=NOW).speeches == "丁一：赞成\n何二：缓一缓"


def test_an_item_suggested_waits_until_it_is_taken_up(hall: Hall) -> None:
    item = add_item(hall.plan(), title="垃圾房挪位", proposed_by="物业", suggested=True, by=hall.office, now=NOW)
    assert not take_up(item, by=hall.keeper, now=NOW).suggested
    drop_item(item, by=hall.keeper, now=NOW)
    assert Item.objects.filter(title="垃圾房挪位").count() == 0


def test_an_item_with_words_under_it_is_not_dropped(hall: Hall) -> None:
    with pytest.raises(Refused):
        drop_item(jot(an_item(hall), text="议过了", by=hall.keeper, now=NOW), by=hall.keeper, now=NOW)


def test_there_are_no_more_votes_than_people(hall: Hall) -> None:
    meeting = hall.held()
    told = {"text": "同意", "voted": True, "approvals": 3, "objections": 1, "abstentions": 1}
    with pytest.raises(UnfitVotes):
        resolve(meeting, told, by=hall.keeper, now=NOW)
    made = resolve(meeting, {**told, "abstentions": 0}, by=hall.keeper, now=NOW)
    again = resolve(meeting, {"text": "同意缓办"}, by=hall.keeper, now=NOW, pk=made.pk)
    assert (again.pk, again.text, again.approvals) == (made.pk, "同意缓办", 3)
    take_back(made, by=hall.keeper, now=NOW)
    assert meeting.resolutions.count() == 0


def test_what_follows_waits_for_its_owner_until_it_is_closed_once(hall: Hall) -> None:
    values = {"text": "划线", "owner": hall.community, "due_on": date(2026, 12, 1)}
    made = follow_up(hall.held(), values, by=hall.keeper, now=NOW)
    assert made.org_path == hall.community.path
    for on in (TODAY, TODAY):
        urge(made, by=hall.office, now=NOW, on=on)
    first = close_follow_up(made, result="划好了", on=TODAY, by=hall.keeper, now=NOW)
    second = close_follow_up(made, result="又划", on=date(2026, 12, 2), by=hall.keeper, now=NOW)
    assert (first.closed_on, second.closed_on, second.result) == (TODAY, TODAY, "划好了")


def test_both_confirm_and_then_nothing_changes_without_a_reason(hall: Hall) -> None:
    item = an_item(hall)
    meeting = confirm(item.meeting, part="recorder", by=hall.keeper, now=NOW)
    assert meeting.state == MeetingState.RECORDED
    meeting = confirm(meeting, part="chair", by=hall.office, now=NOW)
    assert meeting.state == MeetingState.LOCKED
    with pytest.raises(Closed):
        write_text(item, "speeches", base="", text="补一句", by=hall.keeper, now=NOW)
    reopened = reopen(meeting, reason="数字写错", by=hall.keeper, now=NOW)
    assert (reopened.state, reopened.chair_confirmed_at, reopened.amended_for) == ("held", None, "数字写错")


def test_any_change_takes_the_first_confirmation_back(hall: Hall) -> None:
    item = an_item(hall)
    meeting, by = item.meeting, hall.keeper
    decided = resolve(meeting, {"text": "先办"}, by=by, now=NOW)
    seat = meeting.attendees.get(name="林三")
    changes: list[Callable[[], object]] = [
        lambda: write_text(item, "speeches", base="", text="丁一：赞成", by=by, now=NOW),
        lambda: jot(item, text="何二：赞成", by=by, now=NOW),
        lambda: resolve(meeting, {"text": "缓办"}, by=by, now=NOW, pk=decided.pk),
        lambda: take_back(decided, by=by, now=NOW),
        lambda: add_item(meeting, title="其他", by=by, now=NOW),
        lambda: drop_item(meeting.items.get(title="其他"), by=by, now=NOW),
        lambda: follow_up(meeting, {"text": "划线"}, by=by, now=NOW),
        lambda: close_follow_up(meeting.follow_ups.get(), result="划好了", on=TODAY, by=by, now=NOW),
        lambda: enter_presence(meeting, {seat.pk: Presence.LEAVE}, by=by, now=NOW),
        lambda: enter_reply(meeting.attendees.get(pk=seat.pk), Reply.EXCUSED, reason="出差", by=by, now=NOW),
        lambda: change_seat(meeting.attendees.get(pk=seat.pk), {"part": "observer"}, by=by, now=NOW),
        lambda: invite(meeting, {"name": "孙六"}, by=by, now=NOW),
        lambda: uninvite(meeting.attendees.get(name="孙六"), by=by, now=NOW),
        lambda: edit_meeting(
            meeting, {"place": "一楼"}, version=Meeting.objects.get(pk=meeting.pk).version, by=by, now=NOW
        ),
    ]
    for number, change in enumerate(changes, 1):
        assert confirm(meeting, part="recorder", by=by, now=NOW).state == MeetingState.RECORDED
        change()
        meeting.refresh_from_db()
        assert (meeting.state, meeting.recorder_confirmed_at, meeting.confirmed_first) == ("held", None, None), number
        assert asked_again(meeting) == "纪要改过，请记录人重新确认。"
        assert Entry.objects.filter(verb="纪要改过，请记录人重新确认").count() == number
    confirm(meeting, part="chair", by=by, now=NOW)
    enter_presence(meeting, {seat.pk: Presence.LEAVE}, by=by, now=NOW)
    write_text(item, "dissent", base="", text="", by=by, now=NOW)
    add_item(meeting, title="垃圾房挪位", suggested=True, by=by, now=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, asked_again(meeting)) == ("recorded", "")


def test_one_account_confirms_as_both_only_with_a_reason_that_the_minutes_show(hall: Hall) -> None:
    meeting = confirm(hall.held(), part="recorder", alone_for="还不用", by=hall.keeper, now=NOW)
    for reason in ("", "  "):
        with pytest.raises(Refused, match="同一人既主持又记录"):
            confirm(meeting, part="chair", alone_for=reason, by=hall.keeper, now=NOW)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.alone_for) == ("recorded", "")
    meeting = confirm(meeting, part="chair", alone_for="支部人少，书记主持并记录", by=hall.keeper, now=NOW)
    said = f"同一人既主持又记录（{hall.keeper}）：支部人少，书记主持并记录。"
    assert (meeting.state, meeting.editions.get().paper["alone"]) == ("locked", said)
    told = Entry.objects.filter(verb="主持人确认纪要").get()
    assert told.reason == "同一人既主持又记录：支部人少，书记主持并记录"
    reopened = reopen(meeting, reason="数字写错", by=hall.keeper, now=NOW)
    for part, who in (("recorder", hall.keeper), ("chair", hall.office)):
        reopened = confirm(reopened, part=part, alone_for="不算数", by=who, now=NOW)
    assert (reopened.alone_for, paper_of(reopened)["alone"]) == ("", "")


def test_what_is_added_to_signed_minutes_is_told_and_leaves_them_as_they_are(hall: Hall) -> None:
    meeting = hall.held()
    with pytest.raises(Refused, match="还没定稿"):
        add_follow_up(meeting, {"text": "划线"}, by=hall.keeper, now=NOW)
    follow_up(meeting, {"text": "量尺寸"}, by=hall.keeper, now=NOW)
    for part, who in (("chair", hall.keeper), ("recorder", hall.office)):
        meeting = confirm(meeting, part=part, by=who, now=NOW)
    signed = paper_of(meeting)
    made = add_follow_up(meeting, {"text": "划线", "owner": hall.branch}, by=hall.keeper, now=NOW)
    assert (paper_of(meeting), made.added_on, made.org_path) == (signed, TODAY, hall.branch.path)
    assert Entry.objects.get(verb="定稿后派后续").reason == "划线"
    with pytest.raises(Closed):
        follow_up(meeting, {"text": "再派"}, by=hall.keeper, now=NOW)
    reopened = reopen(meeting, reason="数字写错", by=hall.keeper, now=NOW)
    assert [each["text"] for each in paper_of(reopened)["follow_ups"]] == ["量尺寸", "划线"]


def test_each_signed_edition_stays_as_it_read(hall: Hall) -> None:
    item = an_item(hall)
    for text in ("三万元", "三万六千元"):
        meeting = item.meeting
        base = Item.objects.get(pk=item.pk).speeches
        write_text(item, "speeches", base=base, text=text, by=hall.keeper, now=NOW)
        for part, who in (("chair", hall.keeper), ("recorder", hall.office)):
            meeting = confirm(meeting, part=part, by=who, now=NOW)
        reopen(meeting, reason="数字写错", by=hall.keeper, now=NOW)
    editions = [each.paper["items"][-1]["speeches"] for each in item.meeting.editions.all()]
    assert editions == [["三万元"], ["三万六千元"]]


@pytest.mark.parametrize(
    ("chair", "recorder", "said"), [("", "何二", "主持人"), ("丁一", " ", "记录人"), ("", "", "主持人和记录人")]
)
def test_nobody_confirms_before_chair_and_recorder_are_named(hall: Hall, chair: str, recorder: str, said: str) -> None:
    meeting = hall.held(chair=chair, recorder=recorder)
    with pytest.raises(Refused, match=f"还没有写{said}。"):
        confirm(meeting, part="chair", by=hall.keeper, now=NOW)


def test_a_meeting_not_held_is_neither_confirmed_nor_reopened(hall: Hall) -> None:
    for act in (
        lambda: confirm(hall.plan(), part="chair", by=hall.keeper, now=NOW),
        lambda: reopen(hall.held(), reason="", by=hall.keeper, now=NOW),
    ):
        with pytest.raises(Refused):
            act()
