"""应到, 实到 and votes of one meeting, by the rule of its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from gongjian.foundation.rulebook import rule
from gongjian.mechanisms.meetings.models import Attendee, Meeting, Resolution
from gongjian.mechanisms.meetings.terms import Part, Presence
from gongjian.rules import NotInForce, citation
from gongjian.rules.voting import VotingRule, voting_rule

SHORT = 30


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
                counts[each.presence] += 1
    return Attendance(**counts)


def votes_at(meeting: Meeting) -> int:
    """How many with a vote came; no motion can have more votes."""
    return attendance(meeting.attendees.all()).voting_present


def overvoted(meeting: Meeting) -> str:
    """Which resolution has more votes than came with one, in words; "" when none has."""
    present = votes_at(meeting)
    for each in meeting.resolutions.filter(voted=True):
        if (cast := votes_cast(each)) > present:
            short = each.text if len(each.text) <= SHORT else f"{each.text[:SHORT]}…"
            return f"决议“{short}”票数合计 {cast}，比到会有表决权的 {present} 人多。请核对票数和到会登记。"
    return ""


def votes_cast(resolution: Resolution) -> int:
    return sum(each or 0 for each in (resolution.approvals, resolution.objections, resolution.abstentions))


def voting_rule_of(meeting: Meeting, decision: str = "") -> VotingRule | None:
    """How this kind of meeting decides by the texts of its day; None where it does not vote or no text is known.

    DECISION names another family of rules: admissions and elections are counted in a way of their own.
    """
    family = decision or meeting.declared.family
    if not family or not meeting.declared.family:
        return None
    day = timezone.localdate(meeting.starts_at)
    try:
        return voting_rule(family, ask=lambda key: rule(key, on=day))
    except NotInForce:
        return None


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether enough have come, how many are still wanted, and which text says so.

    `to_meet`: without them there is no meeting; otherwise it may go on and only decides nothing.
    """

    present: int
    due: int
    least: int
    citation: str
    to_meet: bool = False

    @property
    def met(self) -> bool:
        return self.present >= self.least

    @property
    def wanting(self) -> int:
        return max(self.least - self.present, 0)

    @property
    def purpose(self) -> str:
        """What they are needed for."""
        return "开会" if self.to_meet else "表决"

    @property
    def sentence(self) -> str:
        """应到有表决权 23 人，实到 18 人，要 12 人才能表决，已经够了。"""
        counted = f"应到有表决权 {self.due} 人，实到 {self.present} 人，要 {self.least} 人才能{self.purpose}"
        return f"{counted}，已经够了。" if self.met else f"{counted}，还差 {self.wanting} 人。"


def quorum_of(meeting: Meeting, counted: Attendance) -> Quorum | None:
    """By the rule of the day; None where nothing is put to the vote."""
    judged_by = voting_rule_of(meeting)
    if judged_by is None:
        return None
    least = judged_by.least_present(due=counted.voting_due)
    needed = meeting.declared.needs_quorum
    return Quorum(counted.voting_present, counted.voting_due, least, citation(judged_by.attendance), to_meet=needed)


def lacking(meeting: Meeting) -> str:
    """Why a meeting cannot count as held, in words; "" when nothing is in the way. One query."""
    counted = attendance(meeting.attendees.all())
    return shortfall(counted, quorum_of(meeting, counted))


def shortfall(counted: Attendance, quorum: Quorum | None) -> str:
    """Why so many are too few to have met, in words; a quorum wanted only to vote is no hindrance."""
    if not counted.present:
        return "还没有登记谁到会。先登记到会的人；会没有开成的，取消这次会议。"
    if quorum is None or quorum.met or not quorum.to_meet:
        return ""
    return f"{quorum.sentence}依据：{quorum.citation}。会没有开成的，取消这次会议，改天再开。"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A motion put to the vote: whether it is carried, how many votes in favor that takes, and by which text."""

    passed: bool
    quorate: bool
    least: int
    approvals: int
    citation: str

    @property
    def sentence(self) -> str:
        if not self.quorate:
            return "到会人数不够，表决无效。"
        return f"赞成 {self.approvals} 票，要 {self.least} 票，{'通过' if self.passed else '未通过'}。"


def is_rejected(resolution: Resolution, meeting: Meeting, counted: Attendance) -> bool:
    """否决: put to the vote and not carried, so that nothing is to be done about it."""
    outcome = outcome_of(resolution, meeting, counted)
    return outcome is not None and not outcome.passed


def outcome_of(resolution: Resolution, meeting: Meeting, counted: Attendance) -> Outcome | None:
    """What came of the vote; None where there was none, or no rule is known for that day."""
    judged_by = voting_rule_of(meeting, resolution.decision)
    if judged_by is None or not resolution.voted or resolution.approvals is None:
        return None
    due, present = counted.voting_due, counted.voting_present
    approvals = min(resolution.approvals, present)
    return Outcome(
        passed=judged_by.passed(due=due, present=present, approvals=approvals),
        quorate=judged_by.quorate(due=due, present=present),
        least=judged_by.least_approvals(due=due, present=present),
        approvals=resolution.approvals,
        citation=citation(judged_by.approval),
    )
