"""What is done to units: covered by an organization, given an instructor, corrected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongjian.foundation import editing, history
from gongjian.foundation.changes import touch
from gongjian.foundation.refusals import Refused
from gongjian.registers.organizations.actions import found_organization, tell
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.registers.units.models import Cover, Unit
from gongjian.registers.units.terms import UnitState


@transaction.atomic
def found_branch(
    *, units: Sequence[Unit], name: str, parent: Organization, founded_on: date, by: Any, now: datetime
) -> Organization:
    """Set up a branch for one unit, or a joint branch (联合党支部) for several; raises Refused."""
    branch = found_organization(
        name=name,
        kind=OrganizationKind.BRANCH if len(units) == 1 else OrganizationKind.JOINT_BRANCH,
        parent=parent,
        founded_on=founded_on,
        community=units[0].community,
        by=by,
        now=now,
        reason=f"为{'、'.join(unit.name for unit in units)}成立"[:400],
    )
    cover(units=units, organization=branch, by=by, now=now)
    return branch


@transaction.atomic
def cover(*, units: Sequence[Unit], organization: Organization, by: Any, now: datetime, reason: str = "") -> None:
    """Let an organization cover (挂靠) units from now on, on its own list; raises Refused."""
    for unit in units:
        _refuse_namesake(unit, organization)
        Cover.objects.update_or_create(
            organization=organization,
            unit_name=unit.name,
            defaults={"unit": unit, "said_by_organization": True},
        )
    changes = {"covered_by": [None, organization.name]}
    note(units, verb="挂靠党组织", by=by, now=now, changes=changes, reason=reason)
    names = "、".join(unit.name for unit in units)
    tell(organization, "接收单位", changes={"units": [None, names]}, reason=reason, by=by, now=now)
    touch("organizations", [organization.pk])


def _refuse_namesake(unit: Unit, organization: Organization) -> None:
    """A list tells units apart by name: a second one of that name would push the first off it."""
    theirs = organization.covers.filter(unit_name=unit.name, unit__state=UnitState.ACTIVE)
    if theirs.exclude(unit=unit).exists():
        raise Refused(f"“{organization.name}”已经有一家同名的“{unit.name}”。先在单位档案里把名称写得不一样，再挂靠。")


@transaction.atomic
def release(*, covers: Sequence[Cover], by: Any, now: datetime, reason: str = "") -> None:
    """Take units off the list of the organization that covers them; those in no unit table just go."""
    for each in covers:
        told = {"units": [each.unit_name, None]}
        tell(each.organization, "移出单位", changes=told, reason=reason, by=by, now=now)
        changes = {"covered_by": [each.organization.name, None]}
        note([each.unit] if each.unit else [], verb="移出党组织", by=by, now=now, changes=changes, reason=reason)
    Unit.objects.filter(pk__in=[each.unit_id for each in covers if each.said_by_unit]).update(organization_text="")
    touch("organizations", [each.organization_id for each in covers])
    Cover.objects.filter(pk__in=[each.pk for each in covers]).delete()


@transaction.atomic
def move_covers(*, covers: Sequence[Cover], to: Organization, by: Any, now: datetime, reason: str = "") -> None:
    """Hand units from the list of one organization to that of another."""
    release(covers=covers, by=by, now=now, reason=reason)
    cover(units=[each.unit for each in covers if each.unit], organization=to, by=by, now=now, reason=reason)
    for each in covers:
        if not each.unit:
            Cover.objects.get_or_create(
                organization=to, unit_name=each.unit_name, defaults={"said_by_organization": True}
            )


def assign_instructor(*, unit: Unit, instructor: str, by: Any, now: datetime, reason: str = "") -> Unit:
    """Send a party-building instructor (党建指导员) to a unit."""
    return change(unit, verb="派党建指导员", by=by, now=now, reason=reason, instructor=instructor)


def correct_declared(*, unit: Unit, full: int, probationary: int, reason: str, by: Any, now: datetime) -> Unit:
    """Correct the numbers of members that the survey (摸底) gave for a unit."""
    return change(
        unit,
        verb="更正摸底数",
        by=by,
        now=now,
        reason=reason,
        members_total=full + probationary,
        members_full=full,
        members_probationary=probationary,
    )


@transaction.atomic
def change(unit: Unit, *, verb: str, by: Any, now: datetime, reason: str = "", **values: Any) -> Unit:
    """Set fields, with history; raises editing.Meanwhile when the row changed since it was fetched."""
    current, changes = editing.change(Unit.objects.all(), unit.pk, values, version=unit.version)
    note([current], verb=verb, by=by, now=now, changes=changes, reason=reason)
    return current


def note(units: Iterable[Unit], *, verb: str, by: Any, now: datetime, changes: dict[str, Any], reason: str) -> None:
    """A line of history for each unit, and the word to oversight that it happened."""
    units = list(units)
    history.record_many(
        history.line(
            by=by,
            now=now,
            verb=verb,
            subject_type="units",
            subject_id=unit.pk,
            subject=unit.name,
            org_path=unit.org_path,
            changes=changes,
            reason=reason,
        )
        for unit in units
    )
    touch("units", [unit.pk for unit in units])
