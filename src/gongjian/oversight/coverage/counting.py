"""What the board counts, kept at and below each organization, so that no page counts what lies below it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection
from django.db.models import Count, Sum

from gongjian.foundation import bulk
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.coverage.models import Expected, Finding, Tally
from gongjian.oversight.coverage.terms import ALL_FINDINGS, MISSING, SHOULD
from gongjian.registers.organizations.models import Organization

Sums = defaultdict[int, Counter[str]]

RECOUNT = f"""
INSERT INTO coverage_tally (organization_id, key, number)
WITH RECURSIVE levels (cut) AS (
    SELECT {WIDTH} UNION ALL SELECT cut + {WIDTH} FROM levels
    WHERE cut < (SELECT MAX(LENGTH(path)) FROM organizations_organization)
), found AS (
    SELECT org_path, rule, COUNT(*) AS number FROM coverage_finding GROUP BY org_path, rule
), expected AS (
    SELECT org_path, kind, missing, COUNT(*) AS number FROM coverage_expected GROUP BY org_path, kind, missing
), own (path, key, number) AS (
    SELECT org_path, rule, number FROM found UNION ALL SELECT org_path, '{ALL_FINDINGS}', number FROM found
    UNION ALL SELECT org_path, '{SHOULD}' || kind, number FROM expected
    UNION ALL SELECT org_path, '{MISSING}' || kind, number FROM expected WHERE missing
), parts AS (
    SELECT superior.id AS organization_id, key, number FROM own JOIN levels ON cut <= LENGTH(own.path)
    JOIN organizations_organization AS superior ON superior.path = SUBSTR(own.path, 1, cut)
    UNION ALL SELECT organization_id, key, 0 FROM coverage_tally
), counted (organization_id, key, number) AS (
    SELECT organization_id, key, SUM(number) FROM parts GROUP BY organization_id, key
)
SELECT organization_id, key, number FROM counted WHERE NOT EXISTS (
    SELECT 1 FROM coverage_tally AS kept WHERE kept.organization_id = counted.organization_id
        AND kept.key = counted.key AND kept.number = counted.number
)
ON CONFLICT (organization_id, key) DO UPDATE SET number = excluded.number
"""  # noqa: S608 - names of our own


def recount() -> int:
    """Count at and below every organization anew, by one statement; returns how many kept numbers were wrong."""
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        return cursor.rowcount


def refresh(ids: Iterable[int]) -> None:
    """Count again at and below these organizations, from the lowest up. IDS holds all that is above any of them.

    What lies right below and is not among them counts as it is kept.
    """
    chosen = set(ids)
    rows = list(bulk.by_key(Organization.objects.order_by(), "id", chosen, "id", "parent_id", "path"))
    sums = _right_below(chosen)
    _add_own(sums, {row["path"]: row["id"] for row in rows})
    for row in sorted(rows, key=lambda row: len(row["path"]), reverse=True):
        sums[row["parent_id"]].update(sums[row["id"]])
    _keep({row["id"]: sums[row["id"]] for row in rows})


def _right_below(ids: set[int]) -> Sums:
    """{id: the kept numbers of its children added up, but for those among IDS}."""
    sums: Sums = defaultdict(Counter)
    for portion in bulk.portions(sorted(ids)):
        rows = Tally.objects.filter(organization__parent__in=portion, number__gt=0).exclude(organization__in=ids)
        for parent, key, number in rows.order_by().values_list("organization__parent", "key").annotate(n=Sum("number")):
            sums[parent][key] += number
    return sums


def _add_own(sums: Sums, ids: dict[str, int]) -> None:
    """Add what lies at the paths of IDS {path: id} themselves."""
    for portion in bulk.portions(sorted(ids)):
        found = Finding.objects.filter(org_path__in=portion).order_by().values_list("org_path", "rule")
        for path, rule, number in found.annotate(number=Count("pk")):
            sums[ids[path]].update({rule: number, ALL_FINDINGS: number})
        expected = Expected.objects.filter(org_path__in=portion).order_by().values_list("org_path", "kind", "missing")
        for path, kind, missing, number in expected.annotate(number=Count("pk")):
            sums[ids[path]].update({SHOULD + kind: number, **({MISSING + kind: number} if missing else {})})


def _keep(counted: dict[int, Counter[str]]) -> None:
    """Write the numbers that differ from what is kept."""
    kept: Sums = defaultdict(Counter)
    for row in bulk.by_key(Tally.objects, "organization_id", counted, "organization_id", "key", "number"):
        kept[row["organization_id"]][row["key"]] = row["number"]
    changed = [
        Tally(organization_id=each, key=key, number=numbers[key])
        for each, numbers in counted.items()
        for key in sorted(numbers.keys() | kept[each].keys())
        if numbers[key] != kept[each][key]
    ]
    Tally.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["organization", "key"], update_fields=["number"], batch_size=1000
    )
