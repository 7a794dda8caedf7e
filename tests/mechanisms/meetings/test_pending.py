"""What meetings left open, as the body that coordinates sees it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from gongjian.foundation.work import OpenItem
from gongjian.mechanisms.meetings import pending
from gongjian.mechanisms.meetings.actions import hold_meeting
from gongjian.mechanisms.meetings.minutes import add_item, close_follow_up, follow_up, resolve
from gongjian.mechanisms.meetings.models import FollowUp, Meeting, Resolution
from gongjian.mechanisms.meetings.paper import paper_of
from gongjian.mechanisms.meetings.seating import invite, mark_all
from tests.mechanisms.meetings.hall import Hall
from tests.mechanisms.meetings.test_views import signed_in
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def conference(hall: Hall) -> Meeting:
    return hall.held("joint_conference", of=hall.root, at=timezone.now())


def waiting(hall: Hall) -> list[tuple[str, str]]:
    """The decisions without a follow-up: (title, who must act)."""
    return [(each.title, each.waits_for) for each in pending.resolutions(user=hall.office, on=timezone.localdate())]


def decided(hall: Hall, conference: Meeting, text: str, **more: object) -> Resolution:
    return resolve(conference, {"text": text, **more}, by=hall.office, now=NOW)


def test_a_decision_waits_for_those_who_met_until_somebody_is_sent_to_do_it(hall: Hall, conference: Meeting) -> None:
    found = decided(hall, conference, "十二月底前划线")
    assert waiting(hall) == [("十二月底前划线", hall.root.name)]
    client = signed_in(hall.office)
    posted = {"text": "划线", "person": "城管中队", "owner": "", "due_on": "", "resolution": found.pk}
    client.post(f"/h/{conference.pk}/follow-up", posted)
    assert FollowUp.objects.get().resolution == found
    assert waiting(hall) == []


def test_a_decision_that_sends_nobody_is_not_pursued(hall: Hall, conference: Meeting) -> None:
    decided(hall, conference, "同意明年计划", settled=True)
    decided(hall, conference, "划线")
    assert [title for title, _ in waiting(hall)] == ["划线"]


def test_what_was_voted_down_waits_for_nobody(hall: Hall) -> None:
    meeting = hall.plan("regional_body_meeting", of=hall.body, at=timezone.now())
    for name in ("丁一", "何二", "林三"):
        invite(meeting, {"name": name}, by=hall.office, now=NOW)
    mark_all(meeting, by=hall.office, now=NOW)
    hold_meeting(meeting, by=hall.office, now=timezone.now())
    for text, votes in (("停办食堂", 1), ("续办食堂", 3)):
        told = {"text": text, "voted": True, "approvals": votes, "objections": 3 - votes}
        resolve(meeting, told, by=hall.office, now=NOW)
    assert [title for title, _ in waiting(hall)] == ["续办食堂"]
    form = signed_in(hall.office).get(f"/h/{meeting.pk}/minutes").context["follow_up_form"]
    assert form["resolution"].value() == Resolution.objects.get(text="续办食堂").pk
    assert [each.text for each in form.fields["resolution"].queryset] == ["续办食堂"]
    assert [found["word"] for found in paper_of(meeting)["resolutions"]] == ["未通过", "决定"]


def test_the_form_offers_only_decisions_of_its_meeting_and_the_first_that_is_to_be_done(
    hall: Hall, conference: Meeting
) -> None:
    elsewhere = decided(hall, hall.held("joint_conference", of=hall.root, at=timezone.now()), "别处的")
    client, address = signed_in(hall.office), f"/h/{conference.pk}"
    assert "resolution" not in client.get(f"{address}/run").context["follow_up_form"].fields
    decided(hall, conference, "同意", settled=True)
    found = decided(hall, conference, "划线")
    for page in ("run", "minutes"):
        assert client.get(f"{address}/{page}").context["follow_up_form"]["resolution"].value() == found.pk
    client.post(f"{address}/act", {"act": "follow_up", "text": "划线", "resolution": elsewhere.pk})
    assert not FollowUp.objects.exists()
    client.post(f"{address}/act", {"act": "follow_up", "text": "划线", "resolution": found.pk})
    assert FollowUp.objects.get().resolution == found


def test_a_decision_is_said_to_be_enough_where_it_is_written_down(hall: Hall, conference: Meeting) -> None:
    client = signed_in(hall.office)
    client.post(f"/h/{conference.pk}/act", {"act": "resolve", "text": "同意", "settled": "on"})
    assert Resolution.objects.get().settled
    assert "不用派人办" in client.get(f"/h/{conference.pk}").content.decode()


def test_a_follow_up_waits_for_its_owner_else_for_whoever_is_named_else_for_those_who_met(hall: Hall) -> None:
    def told(**more: object) -> OpenItem:
        made = follow_up(meeting, {"text": "办", **more}, by=hall.office, now=NOW)
        (found,) = pending.follow_ups(user=hall.office, on=TODAY)
        close_follow_up(made, result="好了", on=TODAY, by=hall.office, now=NOW)
        return found

    meeting = hall.held()
    assert [
        told(owner=hall.community, person="王五").waits_for,
        told(person="怡康物业").waits_for,
        told().waits_for,
    ] == [hall.community.name, "怡康物业", hall.branch.name]


def test_a_topic_nothing_was_decided_about_waits_for_the_conference(hall: Hall, conference: Meeting) -> None:
    item = add_item(conference, title="停车难", proposed_by="怡康物业", suggested=True, by=hall.office, now=NOW)
    (found,) = pending.topics(user=hall.office, on=timezone.localdate())
    assert (found.title, found.waits_for) == ("停车难", hall.root.name)
    decided(hall, conference, "划线", item=item)
    assert list(pending.topics(user=hall.office, on=timezone.localdate())) == []
