"""Which small units (单位) might found a joint branch (联合党支部) together, or which one they might join.

The principles are those of the regulation: adjacent, of a similar trade, of a suitable size. A proposal starts from
one unit and is exact among its nearest neighbors: every group of them is weighed.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from gongjian.planning.distances import Spot, meters_between, same_community

REACH_M = 1_000
"""How far members are expected to walk to a meeting; farther units are asked only when the near ones do not suffice."""

BAND_M = 100
"""Differences in distance below this do not matter."""

NEIGHBORS = 12
"""How many of the nearest units are weighed against one another."""


@dataclass(frozen=True, slots=True)
class SmallUnit:
    """A unit with too few full members (正式党员) for a branch of its own; ``industry`` is empty where unknown."""

    key: int
    full_members: int
    industry: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class JointBranch:
    """A joint branch that stands: how many units it covers and how many members, probationary included, it has."""

    key: int
    unit_count: int
    member_count: int
    spot: Spot


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a unit or a branch was proposed, seen from the unit that asked; no distance where a position is missing."""

    key: int
    distance_m: int | None
    same_community: bool
    same_industry: bool


@dataclass(frozen=True, slots=True)
class Proposal:
    """Units that might found a joint branch: the asking unit first, the others by distance, a reason for each other."""

    units: tuple[SmallUnit, ...]
    full_members: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class NearBranch:
    """A joint branch with room."""

    branch: JointBranch
    distance_m: int | None
    same_community: bool


def propose_group(
    unit: SmallUnit, candidates: Iterable[SmallUnit], *, max_units: int, min_members: int, max_members: int
) -> Proposal | None:
    """The best group around a unit, or None where its neighbors cannot make up a joint branch.

    Candidates are the units without any branch; those without or with enough full members are passed over. A group
    has at most ``max_units`` units and from ``min_members`` to ``max_members`` full members. Better is, in this order:
    nobody nearby left over without enough partners, less spread (in steps of 100 m), more units, more of the same
    industry, the shorter distance. The order of the candidates does not matter.
    """
    known = [one for one in candidates if one.key != unit.key and 0 < one.full_members < min_members]
    reachable = sorted((one for one in known if _comparable(unit, one)), key=lambda one: _nearness(unit, one))
    near = [one for one in reachable if _gap(unit, one) <= REACH_M]
    for neighbors in (near[:NEIGHBORS], reachable[:NEIGHBORS]):
        groups = _groups(unit, neighbors, max_units=max_units, least=min_members, most=max_members)
        best = min(groups, key=lambda group: _cost(group, neighbors, min_members), default=None)
        if best:
            return _proposal(best)
    return None


def nearest_joint_branches(
    unit: SmallUnit, branches: Iterable[JointBranch], *, max_units: int, max_members: int
) -> list[NearBranch]:
    """The joint branches that have room for a unit, the nearest first.

    Room means fewer than ``max_units`` units, and no more than ``max_members`` members after the unit has joined.
    Where a position is missing, those of the same community come before the others.
    """
    roomy = [
        one for one in branches if one.unit_count < max_units and one.member_count + unit.full_members <= max_members
    ]
    found = [NearBranch(one, meters_between(unit.spot, one.spot), same_community(unit.spot, one.spot)) for one in roomy]
    return sorted(found, key=_branch_order)


def _groups(
    unit: SmallUnit, neighbors: Sequence[SmallUnit], *, max_units: int, least: int, most: int
) -> Iterator[tuple[SmallUnit, ...]]:
    for size in range(1, max_units):
        for others in combinations(neighbors, size):
            if least <= unit.full_members + sum(one.full_members for one in others) <= most:
                yield (unit, *others)


def _cost(group: tuple[SmallUnit, ...], neighbors: Sequence[SmallUnit], min_members: int) -> tuple[object, ...]:
    unit, *others = group
    gaps = [_gap(one, other) for one, other in combinations(group, 2)]
    return (
        _left_over(group, neighbors, min_members),
        max(gaps) // BAND_M,
        -len(group),
        sum(not _same_industry(unit, one) for one in others),
        sum(gaps),
        [_nearness(unit, one) for one in others],
    )


def _left_over(group: tuple[SmallUnit, ...], neighbors: Sequence[SmallUnit], min_members: int) -> int:
    rest = [one for one in neighbors if one not in group]
    return len(rest) if sum(one.full_members for one in rest) < min_members else 0


def _proposal(group: tuple[SmallUnit, ...]) -> Proposal:
    unit, *others = group
    reasons = tuple(
        Reason(
            one.key,
            meters_between(unit.spot, one.spot),
            same_community(unit.spot, one.spot),
            _same_industry(unit, one),
        )
        for one in others
    )
    return Proposal(group, sum(one.full_members for one in group), reasons)


def _comparable(one: SmallUnit, other: SmallUnit) -> bool:
    return meters_between(one.spot, other.spot) is not None or same_community(one.spot, other.spot)


def _gap(one: SmallUnit, other: SmallUnit) -> int:
    distance = meters_between(one.spot, other.spot)
    if distance is not None:
        return distance
    return REACH_M if same_community(one.spot, other.spot) else 2 * REACH_M


def _nearness(unit: SmallUnit, other: SmallUnit) -> tuple[int, bool, int]:
    return _gap(unit, other), not _same_industry(unit, other), other.key


def _same_industry(one: SmallUnit, other: SmallUnit) -> bool:
    return bool(one.industry) and one.industry == other.industry


def _branch_order(near: NearBranch) -> tuple[bool, int, bool, int]:
    return near.distance_m is None, near.distance_m or 0, not near.same_community, near.branch.key
