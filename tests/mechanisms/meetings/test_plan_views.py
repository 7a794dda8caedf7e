"""Arranging a meeting on its pages: for the period it came for, once, and told anew when it is moved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from gongjian.mechanisms.meetings.actions import call_meeting, enter_reply
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.noticing import notice_of
from gongjian.mechanisms.meetings.seating import invite
from gongjian.mechanisms.meetings.terms import Reply
from gongjian.rules.months import add_months
from tests.mechanisms.meetings.hall import Hall, clock
from tests.mechanisms.meetings.test_views import as_opened, signed_in
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def posted(hall: Hall, client: Client, serves: date, **typed: Any) -> Any:
    address = f"/h/new?kind=theme_day&organization={hall.branch.pk}&serves={serves}"
    own = {"kind": "theme_day", "organization": hall.branch.pk, "serves": f"{serves}"}
    return client.post("/h/new", as_opened(client, address, **own, **typed))


def test_a_day_outside_the_period_is_asked_about_with_both_ways_out(hall: Hall) -> None:
    client, serves = signed_in(hall.keeper), timezone.localdate().replace(day=1)
    following = add_months(serves, 1)
    typed = {"starts_at": f"{following.replace(day=9)} 14:00"}
    asked = posted(hall, client, serves, **typed)
    page = asked.content.decode()
    assert (asked.status_code, f"这一天不算 {serves.month} 月的" in page, "算补开" in page) == (422, True, True)
    assert not Meeting.objects.exists()
    posted(hall, client, serves, **typed, answer="make_up")
    made = Meeting.objects.get()
    assert (made.serves_on, made.title.endswith("月主题党日（补开）")) == (serves, True)
    made.delete()
    posted(hall, client, serves, **typed, answer="own")
    made = Meeting.objects.get()
    assert (made.serves_on, made.title) == (None, f"{following.month} 月主题党日")


def test_what_is_arranged_already_is_said_and_the_same_minute_asked_about(hall: Hall) -> None:
    client, serves = signed_in(hall.keeper), add_months(timezone.localdate().replace(day=1), 1)
    typed = {"starts_at": f"{serves.replace(day=9)} 14:00"}
    posted(hall, client, serves, **typed)
    again = client.get(f"/h/new?kind=theme_day&organization={hall.branch.pk}&serves={serves}").content.decode()
    assert "已有会：" in again
    assert posted(hall, client, serves, **typed).status_code == 422
    assert posted(hall, client, serves, **typed, answer="both").status_code == 302
    assert Meeting.objects.count() == 2


def called(hall: Hall) -> tuple[Client, Meeting]:
    meeting = hall.plan("theme_day", title="11 月主题党日", at=clock(2026, 11, 28, 14, 0))
    call_meeting(meeting, notice=notice_of(meeting), by=hall.keeper, now=NOW)
    first = meeting.attendees.first()
    assert first is not None
    enter_reply(first, Reply.EXCUSED, reason="出差", by=hall.keeper, now=NOW)
    return signed_in(hall.keeper), meeting


def test_a_moved_meeting_is_told_anew_and_replies_are_asked_for_again(hall: Hall) -> None:
    client, meeting = called(hall)
    client.post(f"/h/{meeting.pk}/edit", as_opened(client, f"/h/{meeting.pk}/edit", starts_at="2026-12-02 09:30"))
    meeting.refresh_from_db()
    assert (meeting.title, "12 月 2 日（周三）09:30" in meeting.notice) == ("12 月主题党日", True)
    assert not meeting.attendees.exclude(reply=Reply.NONE).exists()
    page = client.get(f"/h/{meeting.pk}").content.decode()
    assert "重新发会议通知" in page
    year = "" if timezone.localdate().year == 2026 else "2026 年 "
    assert f"开始时间：{year}11 月 28 日 14:00 → {year}12 月 2 日 09:30" in page


def test_another_room_leaves_the_replies_and_an_unticked_box_sends_nothing(hall: Hall) -> None:
    client, meeting = called(hall)
    typed = as_opened(client, f"/h/{meeting.pk}/edit", place="大礼堂")
    del typed["anew"]
    client.post(f"/h/{meeting.pk}/edit", typed)
    meeting.refresh_from_db()
    assert ("地点：大礼堂" in meeting.notice, meeting.attendees.filter(reply=Reply.EXCUSED).count()) == (True, 1)
    assert "重新发会议通知" not in client.get(f"/h/{meeting.pk}").content.decode()


def test_the_parties_of_last_time_are_shown_and_carried_over_and_strangers_marked(hall: Hall) -> None:
    client = signed_in(hall.office)
    first = hall.plan("joint_conference", of=hall.root, at=clock(2096, 11, 28))
    for party, organization in (("区消防大队", None), (hall.community.name, hall.community)):
        invite(first, {"name": party, "party": party, "party_organization": organization}, by=hall.office, now=NOW)
    address = f"/h/new?kind=joint_conference&organization={hall.root.pk}"
    assert "请的还是上次的 2 位：区消防大队、甲社区党总支。" in client.get(address).content.decode()
    own = {"kind": "joint_conference", "organization": hall.root.pk, "starts_at": "2095-11-09 14:00"}
    page = client.post("/h/new", as_opened(client, address, **own), follow=True)
    made = page.context["meeting"]
    assert [(each.party, each.is_unreachable) for each in made.attendees.all()] == [
        ("区消防大队", True),
        ("甲社区党总支", False),
    ]
    assert page.content.decode().count("不在名册，收不到通知") == 1
    assert client.get(f"/h/{made.pk}/people").content.decode().count("不在名册，收不到通知") == 1


def test_the_same_name_twice_is_one_unless_for_two_parties(hall: Hall) -> None:
    meeting = hall.plan("joint_conference", of=hall.root)
    for party in ("", "", "怡康物业", "恒泰商贸", "恒泰商贸"):
        invite(meeting, {"name": "孙六", "party": party}, by=hall.office, now=NOW)
    assert list(meeting.attendees.values_list("party", flat=True)) == [""]
    meeting.attendees.update(party="怡康物业")
    invite(meeting, {"name": "孙六", "party": "恒泰商贸"}, by=hall.office, now=NOW)
    invite(meeting, {"name": "孙六", "party": ""}, by=hall.office, now=NOW)
    assert meeting.attendees.count() == 2
