"""开会: taps as plain forms and as a script sends them."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.utils import timezone

from gongjian.mechanisms.meetings.minutes import add_item
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.seating import invite, mark_all
from tests.mechanisms.meetings.hall import Hall, clock
from tests.mechanisms.meetings.test_views import signed_in
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def act(client: Client, meeting: Meeting, name: str, *, script: bool = False, **told: object) -> str:
    headers = {"HX-Request": "true"} if script else {}
    answer = client.post(f"/h/{meeting.pk}/act", {"act": name, **told}, headers=headers, follow=True)
    return answer.content.decode()


def test_a_whole_meeting_is_run_by_plain_forms(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan(at=clock(2020, 5, 6))
    act(client, meeting, "mark_all")
    seat = meeting.attendees.get(name="林三")
    act(client, meeting, "mark", mark=f"{seat.pk}:leave")
    act(client, meeting, "add_item", title="车棚改造")
    item = meeting.items.get()
    act(client, meeting, "jot", item=item.pk, text="丁一：赞成")
    votes = {"approvals": 3, "objections": 0, "abstentions": 0}
    assert "通过" in act(client, meeting, "resolve", item=item.pk, text="同意方案二", **votes)
    act(client, meeting, "follow_up", text="划线", person="物业", due_on="2026.12.1")
    act(client, meeting, "hold")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.attendees.filter(presence="present").count()) == ("held", 4)
    assert (meeting.resolutions.count(), meeting.follow_ups.count()) == (1, 1)


def test_a_script_gets_the_body_back_and_what_was_refused_in_words(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan()
    page = act(client, meeting, "hold", script=True)
    assert "还没到开始时间" in page
    assert "<html" not in page
    assert "赞成：还没有填" not in act(client, meeting, "mark_all", script=True)


def test_a_meeting_nobody_came_to_is_refused_in_words(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan(at=clock(2020, 5, 6))
    assert "会没有开成的，取消这次会议" in act(client, meeting, "hold", script=True)
    meeting.refresh_from_db()
    assert meeting.state == "draft"


@pytest.mark.parametrize(
    ("kind", "said"), [("assembly", "会可以记为已开，表决无效"), ("committee_meeting", "不能记为已开")]
)
def test_the_page_says_what_too_few_may_not_do(hall: Hall, kind: str, said: str) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan(kind, at=clock(2020, 5, 6))
    invite(meeting, {"name": "林三"}, by=hall.keeper, now=NOW)
    seat = meeting.attendees.get(name="林三")
    page = act(client, meeting, "mark", script=True, mark=f"{seat.pk}:present")
    assert "data-short>到会人数不够" in page
    assert said in page


def test_what_is_sent_late_and_twice_is_done_once(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan("appraisal")
    item = meeting.items.order_by("order")[0]
    for _ in range(2):
        act(client, meeting, "jot", script=True, item=item.pk, text="丁一：赞成", seen_as="d1")
    item.refresh_from_db()
    assert item.speeches == "丁一：赞成"


@pytest.mark.parametrize(
    ("at", "ended"),
    [
        ("2020-05-06T08:30:00.000Z", clock(2020, 5, 6, 16, 30)),
        ("2020-05-06T01:00:00.000Z", clock(2020, 5, 6, 14, 30)),
    ],
)
def test_a_meeting_ended_when_it_was_said_to_end_not_when_that_arrived(hall: Hall, at: str, ended: datetime) -> None:
    meeting = hall.plan(at=clock(2020, 5, 6, 14, 30))
    mark_all(meeting, by=hall.keeper, now=NOW)
    act(signed_in(hall.keeper), meeting, "hold", script=True, at=at)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.ends_at) == ("held", ended)


@pytest.mark.parametrize("at", ["", "gestern", "2020-05-06T08:30:00", "2999-01-01T00:00:00Z", "2020-13-40T00:00:00Z"])
def test_a_time_that_makes_no_sense_is_the_time_of_arrival(hall: Hall, at: str) -> None:
    before = timezone.now()
    meeting = hall.plan(at=timezone.localtime(before).replace(hour=0, minute=0))
    mark_all(meeting, by=hall.keeper, now=NOW)
    act(signed_in(hall.keeper), meeting, "hold", script=True, at=at)
    meeting.refresh_from_db()
    assert before <= meeting.ends_at <= timezone.now()


@pytest.mark.parametrize("written", [None, clock(2020, 5, 6, 16)])
def test_who_says_on_a_later_day_that_it_was_held_does_not_say_when_it_ended(
    hall: Hall, written: datetime | None
) -> None:
    meeting = hall.plan(at=clock(2020, 5, 6, 14, 30), ends_at=written)
    mark_all(meeting, by=hall.keeper, now=NOW)
    act(signed_in(hall.keeper), meeting, "hold", script=True, at="2020-05-06T23:39:00.000Z")
    meeting.refresh_from_db()
    assert (meeting.state, meeting.ends_at) == ("held", written)


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("mark", {"mark": "1:gone"}, "没有看懂"),
        ("jot", {"item": "0", "text": "话"}, "刚才被删了"),
        ("jot", {"item": "0", "text": " "}, "还没有写"),
        ("add_item", {"title": ""}, "议题：还没有填。"),
        ("follow_up", {"text": "划线", "owner": "没有的组织"}, "没有找到"),
        ("nothing", {}, "没有这个操作"),
    ],
)
def test_what_cannot_be_done_is_said(hall: Hall, name: str, told: dict[str, str], said: str) -> None:
    assert said in act(signed_in(hall.keeper), hall.plan(), name, script=True, **told)


def test_more_votes_than_people_are_refused(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan("appraisal", at=clock(2020, 5, 6))
    assert "比到会有表决权的 0 人多" not in act(client, meeting, "resolve", script=True, text="同意", approvals=9)
    assembly = hall.plan(at=clock(2020, 5, 6))
    assert "比到会有表决权的 0 人多" in act(client, assembly, "resolve", script=True, text="同意", approvals=9)


def test_a_refused_vote_stays_open_with_what_was_typed_and_why(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan(at=clock(2020, 5, 6))
    item = add_item(meeting, title="车棚改造", by=hall.keeper, now=NOW)
    told = {"item": item.pk, "text": "同意方案二", "approvals": 9, "objections": 1, "settled": "on"}
    page = act(client, meeting, "resolve", **told)
    form = page[page.index(f'<details class="vote" id="vote-{item.pk}" open>') :].split("</details>")[0]
    assert "比到会有表决权的 0 人多" in form.split('class="refused"')[1]
    assert (">同意方案二</textarea>" in form, 'value="9"' in form, " checked" in form) == (True, True, True)


@pytest.mark.parametrize(
    ("name", "told", "typed"),
    [("follow_up", {"text": "划线", "owner": "没有的组织"}, 'value="划线"'), ("hold", {}, ""), ("add_item", {}, "")],
)
def test_what_is_refused_is_said_at_its_form(hall: Hall, name: str, told: dict[str, str], typed: str) -> None:
    page = act(signed_in(hall.keeper), hall.plan(at=clock(2020, 5, 6)), name, **told)
    assert page.count('class="refused"') == 1
    assert typed in page


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-02-30T00:00:00Z"])
def test_a_clock_that_cannot_be_does_not_keep_a_meeting_from_being_held(hall: Hall, at: str) -> None:
    meeting = hall.plan(at=clock(2020, 5, 6))
    mark_all(meeting, by=hall.keeper, now=NOW)
    act(signed_in(hall.keeper), meeting, "hold", at=at)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.ends_at) == ("held", None)


def test_a_sign_the_database_cannot_keep_is_left_out_of_a_note(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan("appraisal")
    item = meeting.items.order_by("order")[0]
    act(client, meeting, "jot", item=item.pk, text="丁一：\0赞成", seen_as="d\0")
    item.refresh_from_db()
    assert item.speeches == "丁一：赞成"
    seat = meeting.attendees.order_by("pk")[0]
    client.post(f"/h/{meeting.pk}/people", {"change": f"{seat.pk}:exclude", f"reason-{seat.pk}": "年老\0体弱"})
    seat.refresh_from_db()
    assert seat.excluded == "年老体弱"
