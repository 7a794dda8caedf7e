"""The direct counts that organizations and units keep of their members, brought in line in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q

from gongjian.foundation import bulk
from gongjian.foundation.changes import touch
from gongjian.registers.members.models import Member
from gongjian.registers.members.terms import MemberStatus
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.units.models import UnitFigures

COUNTED = ("full", "probationary")
FULL = Count("pk", filter=Q(status=MemberStatus.FULL))
PROBATIONARY = Count("pk", filter=Q(status=MemberStatus.PROBATIONARY))

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
    """Whose counts a change concerns: `note` each member as it was and as it is, then `write` once."""

    def __init__(self) -> None:
        self.members: set[int] = set()
        self.organizations: set[int | None] = set()
        self.units: set[int | None] = set()

    def note(self, member: Member) -> None:
        self.members.add(member.pk)
        self.organizations.add(member.organization_id)
        self.units.add(member.unit_id)

    def write(self) -> None:
        """Bring the counts in line, and note whom oversight has to judge again."""
        recount_organizations(self.organizations)
        recount_units(self.units)
        touch("members", self.members)


def recount_organizations(ids: Iterable[int | None]) -> None:
    """Count again the members on the roll that these organizations have; oversight judges the organizations again."""
    concerned = sorted({each for each in ids if each})
    touch("organizations", concerned)
    for portion in bulk.portions(concerned):
        paths = Organization.objects.filter(pk__in=portion).order_by("pk").values_list("pk", "path")
        _recount("organization", [OrganizationFigures(pk=pk, path=path) for pk, path in paths])


def recount_units(ids: Iterable[int | None]) -> None:
    """Count again the members on the roll who work in these units; oversight judges the units again."""
    concerned = sorted({each for each in ids if each})
    touch("units", concerned)
    for portion in bulk.portions(concerned):
        _recount("unit", [UnitFigures(pk=pk) for pk in portion])


@transaction.atomic(savepoint=False)
def _recount(link: str, rows: Sequence[Any]) -> None:
    """Fill in and write ROWS, in the order of their ids.

    They are locked before anything is counted: of two writers the second counts what the first has written.
    """
    if not rows:
        return
    kept, ids = type(rows[0])._default_manager, [each.pk for each in rows]
    kept.bulk_create(rows, ignore_conflicts=True, batch_size=1000)
    list(kept.select_for_update().filter(pk__in=ids).order_by("pk").values_list("pk"))
    on_roll = Member.objects.on_roll().filter(**{f"{link}__in": ids}).order_by().values_list(link)
    counts = {pk: found for pk, *found in on_roll.annotate(full=FULL, probationary=PROBATIONARY)}
    for each in rows:
        each.full, each.probationary = counts.get(each.pk, (0, 0))
    moved = ["path"] if link == "organization" else []
    kept.bulk_create(
        rows, update_conflicts=True, unique_fields=[link], update_fields=[*moved, *COUNTED], batch_size=1000
    )


@transaction.atomic
def recount() -> int:
    """Count all members anew, by two statements; returns how many kept counts were wrong or missing."""
    corrected = 0
    with connection.cursor() as cursor:
        for names in (OF_ORGANIZATIONS, OF_UNITS):
            _hold(cursor, names["table"])
            cursor.execute(RECOUNT.format(**names))
            corrected += cursor.rowcount
    return corrected


def _hold(cursor: Any, table: str) -> None:
    """Let nobody change counts while all are proven. SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
