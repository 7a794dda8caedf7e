"""Who has to be there and how many must agree: quorums (法定人数) and votes (表决), by the rules of the meeting's day.

Everything is counted in whole people. "应到" is `due`, those with a vote who should come; "实到" is `present`, those of
them who came; `approvals` are the votes in favor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from gongjian.rules.entries import Rule

DUE, PRESENT = "应到会", "实到会"

FAMILIES = {
    "assembly": ("assembly.attendance", "assembly.approval", "assembly.approval_base"),
    "committee": ("committee_meeting.attendance", "committee_meeting.approval", "committee_meeting.approval_base"),
    "admission": ("admission.attendance", "admission.approval", "admission.approval_base"),
    "election": ("election.quorum", "election.majority", "election.majority_base"),
}


class UnfitCount(ValueError):
    """The numbers contradict one another: more came than should, or more agreed than came."""


@dataclass(frozen=True, slots=True)
class VotingRule:
    """How one kind of decision is taken: the attendance it needs, the approval it needs, and of whom."""

    attendance: Rule
    approval: Rule
    base: Rule

    @property
    def of_due(self) -> bool:
        """Whether approvals are measured against 应到 (and not 实到)."""
        return str(self.base.value).startswith(DUE)

    def least_present(self, *, due: int) -> int:
        """How many of DUE have to come; nobody due can never meet, so one has to."""
        return max(least(self.attendance, of=due), 1)

    def quorate(self, *, due: int, present: int) -> bool:
        """Whether enough came to decide anything; raises UnfitCount."""
        checked(due, present)
        return present >= self.least_present(due=due)

    def least_approvals(self, *, due: int, present: int) -> int:
        """How many votes in favor carry the motion."""
        return max(least(self.approval, of=due if self.of_due else present), 1)

    def passed(self, *, due: int, present: int, approvals: int) -> bool:
        """Whether a motion is carried: enough came, and enough of them agreed; raises UnfitCount."""
        checked(due, present, approvals)
        return self.quorate(due=due, present=present) and approvals >= self.least_approvals(due=due, present=present)


def voting_rule(family: str, *, ask: Callable[[str], Rule]) -> VotingRule:
    """The rule for a family of FAMILIES. ASK gives the entry of a key on the day of the meeting.

    Raises what ASK raises: NotInForce where no text known to us says how such a meeting decided on that day.
    """
    return VotingRule(*(ask(key) for key in FAMILIES[family]))


def least(rule: Rule, *, of: int) -> int:
    """The smallest whole number that satisfies a share of so many: at least (``>=``) it, or more than (``>``) it."""
    if not isinstance(rule.value, Fraction):
        raise TypeError(f"{rule.key!r} is not a share but {rule.value!r}")
    exact = rule.value * of
    return ceil(exact) if rule.operator == ">=" else floor(exact) + 1


def checked(due: int, present: int, approvals: int = 0) -> None:
    if not 0 <= approvals <= present <= due:
        raise UnfitCount(f"due {due}, present {present}, approvals {approvals}")
