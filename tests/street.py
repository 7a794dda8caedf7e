"""Small rows to build a street from, each with all that hangs on it: path, figures, search terms, grants."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from gongjian.foundation.tree import path_of
from gongjian.registers.access.models import Grant
from gongjian.registers.accounts.models import User
from gongjian.registers.members.counting import recount_organizations, recount_units
from gongjian.registers.members.models import Member
from gongjian.registers.members.naming import name_keys
from gongjian.registers.organizations import counting
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Cover, Unit, UnitFigures

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


def organization(
    name: str,
    kind: str = "branch",
    parent: Organization | None = None,
    *,
    full: int = 0,
    probationary: int = 0,
    **fields: Any,
) -> Organization:
    """An organization with figures as told, whether or not there are such members."""
    made = Organization.objects.create(name=name, kind=kind, parent=parent, **fields)
    made.path = made.org_path = path_of(made.pk, parent.path if parent else "")
    made.save()
    OrganizationFigures.objects.create(organization=made, path=made.path, full=full, probationary=probationary)
    counting.refresh([made.pk])
    return made


def community(name: str, owner: Organization) -> Place:
    place = Place.objects.create(name=name, kind="community", org_path=owner.path)
    Organization.objects.filter(pk=owner.pk).update(community=place)
    return place


def unit(name: str, kind: str = "enterprise", *, full: int = 0, probationary: int = 0, **fields: Any) -> Unit:
    """A unit with FULL and PROBATIONARY registered members, whether or not there are such members."""
    made = Unit.objects.create(name=name, kind=kind, **fields)
    UnitFigures.objects.create(unit=made, full=full, probationary=probationary)
    return made


def member(name: str, branch: Organization | None = None, **fields: Any) -> Member:
    """A member on the roll; the figures of branch and unit follow."""
    common = {"status": "full", "category": "resident", "org_path": branch.path if branch else ""}
    made = Member.objects.create(name=name, organization=branch, **{**common, **fields}, **name_keys(name))
    recount_organizations([made.organization_id])
    recount_units([made.unit_id])
    counting.refresh([branch.pk] if branch else [])
    return made


def cover(branch: Organization, covered: Unit | None = None, *, name: str = "", listed: bool = True) -> Cover:
    return Cover.objects.create(
        organization=branch,
        unit=covered,
        unit_name=covered.name if covered else name,
        said_by_organization=listed,
        said_by_unit=not listed,
    )


def user(role: str, at: Organization, username: str = "") -> User:
    """Someone with one role at one organization."""
    made = User.objects.create_user(username or f"{role}{at.pk}", password="secret-enough", name=f"{role}的人")
    Grant.objects.create(user=made, role=role, organization=at, org_path=at.path, from_on=date(2020, 1, 1))
    return made
