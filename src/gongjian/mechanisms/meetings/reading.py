"""One meeting as its pages show it: the people, what was decided and how that stands, in few queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjian.mechanisms.meetings.counting import (
    Attendance,
    Outcome,
    Quorum,
    attendance,
    outcome_of,
    quorum_of,
    shortfall,
)
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Item, Meeting, Resolution
from gongjian.mechanisms.meetings.paper import owner_of
from gongjian.mechanisms.meetings.terms import Part, Reply


@dataclass(frozen=True, slots=True)
class Decided:
    """A resolution with what came of its vote, and what follows from it."""

    resolution: Resolution
    outcome: Outcome | None


@dataclass(frozen=True, slots=True)
class Topic:
    """An item of the agenda with what was decided on it."""

    item: Item
    decided: tuple[Decided, ...]


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up, who does it, and where it stands on a day: a mark and words."""

    follow_up: FollowUp
    owner: str
    mark: str
    stage: str


def task(each: FollowUp, on: date) -> Task:
    if each.closed_on:
        return Task(each, owner_of(each), "full", f"{each.closed_on.month} 月 {each.closed_on.day} 日办结")
    if each.due_on and each.due_on < on:
        return Task(each, owner_of(each), "none", f"逾期 {(on - each.due_on).days} 天")
    return Task(each, owner_of(each), "half", "在办")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the pages of one meeting show."""

    meeting: Meeting
    people: tuple[Attendee, ...]
    counted: Attendance
    quorum: Quorum | None
    topics: tuple[Topic, ...]
    suggested: tuple[Item, ...]
    apart: tuple[Decided, ...]
    follow_ups: tuple[Task, ...]

    @property
    def due(self) -> list[Attendee]:
        return [each for each in self.people if each.part == Part.DUE and not each.excluded]

    @property
    def observers(self) -> list[Attendee]:
        return [each for each in self.people if each.part == Part.OBSERVER and not each.excluded]

    @property
    def excluded(self) -> list[Attendee]:
        return [each for each in self.people if each.excluded]

    @property
    def silent(self) -> int:
        """How many of those due have not replied."""
        return sum(1 for each in self.due if each.reply == Reply.NONE)

    @property
    def coming(self) -> int:
        return sum(1 for each in self.due if each.reply == Reply.COMING)

    @property
    def lacking(self) -> str:
        """Why too few have come for it to be a meeting, in words; "" when enough have."""
        return shortfall(self.counted, self.quorum)

    @property
    def votes(self) -> bool:
        return bool(self.meeting.declared.family)


def read(meeting: Meeting, *, on: date) -> Reading:
    """All of one meeting as it stands on a day; four queries."""
    people = tuple(meeting.attendees.all())
    counted = attendance(people)
    decided: dict[int | None, list[Decided]] = defaultdict(list)
    for each in meeting.resolutions.all():
        decided[each.item_id].append(Decided(each, outcome_of(each, meeting, counted)))
    items: list[Any] = list(meeting.items.all())
    return Reading(
        meeting=meeting,
        people=people,
        counted=counted,
        quorum=quorum_of(meeting, counted),
        topics=tuple(Topic(each, tuple(decided[each.pk])) for each in items if not each.suggested),
        suggested=tuple(each for each in items if each.suggested),
        apart=tuple(decided[None]),
        follow_ups=tuple(task(each, on) for each in meeting.follow_ups.select_related("owner")),
    )
