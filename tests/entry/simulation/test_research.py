"""Research in a simulated year: questions are looked into, and what they show goes its way to the end."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from gongjian.entry.simulation.workers import worker_of
from gongjian.entry.simulation.year import begin
from gongjian.foundation.history import Entry
from gongjian.foundation.work import Chance, Workday
from gongjian.mechanisms.meetings.actions import call_meeting, plan_meeting
from gongjian.mechanisms.meetings.models import Item
from gongjian.mechanisms.research import workday as research
from gongjian.mechanisms.research.models import Consequence, Note, Problem, Study
from gongjian.oversight.duties.models import Duty
from gongjian.oversight.handovers import workday as handovers
from tests.street import organization

FIRST, DAYS = date(2025, 1, 1), 240


@pytest.fixture
def days(db: None) -> list[Workday]:
    """Eight months of a street that keeps its books, with a meeting of the street in each."""
    root = organization("某街道党工委", "working_committee")
    for number in range(40):
        organization(f"第{number}社区党委", "committee", root)
    begin(since=FIRST, seed=11)
    worker, chance = worker_of(), Chance(11)
    made = [Workday(FIRST + timedelta(days=each), chance, worker) for each in range(DAYS)]
    for each in made:
        if each.on.day == 25:
            values: dict[str, Any] = {"kind": "joint_conference", "title": "联席会议", "starts_at": each.at(9)}
            meeting = plan_meeting(root, values, by=None, now=made[0].at(8))
            call_meeting(meeting, notice="请准时参加。", by=None, now=made[0].at(8))
    return made


def lived(days: list[Workday]) -> int:
    return sum(research.work(day) + handovers.work(day) for day in days)


@pytest.mark.slow
def test_a_few_questions_a_year_are_followed_to_their_end_and_once(days: list[Workday]) -> None:
    assert lived(days) > 0
    assert 5 <= Study.objects.filter(state="finished").count() <= 40
    assert Note.objects.count() >= 2 * Study.objects.filter(state="finished").count()
    assert Consequence.objects.exists()
    became = Problem.objects.order_by("became").values_list("became", flat=True).distinct()
    assert {*became} == {"", "duty", "topic"}
    assert Item.objects.filter(pk__in=Problem.objects.filter(became="topic").values("became_id")).exists()
    assert Duty.objects.count() == Problem.objects.filter(became="duty").count()
    assert {*Problem.objects.values_list("state", flat=True)} >= {"closed", "turned"}
    before = Entry.objects.count()
    assert lived(days) == 0
    assert Entry.objects.count() == before
