"""The direct counts that organizations and units keep of their members, brought in line in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q

from gongjian.registers.members.models import Member
from gongjian.registers.members.terms import MemberStatus
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.units.models import UnitFigures

FULL = Count("pk", filter=Q(status=MemberStatus.FULL))
PROBATIONARY = Count("pk", filter=Q(status=MemberStatus.PROBATIONARY))


def recount_organizations(ids: Iterable[int | None]) -> None:
    """Count again the members on the roll that these organizations have."""
    counts = _counted("organization", wanted := sorted({each for each in ids if each}))
    rows = [
        OrganizationFigures(organization_id=pk, path=path, full=full, probationary=probationary)
        for pk, path in Organization.objects.filter(pk__in=wanted).values_list("pk", "path")
        for full, probationary in [counts.get(pk, (0, 0))]
    ]
    OrganizationFigures.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organization"],
        update_fields=["path", "full", "probationary"],
        batch_size=1000,
    )


def recount_units(ids: Iterable[int | None]) -> None:
    """Count again the members on the roll who work in these units."""
    counts = _counted("unit", wanted := sorted({each for each in ids if each}))
    rows = [
        UnitFigures(unit_id=pk, full=full, probationary=probationary)
        for pk in wanted
        for full, probationary in [counts.get(pk, (0, 0))]
    ]
    UnitFigures.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["unit"],
        update_fields=["full", "probationary"],
        batch_size=1000,
    )


def _counted(field: str, ids: list[int]) -> dict[int, tuple[int, int]]:
    rows = Member.objects.on_roll().filter(**{f"{field}__in": ids}).order_by().values_list(field)
    return {pk: (full, probationary) for pk, full, probationary in rows.annotate(FULL, PROBATIONARY)}
