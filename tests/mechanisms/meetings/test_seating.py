"""The list of those invited, changed by hand, and who came."""

from __future__ import annotations

import pytest

from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.actions import enter_reply
from gongjian.mechanisms.meetings.minutes import confirm, resolve
from gongjian.mechanisms.meetings.seating import change_seat, enter_presence, invite, invite_all, mark_all, uninvite
from gongjian.mechanisms.meetings.terms import Presence, Reply
from gongjian.registers.organizations.models import Post
from tests.mechanisms.meetings.hall import Hall
from tests.street import NOW, organization

pytestmark = pytest.mark.django_db


def test_one_more_is_invited_once_and_one_less_is_gone() -> None:
    hall = Hall()
    meeting = hall.plan()
    seats = [invite(meeting, {"name": "物业经理", "part": "observer"}, by=hall.keeper, now=NOW) for _ in range(2)]
    assert seats[0].pk == seats[1].pk
    uninvite(seats[0], by=hall.keeper, now=NOW)
    assert meeting.attendees.count() == 5


def test_organizations_are_invited_at_once_in_their_secretaries_names() -> None:
    hall = Hall()
    body = organization("行政组织党组", "party_group", hall.root, body="administrative")
    both = [organization(name, "branch", body) for name in ("城管党支部", "司法所党支部", "派出所党支部")]
    for each in both[:2]:
        Post.objects.create(organization=each, title="书记", holder="丁一", holder_uid=hall.people[0].uid)
    meeting = hall.plan("joint_conference", of=hall.root)
    asked = [invite_all(meeting, both[:number], by=hall.office, now=NOW) for number in (1, 3, 3)]
    seats = [(each.name, each.party, each.member_uid is None) for each in meeting.attendees.order_by("pk")]
    assert asked == [1, 2, 0]
    assert seats == [
        ("丁一", "城管党支部", False),
        ("丁一", "司法所党支部", True),
        ("派出所党支部", "派出所党支部", True),
    ]
    assert [each.reason for each in Entry.objects.filter(verb__startswith="请").order_by("pk")] == [
        "城管党支部",
        "司法所党支部、派出所党支部",
    ]


def test_everyone_came_and_then_one_is_taken_out() -> None:
    hall = Hall()
    meeting = hall.plan()
    absent = meeting.attendees.get(name="林三")
    assert mark_all(meeting, by=hall.keeper, now=NOW) == 5
    assert (
        enter_presence(meeting, {absent.pk: Presence.LEAVE}, reasons={absent.pk: "出差"}, by=hall.keeper, now=NOW) == 1
    )
    assert enter_presence(meeting, {absent.pk: Presence.LEAVE}, by=hall.keeper, now=NOW) == 0
    absent.refresh_from_db()
    assert (absent.presence, absent.reason) == ("leave", "出差")


def test_who_asked_for_leave_stays_on_leave_when_everyone_came() -> None:
    hall = Hall()
    meeting = hall.plan()
    enter_reply(meeting.attendees.get(name="林三"), Reply.EXCUSED, reason="出差", by=hall.keeper, now=NOW)
    mark_all(meeting, by=hall.keeper, now=NOW)
    rows = meeting.attendees.exclude(presence="present").values_list("name", "presence", "reason")
    assert list(rows) == [("林三", "leave", "出差")]


def test_what_is_entered_after_the_meeting_is_told_in_its_history() -> None:
    hall = Hall()
    meeting = hall.held()
    seat = meeting.attendees.get(name="何二")
    change_seat(seat, {"excluded": "住院"}, by=hall.keeper, now=NOW)
    enter_presence(meeting, {seat.pk: Presence.ABSENT}, by=hall.keeper, now=NOW)
    verbs = Entry.objects.about("meetings", meeting.pk).values_list("verb", flat=True)
    assert list(verbs[:2]) == ["补记何二缺席", "改何二的到会身份"]


def test_nobody_is_taken_out_whose_vote_a_resolution_counts() -> None:
    hall = Hall()
    meeting = hall.held()
    resolve(meeting, {"text": "同意方案二", "voted": True, "approvals": 4}, by=hall.keeper, now=NOW)
    seat = meeting.attendees.get(name="林三")
    for act in (
        lambda: enter_presence(meeting, {seat.pk: Presence.ABSENT}, by=hall.keeper, now=NOW),
        lambda: change_seat(meeting.attendees.get(pk=seat.pk), {"excluded": "年老体弱"}, by=hall.keeper, now=NOW),
        lambda: uninvite(meeting.attendees.get(pk=seat.pk), by=hall.keeper, now=NOW),
    ):
        with pytest.raises(Refused, match="决议“同意方案二”票数合计 4，比到会有表决权的 3 人多"):
            act()
    seat.refresh_from_db()
    assert (seat.presence, seat.excluded) == ("present", "")


def test_what_stood_wrong_before_is_mended_one_by_one_and_not_confirmed_until_then() -> None:
    hall = Hall()
    meeting = hall.held()
    resolve(meeting, {"text": "同意", "voted": True, "approvals": 4}, by=hall.keeper, now=NOW)
    meeting.attendees.filter(name__in=("林三", "周四")).update(presence=Presence.ABSENT)
    for name in ("林三", "周四"):
        with pytest.raises(Refused, match="决议“同意”票数合计 4"):
            confirm(meeting, part="chair", by=hall.keeper, now=NOW)
        enter_presence(meeting, {meeting.attendees.get(name=name).pk: Presence.PRESENT}, by=hall.keeper, now=NOW)
    assert confirm(meeting, part="chair", by=hall.keeper, now=NOW).state == "recorded"
