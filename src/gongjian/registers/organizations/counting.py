"""What is counted at and below each organization, brought in line with the direct counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Q, Sum

from gongjian.foundation import bulk
from gongjian.foundation.tree import WIDTH, nodes
from gongjian.registers.organizations.models import Organization, OrganizationTotals
from gongjian.registers.organizations.terms import BRANCH_KINDS, OrganizationState

COUNTED = ("organizations", "branches", "full", "probationary", "children")
SUMMED = COUNTED[:-1]
OWN = ("pk", "parent_id", "path", "kind", "state", "figures__full", "figures__probationary")
NAMES = ", ".join(f'"{name}"' for name in COUNTED)
KEPT = tuple(f"totals__{name}" for name in COUNTED)

RECOUNT = f"""
INSERT INTO organizations_totals (organization_id, {NAMES})
WITH RECURSIVE levels (cut) AS (
    SELECT {WIDTH} UNION ALL SELECT cut + {WIDTH} FROM levels
    WHERE cut < (SELECT MAX(LENGTH(path)) FROM organizations_organization)
), own AS (
    SELECT owner.parent_id, owner.path, CASE WHEN state = 'active' THEN 1 ELSE 0 END AS stands,
        CASE WHEN state = 'active' AND kind IN ({", ".join(f"'{kind.value}'" for kind in BRANCH_KINDS)})
            THEN 1 ELSE 0 END AS branch,
        CASE WHEN state = 'active' THEN COALESCE(figures."full", 0) ELSE 0 END AS full_members,
        CASE WHEN state = 'active' THEN COALESCE(figures.probationary, 0) ELSE 0 END AS probationary_members
    FROM organizations_organization AS owner
    LEFT JOIN organizations_figures AS figures ON figures.organization_id = owner.id
), counted (organization_id, {NAMES}) AS (
    SELECT superior.id, SUM(stands), SUM(branch), SUM(full_members), SUM(probationary_members),
        SUM(CASE WHEN own.parent_id = superior.id THEN stands ELSE 0 END)
    FROM own JOIN levels ON cut <= LENGTH(own.path)
    JOIN organizations_organization AS superior ON superior.path = SUBSTR(own.path, 1, cut)
    GROUP BY superior.id
)
SELECT organization_id, {NAMES} FROM counted WHERE NOT EXISTS (
    SELECT 1 FROM organizations_totals AS kept WHERE kept.organization_id = counted.organization_id
        AND {" AND ".join(f'kept."{name}" = counted."{name}"' for name in COUNTED)}
)
ON CONFLICT (organization_id) DO UPDATE SET {", ".join(f'"{name}" = excluded."{name}"' for name in COUNTED)}
"""  # noqa: S608 - names of our own


def with_superiors(ids: Iterable[int]) -> set[int]:
    """IDS of organizations, and of all above them."""
    paths = (row["path"] for row in bulk.by_key(Organization.objects, "id", ids, "path"))
    return {each for path in paths for each in nodes(path)}


@transaction.atomic
def refresh(ids: Iterable[int]) -> None:
    """Count again at and below these organizations and all above them, from the lowest up.

    What lies right below and is not among them counts as it is kept: as many rows are read as there are children.
    """
    bulk.one_at_a_time("totals")
    chosen = with_superiors(ids)
    sums = _right_below(chosen)
    rows = list(bulk.by_key(Organization.objects.order_by(), "id", chosen, *OWN, *KEPT))
    changed = []
    for row in sorted(rows, key=lambda row: len(row["path"]), reverse=True):
        total = sums[row["pk"]]
        if row["state"] == OrganizationState.ACTIVE:
            total.update(_own(row))
            sums[row["parent_id"]]["children"] += 1
        sums[row["parent_id"]].update({name: total[name] for name in SUMMED})
        if any(row[kept] != total[name] for kept, name in zip(KEPT, COUNTED, strict=True)):
            changed.append(OrganizationTotals(organization_id=row["pk"], **{name: total[name] for name in COUNTED}))
    OrganizationTotals.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["organization"], update_fields=COUNTED, batch_size=1000
    )


def _own(row: Mapping[str, Any]) -> dict[str, int]:
    """What a standing organization itself adds to the counts."""
    return {
        "organizations": 1,
        "branches": int(row["kind"] in BRANCH_KINDS),
        "full": row["figures__full"] or 0,
        "probationary": row["figures__probationary"] or 0,
    }


def _right_below(ids: set[int]) -> defaultdict[int, Counter[str]]:
    """{id: the kept counts of its children added up, but for those among IDS}."""
    sums: defaultdict[int, Counter[str]] = defaultdict(Counter)
    added = {f"{name}_": Sum(f"totals__{name}", default=0) for name in SUMMED}
    stand = Count("pk", filter=Q(state=OrganizationState.ACTIVE))
    for portion in bulk.portions(sorted(ids)):
        rows = Organization.objects.filter(parent_id__in=portion).exclude(pk__in=ids)
        for parent, *counts in rows.order_by().values_list("parent_id").annotate(**added, children_=stand):
            sums[parent].update(dict(zip(COUNTED, counts, strict=True)))
    return sums


@transaction.atomic
def recount() -> int:
    """Count at and below every organization anew, by one statement; returns how many kept rows were wrong."""
    bulk.one_at_a_time("totals")
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT)
        return cursor.rowcount
