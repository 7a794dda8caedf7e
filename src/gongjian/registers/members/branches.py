"""Branches reshaped together with the members they have: divided because too large, merged because too small."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongjian.registers.members.actions import affiliate
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.actions import end_organization, found_organization, tell
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.registers.units.actions import move_covers
from gongjian.registers.units.models import Cover


@transaction.atomic
def divide_branch(
    *,
    branch: Organization,
    name: str,
    parent: Organization,
    founded_on: date,
    members: Sequence[Member],
    by: Any,
    now: datetime,
) -> Organization:
    """Found a second branch under PARENT and give it MEMBERS; raises Refused."""
    new = found_organization(
        name=name,
        kind=OrganizationKind.BRANCH,
        parent=parent,
        founded_on=founded_on,
        community=branch.community,
        by=by,
        now=now,
        reason=f"从{branch.name}分出",
    )
    affiliate(members=members, organization=new, by=by, now=now, reason=f"{branch.name}分设支部")
    changes = {"members": [None, f"{len(members)} 名党员转到{new.name}"]}
    tell(branch, "分设支部", changes=changes, by=by, now=now)
    return new


@transaction.atomic
def merge_branch(*, branch: Organization, into: Organization, ended_on: date, by: Any, now: datetime) -> None:
    """Give the members and units of BRANCH to another and end it; raises Refused."""
    reason = f"{branch.name}并入{into.name}"
    affiliate(
        members=list(Member.objects.on_roll().filter(organization=branch)),
        organization=into,
        by=by,
        now=now,
        reason=reason,
    )
    covers = Cover.objects.filter(organization=branch).select_related("organization", "unit")
    move_covers(covers=list(covers), to=into, by=by, now=now, reason=reason)
    end_organization(branch, on=ended_on, reason=reason, by=by, now=now)
