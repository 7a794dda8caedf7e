"""Whom a meeting is for, filled in from the rosters."""

from __future__ import annotations

import pytest

from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.seating import change_seat, invite
from gongjian.registers.organizations.models import Post
from tests.mechanisms.meetings.hall import Hall
from tests.street import NOW, unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def names(meeting: Meeting) -> set[str]:
    return set(meeting.attendees.values_list("name", flat=True))


def test_at_an_assembly_probationary_members_attend_without_being_counted(hall: Hall) -> None:
    parts = dict(hall.plan().attendees.values_list("name", "part"))
    assert (parts["丁一"], parts["朱五"]) == ("due", "observer")


def test_a_committee_meeting_is_for_the_seats_held_now(hall: Hall) -> None:
    assert names(hall.plan("committee_meeting")) == {"丁一", "何二"}


def test_who_was_not_counted_last_time_is_not_counted_this_time_either(hall: Hall) -> None:
    aged = hall.plan().attendees.get(name="周四")
    change_seat(aged, {"excluded": "年老体弱"}, by=hall.keeper, now=NOW)
    assert dict(hall.plan("theme_day").attendees.values_list("name", "excluded"))["周四"] == "年老体弱"


def test_a_regional_body_invites_the_secretaries_right_below_it(hall: Hall) -> None:
    Post.objects.create(organization=hall.community, title="书记", holder="高敏")
    assert names(hall.plan("regional_body_meeting", of=hall.body)) == {"高敏"}


def test_a_joint_conference_invites_the_parties_of_last_time(hall: Hall) -> None:
    firm = unit("恒泰商贸有限公司", org_path=hall.root.path)
    first = hall.plan("joint_conference", of=hall.root)
    invite(first, {"name": "孙六", "party": firm.name, "party_unit": firm}, by=hall.office, now=NOW)
    second = hall.plan("joint_conference", of=hall.root, at=first.starts_at.replace(month=12))
    assert [(each.name, each.party_unit) for each in second.attendees.all()] == [("孙六", firm)]
