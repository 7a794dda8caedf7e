"""From a remedy's form to the action that carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongjian.registers.organizations.actions import found_organization
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.registers.units import actions
from gongjian.registers.units.models import Unit

Data = Mapping[str, Any]


def found_branch(unit: Unit, data: Data, *, by: Any, now: datetime) -> None:
    founding = {key: data[key] for key in ("name", "parent", "founded_on")}
    actions.found_branch(units=data.get("units") or [unit], **founding, by=by, now=now)


def join_branch(unit: Unit, data: Data, *, by: Any, now: datetime) -> None:
    actions.cover(units=[unit], organization=data["branch"], by=by, now=now)


def assign_instructor(unit: Unit, data: Data, *, by: Any, now: datetime) -> None:
    actions.assign_instructor(unit=unit, instructor=data["instructor"], by=by, now=now)


def correct_declared(unit: Unit, data: Data, *, by: Any, now: datetime) -> None:
    actions.correct_declared(unit=unit, by=by, now=now, **data)


def move_units(branch: Organization, data: Data, *, by: Any, now: datetime) -> None:
    """To the branch chosen, or to a new one with the same superior."""
    to = data["branch"] or found_organization(
        name=data["name"].strip(),
        kind=OrganizationKind.JOINT_BRANCH,
        parent=branch.parent or branch,
        founded_on=data["founded_on"],
        community=branch.community,
        by=by,
        now=now,
        reason=f"从{branch.name}分出",
    )
    actions.move_covers(covers=data["covers"], to=to, by=by, now=now, reason=f"{branch.name}单位过多")
