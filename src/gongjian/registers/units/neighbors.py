"""What lies near a unit: others as small as it, and joint branches with room; always for a viewer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.db.models.functions import Coalesce

from gongjian.foundation.rulebook import rule
from gongjian.planning.distances import Spot
from gongjian.planning.joint_branches import (
    JointBranch,
    NearBranch,
    Proposal,
    SmallUnit,
    nearest_joint_branches,
    propose_group,
)
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.registers.units.findings import in_need
from gongjian.registers.units.models import Cover, Unit

NEAR_DEGREES = 0.02
AT_MOST = 200
SHOWN = 12


def near(unit: Unit, prefix: str = "") -> Q:
    """Units in the same community, or within about two kilometers where positions are known."""
    beside = Q(**{f"{prefix}community": unit.community_id}) if unit.community_id else Q(pk__in=[])
    if unit.longitude is None or unit.latitude is None:
        return beside
    return beside | Q(
        **{
            f"{prefix}longitude__range": (unit.longitude - NEAR_DEGREES, unit.longitude + NEAR_DEGREES),
            f"{prefix}latitude__range": (unit.latitude - NEAR_DEGREES, unit.latitude + NEAR_DEGREES),
        }
    )


def small_neighbors(unit: Unit, user: Any, on: date) -> dict[int, Unit]:
    """Units near this one that need a joint branch, itself among them, by id, each with its `formal` members."""
    least = rule("branch.min_full_members", on=on).number
    rows = in_need(None).visible_to(user).filter(near(unit) | Q(pk=unit.pk), formal__gt=0, formal__lt=least)
    return {each.pk: each for each in rows.select_related("place", "figures").order_by("pk")[:AT_MOST]}


def proposed_group(unit: Unit, neighbors: dict[int, Unit], on: date) -> Proposal | None:
    """The neighbors with whom UNIT had best found a joint branch."""
    return propose_group(
        small(unit),
        map(small, neighbors.values()),
        max_units=rule("joint_branch.max_units", on=on).number,
        min_members=rule("branch.min_full_members", on=on).number,
        max_members=rule("branch.max_members", on=on).number,
    )


def area_of(unit: Unit) -> str:
    """Where `near` looks, in words; "" where the register does not say where UNIT is."""
    parts = ["同一社区里" if unit.community_id else "", "周围两公里左右" if unit.longitude and unit.latitude else ""]
    return "和".join(filter(None, parts))


def joint_branches_near(unit: Unit, user: Any) -> dict[int, Organization]:
    """Joint branches near UNIT, with or without room, by id."""
    covering = Cover.objects.filter(near(unit, "unit__")).values("organization")
    rows = (
        Organization.objects.visible_to(user)
        .active()
        .filter(Q(pk__in=covering) | Q(community=unit.community_id, community__isnull=False))
        .filter(kind=OrganizationKind.JOINT_BRANCH)
        .annotate(
            units=Count("covers", filter=Q(covers__said_by_organization=True)),
            longitude=Avg("covers__unit__longitude"),
            latitude=Avg("covers__unit__latitude"),
            size=Coalesce(F("figures__full"), 0) + Coalesce(F("figures__probationary"), 0),
        )
    )
    return {each.pk: each for each in rows}


def with_room(unit: Unit, branches: dict[int, Organization], on: date) -> list[tuple[NearBranch, Organization]]:
    """Those of BRANCHES (from `joint_branches_near`) that can take UNIT, the nearest first."""
    places = [
        JointBranch(each.pk, each.units, each.size, Spot(str(each.community_id), each.longitude, each.latitude))  # type: ignore[attr-defined]
        for each in branches.values()
    ]
    nearest = nearest_joint_branches(
        small(unit),
        places,
        max_units=rule("joint_branch.max_units", on=on).number,
        max_members=rule("branch.max_members", on=on).number,
    )
    return [(each, branches[each.branch.key]) for each in nearest[:SHOWN]]


def small(unit: Unit) -> SmallUnit:
    """A unit (with `formal`, or its declared members) as planning sees it."""
    spot = Spot(str(unit.community_id), unit.longitude, unit.latitude)
    return SmallUnit(unit.pk, getattr(unit, "formal", unit.members_full), unit.industry, spot)
