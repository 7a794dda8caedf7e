"""应到, 实到 and votes of one meeting, by the rule of its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from gongjian.foundation.rulebook import rule
from gongjian.mechanisms.meetings.models import Attendee, Meeting, Resolution
from gongjian.mechanisms.meetings.terms import Part, Presence
from gongjian.rules import NotInForce
from gongjian.rules.voting import VotingRule, voting_rule


@dataclass(frozen=True, slots=True)
class Attendance:
    """How many should come and how many came; `voting` are those of them with a vote. Observers are counted apart.

    Who is excused from coming for good (aged, ill) is in `excluded` and in no other number.
    """

    due: int = 0
    present: int = 0
    leave: int = 0
    absent: int = 0
    voting_due: int = 0
    voting_present: int = 0
    observers: int = 0
    excluded: int = 0

    @property
    def unmarked(self) -> int:
        return self.due - self.present - self.leave - self.absent


def attendance(attendees: Iterable[Attendee]) -> Attendance:
    counts = dict.fromkeys(Attendance.__dataclass_fields__, 0)
    for each in attendees:
        came = each.presence == Presence.PRESENT
        if each.part == Part.OBSERVER:
            counts["observers"] += came
        elif each.excluded:
            counts["excluded"] += 1
        else:
            counts["due"] += 1
            counts["voting_due"] += each.votes
            counts["voting_present"] += each.votes and came
            if each.presence:
                counts[str(each.presence)] += 1
    return Attendance(**counts)


def voting_rule_of(meeting: Meeting) -> VotingRule | None:
    """How this kind of meeting decides by the texts of its day; None where it does not vote or no text is known."""
    if not meeting.declared.family:
        return None
    day = timezone.localdate(meeting.starts_at)
    try:
        return voting_rule(meeting.declared.family, ask=lambda key: rule(key, on=day))
    except NotInForce:
        return None


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough have come, and how many are still wanted."""

    present: int
    due: int
    least: int

    @property
    def met(self) -> bool:
        return self.present >= self.least

    @property
    def wanting(self) -> int:
        return max(self.least - self.present, 0)


def quorum_of(meeting: Meeting, counted: Attendance) -> Quorum | None:
    judged_by = voting_rule_of(meeting)
    if judged_by is None:
        return None
    return Quorum(counted.voting_present, counted.voting_due, judged_by.least_present(due=counted.voting_due))


def is_passed(resolution: Resolution, meeting: Meeting, counted: Attendance) -> bool | None:
    """Whether a motion put to the vote is carried; None where it was not, or no rule is known for that day."""
    judged_by = voting_rule_of(meeting)
    if judged_by is None or not resolution.voted or resolution.approvals is None:
        return None
    return judged_by.passed(due=counted.voting_due, present=counted.voting_present, approvals=resolution.approvals)
