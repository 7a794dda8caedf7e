"""A problem becomes a topic, and is followed until the meeting's decision is carried out."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.actions import cancel_meeting, hold_meeting, plan_meeting
from gongjian.mechanisms.meetings.minutes import close_follow_up, drop_item, follow_up, resolve, take_up
from gongjian.mechanisms.meetings.models import Item, Meeting
from gongjian.mechanisms.meetings.seating import invite, mark_all
from gongjian.oversight.handovers.problem_to_topic import fates, next_meetings, propose
from gongjian.registers.organizations.models import Organization
from tests.mechanisms.research.walk import Walk, signed_in
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db
SOON = NOW + timedelta(days=3)


@pytest.fixture
def walk() -> Walk:
    return Walk()


def planned(walk: Walk, organization: Organization, at: datetime = SOON) -> Meeting:
    values = {"kind": "other", "title": "月例会", "starts_at": at}
    return plan_meeting(organization, values, by=walk.office, now=NOW)


def put(walk: Walk, meeting: Meeting) -> Item:
    problem = walk.problem(walk.study())
    return propose(problem, meeting, title="加装充电口", on=TODAY, by=walk.worker, now=NOW)


def words(walk: Walk, item: Item, on: date = TODAY) -> tuple[str, bool]:
    fate = fates(user=walk.worker, ids=[item.pk], on=on).get(item.pk)
    return (fate.words, fate.done) if fate else ("", False)


def test_one_puts_it_on_ones_own_agenda(walk: Walk) -> None:
    item = put(walk, planned(walk, walk.community))
    problem = walk.community.studies.get().problems.get()
    assert (item.suggested, item.proposed_by, problem.state, problem.became_id) == (
        False,
        "甲社区党总支",
        "turned",
        item.pk,
    )
    assert words(walk, item) == ("11 月 26 日“月例会”上议", False)


def test_one_suggests_it_to_the_superior_who_takes_it_up(walk: Walk) -> None:
    item = put(walk, planned(walk, walk.root))
    assert words(walk, item) == ("提给了 11 月 26 日“月例会”，等对方采纳", False)
    take_up(item, by=walk.office, now=NOW)
    assert words(walk, item) == ("11 月 26 日“月例会”上议", False)


def test_it_is_proposed_once_or_not_at_all(walk: Walk) -> None:
    meeting, problem = planned(walk, walk.community), walk.problem(walk.study())
    propose(problem, meeting, title="加装充电口", on=TODAY, by=walk.worker, now=NOW)
    with pytest.raises(Refused):
        propose(problem, meeting, title="加装充电口", on=TODAY, by=walk.worker, now=NOW)
    assert meeting.items.filter(title="加装充电口").count() == 1


def test_it_is_followed_until_what_was_decided_is_done(walk: Walk) -> None:
    meeting = planned(walk, walk.community, NOW - timedelta(hours=2))
    item = put(walk, meeting)
    invite(meeting, {"name": "丁一"}, by=walk.worker, now=NOW)
    mark_all(meeting, by=walk.worker, now=NOW)
    hold_meeting(meeting, by=walk.worker, now=NOW)
    assert words(walk, item) == ("11 月 23 日“月例会”议过，没有记决定", False)
    decided = resolve(meeting, {"text": "加装 48 个", "item": item}, by=walk.worker, now=NOW)
    assert words(walk, item) == ("11 月 23 日“月例会”决定：加装 48 个", True)
    given = {"text": "找电力公司", "resolution": decided, "owner": walk.community}
    task = follow_up(meeting, given, by=walk.worker, now=NOW)
    assert words(walk, item) == ("11 月 23 日“月例会”决定：加装 48 个。后续 1 件，办结 0 件", False)
    close_follow_up(task, result="装好了", on=TODAY, by=walk.worker, now=NOW)
    assert words(walk, item) == ("11 月 23 日“月例会”决定：加装 48 个。后续 1 件，办结 1 件", True)


def test_what_came_to_nothing_is_said(walk: Walk) -> None:
    meeting = planned(walk, walk.community)
    item = put(walk, meeting)
    cancel_meeting(meeting, reason="台风", by=walk.worker, now=NOW)
    assert words(walk, item) == ("11 月 26 日“月例会”取消了，没有议", False)
    other = put(walk, planned(walk, walk.branch))
    drop_item(other, by=walk.worker, now=NOW)
    assert words(walk, other) == ("", False)


def test_the_next_meeting_of_each_organization_is_offered_superiors_first(walk: Walk) -> None:
    problem = walk.problem(walk.study())
    branch = planned(walk, walk.branch, SOON)
    top = planned(walk, walk.root, SOON + timedelta(days=9))
    planned(walk, walk.root, SOON + timedelta(days=30))
    planned(walk, walk.other)
    assert next_meetings(walk.worker, problem, now=NOW) == [top, branch]


def test_the_page_proposes_and_the_problem_tells_where_it_went(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    problem = walk.problem(study)
    address = f"/y/problems/{problem.pk}/topic"
    empty = client.get(address)
    assert "都还没有排下一次会" in empty.content.decode()
    assert client.get(empty.context["arrange"]).context["chosen"] == walk.community
    meeting = planned(walk, walk.community, datetime(2096, 1, 1, 9, tzinfo=NOW.tzinfo))
    assert address in client.get(f"/y/problems/{problem.pk}").content.decode()
    assert client.post(address, {"title": "加装充电口"}).status_code == 422
    page = client.post(address, {"title": "加装充电口", "meeting": meeting.pk}, follow=True).content.decode()
    assert "已列为议题" in page
    assert "1 月 1 日“月例会”上议" in client.get(f"/y/{study.pk}").content.decode()
    assert signed_in(walk.auditor).get(address).status_code == 404
    assert signed_in(walk.stranger).get(address).status_code == 404
