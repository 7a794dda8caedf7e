"""From a remedy's form to the action that carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongjian.registers.members import actions, branches
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization

Data = Mapping[str, Any]


def log_contact(member: Member, data: Data, *, by: Any, now: datetime) -> None:
    actions.log_contact(member=member, on=data["contacted_on"], note=data["note"], by=by, now=now)


def affiliate(member: Member, data: Data, *, by: Any, now: datetime) -> None:
    actions.affiliate(
        members=[member],
        organization=data["branch"],
        category=data.get("category", ""),
        by=by,
        now=now,
        reason="编入支部",
    )


def merge_branch(branch: Organization, data: Data, *, by: Any, now: datetime) -> None:
    branches.merge_branch(branch=branch, by=by, now=now, **data)


def divide_branch(branch: Organization, data: Data, *, by: Any, now: datetime) -> None:
    branches.divide_branch(branch=branch, parent=branch.parent or branch, by=by, now=now, **data)
