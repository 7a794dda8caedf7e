"""How much of the minutes is typed: every field of the finished paper against every box somebody filled in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.paper import paper_of
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization, Post
from tests.mechanisms.meetings.hall import Hall
from tests.mechanisms.meetings.test_views import as_opened, sign, signed_in
from tests.street import NOW, organization, user

pytestmark = pytest.mark.django_db
HEAD = {
    "place": "二楼会议室",
    "chair": "丁一",
    "recorder": "何二",
    "agenda": "车棚改造\n明年计划",
}  # only what is missing
AGENCIES = {"城管办": "孙六", "派出所": "李七"}
NAMED = ("organization", "kind", "when", "place", "chair", "recorder", "date")
LISTS = ("present", "leave", "absent", "observers")
NUMBER_IN_THE_YEAR, SIGNATURES = 1, 2


class Secretary:
    """Does a whole meeting by the forms of its pages; what a form does not have in it already is typed, and counted."""

    def __init__(self, hall: Hall, kind: str, of: Organization) -> None:
        self.who, self.typed = hall.office, 0
        self.chair = User.objects.filter(username="chair").first() or user("street_office", hall.root, "chair")
        self.client = signed_in(self.who)
        self.meeting = self.planned(kind, of)
        if not self.meeting.attendees.exists():
            circle = self.client.get(f"/h/{self.meeting.pk}/people").context["circles"][0]
            self.client.post(f"/h/{self.meeting.pk}/parties", {"all": circle.body.pk})

    def planned(self, kind: str, of: Organization) -> Meeting:
        """The day is the one proposed; what is not proposed is typed."""
        address = f"/h/new?kind={kind}&organization={of.pk}"
        proposed = self.client.get(address).context["form"].initial
        missing = {name: words for name, words in HEAD.items() if not proposed[name]}
        self.typed += len(missing)
        posted = as_opened(self.client, address, kind=kind, organization=of.pk, **missing)
        self.client.post("/h/new", posted)
        return Meeting.objects.latest("pk")

    def act(self, name: str, given: dict[str, Any] | None = None, **typed: str) -> None:
        self.typed += len(typed)
        self.client.post(f"/h/{self.meeting.pk}/act", {"act": name, **(given or {}), **typed})

    def run(self, *, votes: bool) -> None:
        """Everybody came but one; two items are talked over and decided, something follows from the second."""
        self.client = signed_in(self.who)
        self.act("mark_all")
        self.act("mark", {"mark": f"{self.meeting.attendees.latest('pk').pk}:leave"})
        for item in self.meeting.items.all():
            at = {"item": item.pk}
            self.act("jot", at, text="丁一：分两步走。")
            counted = {"approvals": "1"} if votes else {}
            self.act("resolve", at, text="同意，十二月底前做完。", **counted)
        self.act("follow_up", text="划线", person="物业", due_on="2027-12-20")
        self.act("hold")
        for part, who in (("recorder", self.who), ("chair", self.chair)):
            sign(signed_in(who), self.meeting.pk, part)
        self.meeting.refresh_from_db()


def paper_fields(meeting: Meeting) -> int:
    """What the paper form asks for and the minutes answer; a list of names counts once, however long it is."""
    paper = paper_of(meeting)
    head = sum(1 for name in (*NAMED, *LISTS) if paper[name]) + NUMBER_IN_THE_YEAR + SIGNATURES
    answers = [paper["counted"]]
    for item in paper["items"]:
        answers += [each["votes"] for each in item["resolutions"]]
    numbers = sum(len(re.findall(r"\d+", each)) for each in answers)
    texts = sum(
        1 + bool(item["speeches"]) + bool(item["dissent"]) + len(item["resolutions"]) for item in paper["items"]
    )
    follow_ups = sum(bool(each[name]) for each in paper["follow_ups"] for name in ("text", "owner", "due"))
    return head + numbers + texts + follow_ups


def with_agencies(hall: Hall) -> None:
    """The street has a secretary, and two agencies that it confers with."""
    Post.objects.create(organization=hall.root, title="书记", holder="高八")
    body = organization("行政组织党组", "party_group", hall.root, body="administrative")
    for name, secretary in AGENCIES.items():
        agency = organization(f"{name}党支部", "branch", body)
        Post.objects.create(organization=agency, title="书记", holder=secretary)


@pytest.mark.parametrize(
    ("kind", "votes", "typed", "paper"),
    [
        ("assembly", True, 9, 28),
        ("committee_meeting", True, 9, 30),
        ("theme_day", False, 7, 24),
        ("joint_conference", False, 9, 27),
    ],
)
def test_at_most_a_third_of_the_paper_forms_fields_is_typed_from_the_first_meeting_on(
    kind: str, votes: bool, typed: int, paper: int
) -> None:
    hall = Hall()
    with_agencies(hall)
    found = []
    of, day = hall.root if kind == "joint_conference" else hall.branch, NOW
    for _ in range(2):
        with time_machine.travel(day, tick=False):
            secretary = Secretary(hall, kind, of)
        day = secretary.meeting.starts_at + timedelta(minutes=90)
        with time_machine.travel(day, tick=False):
            secretary.run(votes=votes)
        assert secretary.meeting.state == "locked"
        found.append((secretary.typed, paper_fields(secretary.meeting)))
    assert found == [(typed, paper), (typed, paper)]
    assert typed * 3 <= paper
