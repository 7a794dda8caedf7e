"""Which kind of organization fits a number of members, and what a branch of a size needs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongjian.rules.choosing import rule
from gongjian.rules.entries import NATION, Override

SizedKind = Literal["branch", "general_branch", "committee"]


@dataclass(frozen=True, slots=True)
class KindSizes:
    """From how many members, counted over the whole subtree, a 党总支 or a 党委 is set up."""

    general_branch_from: int
    committee_from: int

    def fitting(self, members: int) -> SizedKind:
        """The kind that fits so many members."""
        if members >= self.committee_from:
            return "committee"
        return "general_branch" if members >= self.general_branch_from else "branch"

    def fits(self, kind: str, members: int) -> bool:
        """Whether an organization may keep its kind: a 党总支 below, a 党委 not far below the size of a 党委."""
        if kind == "general_branch":
            return members < self.committee_from
        return kind != "committee" or members >= self.general_branch_from


@dataclass(frozen=True, slots=True)
class BranchSizes:
    """The thresholds of a branch (党支部) and a joint branch (联合党支部)."""

    min_full_members: int
    max_members: int
    committee_from_full_members: int
    max_units: int

    def too_small(self, full_members: int) -> bool:
        """Whether there are too few full members (正式党员) to stand alone."""
        return full_members < self.min_full_members

    def too_large(self, members: int) -> bool:
        """Whether there are more members, probationary included, than a branch should have."""
        return members > self.max_members

    def needs_committee(self, full_members: int) -> bool:
        """Whether a committee (支部委员会) must be elected."""
        return full_members >= self.committee_from_full_members

    def too_many_units(self, units: int) -> bool:
        """Whether a joint branch covers more units than it should."""
        return units > self.max_units


def kind_sizes(*, on: date, jurisdiction: str = NATION, overrides: Iterable[Override] = ()) -> KindSizes:
    """The sizes in force on this day in this jurisdiction."""
    decisions = tuple(overrides)
    general_branch, committee = (
        rule(key, on=on, jurisdiction=jurisdiction, overrides=decisions).number
        for key in ("organization.general_branch_from_members", "organization.committee_from_members")
    )
    return KindSizes(general_branch, committee)


def branch_sizes(*, on: date, jurisdiction: str = NATION, overrides: Iterable[Override] = ()) -> BranchSizes:
    """The thresholds in force on this day in this jurisdiction."""
    decisions = tuple(overrides)
    smallest, largest, committee, units = (
        rule(key, on=on, jurisdiction=jurisdiction, overrides=decisions).number
        for key in (
            "branch.min_full_members",
            "branch.max_members",
            "branch.committee_from_full_members",
            "joint_branch.max_units",
        )
    )
    return BranchSizes(smallest, largest, committee, units)
