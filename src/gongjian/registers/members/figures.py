"""The direct counts beside the rows they count: changed by differences in the same transaction, proven by recounts."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.db import connection, models
from django.db.models import F

from gongjian.foundation.changes import touch
from gongjian.registers.members.models import Member
from gongjian.registers.members.terms import MemberState
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.units.models import UnitFigures

RECOUNT = """
INSERT INTO {table} ({link}, {path_column} "full", probationary)
SELECT owner.id, {path} COALESCE(counted.full_members, 0), COALESCE(counted.probationary_members, 0)
FROM {owners} AS owner LEFT JOIN {table} AS kept ON kept.{link} = owner.id LEFT JOIN (
    SELECT {link} AS id,
        SUM(CASE WHEN status = 'full' THEN 1 ELSE 0 END) AS full_members,
        SUM(CASE WHEN status = 'full' THEN 0 ELSE 1 END) AS probationary_members
    FROM members_member WHERE state = 'active' AND {link} IS NOT NULL GROUP BY {link}
) AS counted ON counted.id = owner.id
WHERE counted.id IS NOT NULL OR kept.{link} IS NOT NULL
ON CONFLICT ({link}) DO UPDATE
SET {path_set} "full" = excluded."full", probationary = excluded.probationary
WHERE {path_differs} {table}."full" <> excluded."full" OR {table}.probationary <> excluded.probationary
"""
OF_ORGANIZATIONS = {
    "link": "organization_id",
    "table": "organizations_figures",
    "owners": "organizations_organization",
    "path": "owner.path,",
    "path_column": "path,",
    "path_set": "path = excluded.path,",
    "path_differs": "organizations_figures.path <> excluded.path OR",
}
OF_UNITS = {
    "link": "unit_id",
    "table": "units_figures",
    "owners": "units_unit",
    **dict.fromkeys(("path", "path_column", "path_set", "path_differs"), ""),
}


class Tally:
    """What a change does to the counts: `take` a member as it was, `give` it back as it is, then `write` once.

    Differences are added in the database, so that writers at the same time do not overwrite each other's.
    """

    def __init__(self) -> None:
        self.members: set[int] = set()
        self.organizations: Counter[tuple[int, str]] = Counter()
        self.units: Counter[tuple[int, str]] = Counter()

    def take(self, member: Member) -> None:
        self._count(member, -1)

    def give(self, member: Member) -> None:
        self._count(member, 1)

    def _count(self, member: Member, by: int) -> None:
        self.members.add(member.pk)
        if member.state != MemberState.ACTIVE:
            return
        if member.organization_id:
            self.organizations[member.organization_id, member.status] += by
        if member.unit_id:
            self.units[member.unit_id, member.status] += by

    def write(self) -> None:
        """Change the counts, and note whom oversight has to judge again."""
        organizations = sorted({pk for pk, _ in self.organizations})
        paths = dict(Organization.objects.filter(pk__in=organizations).values_list("pk", "path"))
        for pk in organizations:
            add(OrganizationFigures, pk, differences(self.organizations, pk), {"path": paths[pk]})
        units = sorted({pk for pk, _ in self.units})
        for pk in units:
            add(UnitFigures, pk, differences(self.units, pk), {})
        touch("members", self.members)
        touch("organizations", organizations)
        touch("units", units)


def differences(counter: Counter[tuple[int, str]], pk: int) -> dict[str, int]:
    """{status: how many more} of one owner, without those that cancel out."""
    return {status: count for (owner, status), count in counter.items() if owner == pk and count}


def add(figures: type[models.Model], pk: int, counts: dict[str, int], defaults: dict[str, Any]) -> None:
    if counts:
        figures._default_manager.get_or_create(pk=pk, defaults=defaults)
        changes = {status: F(status) + count for status, count in counts.items()}
        figures._default_manager.filter(pk=pk).update(**changes)


def recount() -> int:
    """Count all members anew, by two statements; returns how many kept counts were wrong or missing."""
    with connection.cursor() as cursor:
        corrected = 0
        for names in (OF_ORGANIZATIONS, OF_UNITS):
            cursor.execute(RECOUNT.format(**names))
            corrected += cursor.rowcount
    return corrected
