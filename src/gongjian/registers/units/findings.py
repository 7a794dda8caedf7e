"""Who falls through the net among units: each finder is one query, whatever the scale.

The formal members of a unit are the larger of what it declared (摸底) and what the rosters know to work there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce, Greatest

from gongjian.foundation.registry import Finding
from gongjian.foundation.rulebook import rule
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.registers.units.models import Unit, UnitQuerySet, is_covered
from gongjian.registers.units.terms import UnitKind

EXEMPT_KINDS = (UnitKind.AGENCY, UnitKind.RESIDENTS_COMMITTEE)
INSTRUCTED_KINDS = (UnitKind.ENTERPRISE, UnitKind.SOCIAL_ORGANIZATION)


def active(among: Sequence[int] | None) -> UnitQuerySet:
    """Units still in the area; only those of AMONG when given."""
    rows = Unit.objects.active()
    return rows if among is None else rows.filter(pk__in=among)


def formal_members() -> Greatest:
    """The formal members of a unit: the larger of declared and registered."""
    return Greatest(F("members_full"), Coalesce(F("figures__full"), 0))


def in_need(among: Sequence[int] | None) -> UnitQuerySet:
    """Units no organization covers although one should, with their `formal` members."""
    return active(among).uncovered().exclude(kind__in=EXEMPT_KINDS).annotate(formal=formal_members())


def unit_needs_branch(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Uncovered units with formal members enough for a branch of their own."""
    least = rule("branch.min_full_members", on=on).number
    rows = in_need(among).filter(formal__gte=least)
    for pk, name, path, formal, full in rows.values_list("pk", "name", "org_path", "formal", "figures__full"):
        yield Finding(pk, name, path, detail={"formal": formal, "least": least, "registered": full or 0})


def unit_needs_joint_branch(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Uncovered units with some formal members, but too few for a branch of their own."""
    least = rule("branch.min_full_members", on=on).number
    rows = in_need(among).filter(formal__gt=0, formal__lt=least)
    for pk, name, path, formal, full in rows.values_list("pk", "name", "org_path", "formal", "figures__full"):
        yield Finding(pk, name, path, detail={"formal": formal, "least": least, "registered": full or 0})


def unit_needs_instructor(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Uncovered firms and social organizations without any formal member and without an instructor (党建指导员)."""
    rows = in_need(among).filter(kind__in=INSTRUCTED_KINDS, formal=0, instructor="")
    for pk, name, path, kind in rows.values_list("pk", "name", "org_path", "kind"):
        yield Finding(pk, name, path, detail={"kind": kind})


def members_unregistered(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Units that declared more members than the rosters know to work there."""
    registered = Coalesce(F("figures__full"), 0) + Coalesce(F("figures__probationary"), 0)
    rows = active(among).annotate(registered=registered).filter(members_total__gt=F("registered"))
    for pk, name, path, declared, known in rows.values_list("pk", "name", "org_path", "members_total", "registered"):
        yield Finding(pk, name, path, detail={"declared": declared, "registered": known})


def joint_branch_too_many_units(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Joint branches (联合党支部) that list more units than the rule allows."""
    most = rule("joint_branch.max_units", on=on).number
    joint = Organization.objects.active().filter(kind=OrganizationKind.JOINT_BRANCH, covers__said_by_organization=True)
    if among is not None:
        joint = joint.filter(pk__in=among)
    crowded = joint.order_by().values("pk", "name", "path").annotate(units=Count("covers")).filter(units__gt=most)
    for pk, name, path, units in crowded.values_list("pk", "name", "path", "units"):
        yield Finding(pk, name, path, detail={"units": units, "most": most})


def should_be_covered(units: UnitQuerySet) -> UnitQuerySet:
    """Those of UNITS that should have an organization or, without a formal member, an instructor."""
    return units.active().annotate(formal=formal_members()).filter(is_wanted())


def is_wanted() -> Q:
    """Whether a unit with its `formal` members should be covered."""
    return (Q(formal__gt=0) | Q(kind__in=INSTRUCTED_KINDS)) & ~Q(kind__in=EXEMPT_KINDS)


def only_instructed() -> Q:
    """Whether an instructor is all that a unit with its `formal` members has, and all it needs."""
    return Q(formal=0, kind__in=INSTRUCTED_KINDS) & ~Q(instructor="") & ~Q(is_covered())


def standing(units: Any, how: str) -> UnitQuerySet:
    """Those of UNITS that stand so to the organizations (a key of STANDINGS); each stands one way."""
    rows = units.annotate(formal=formal_members())
    if how == "organization":
        return rows.covered()
    if how == "instructor":
        return rows.filter(only_instructed())
    if how == "missing":
        return rows.uncovered().filter(is_wanted()).exclude(only_instructed())
    return rows.uncovered().exclude(is_wanted())


def standing_of(unit: Unit, *, covered: bool) -> str:
    """The same of one unit with its `figures`: the key of STANDINGS, the two counting alike."""
    wanted = unit.kind not in EXEMPT_KINDS and (formal_of(unit) > 0 or unit.kind in INSTRUCTED_KINDS)
    if covered or not wanted:
        return "organization" if covered else "exempt"
    return "instructor" if unit.instructor and not formal_of(unit) else "missing"


def formal_of(unit: Unit) -> int:
    """What its query counted already, else the larger of declared and registered."""
    known = getattr(unit, "formal", None)
    if known is not None:
        return known
    figures = getattr(unit, "figures", None)
    return max(unit.members_full, figures.full if figures else 0)
