"""How the periods pursued stand, kept at and below each organization, so that the board counts none of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.utils import timezone

from gongjian.foundation import bulk
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.duties.models import Occurrence, WorkTotals
from gongjian.oversight.duties.queries import pursued_since, standing_of
from gongjian.oversight.duties.terms import Standing
from gongjian.registers.organizations.counting import with_superiors
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationState

STANDINGS = (Standing.DONE, Standing.LATE, Standing.OVERDUE, Standing.EXCUSED)
SUMMED = (*(each.value for each in STANDINGS), "behind")
KEPT = (*SUMMED, "own_overdue")
NAMES = ", ".join(KEPT)
Sums = defaultdict[int, Counter[str]]

RECOUNT = f"""
INSERT INTO duties_totals (organization_id, {NAMES})
WITH RECURSIVE levels (cut) AS (
    SELECT {WIDTH} UNION ALL SELECT cut + {WIDTH} FROM levels
    WHERE cut < (SELECT MAX(LENGTH(path)) FROM organizations_organization)
), own AS (
    SELECT organization_id,
        SUM(CASE WHEN discharged_on <= due_on THEN 1 ELSE 0 END) AS done,
        SUM(CASE WHEN discharged_on > due_on THEN 1 ELSE 0 END) AS late,
        SUM(CASE WHEN discharged_on IS NULL AND NOT excused THEN 1 ELSE 0 END) AS overdue,
        SUM(CASE WHEN discharged_on IS NULL AND excused THEN 1 ELSE 0 END) AS excused
    FROM duties_occurrence WHERE due_on >= %s AND due_on < %s GROUP BY organization_id
), parts (organization_id, {NAMES}) AS (
    SELECT superior.id, done, late, overdue, excused,
        CASE WHEN owner.state = 'active' AND overdue > 0 THEN 1 ELSE 0 END,
        CASE WHEN superior.id = owner.id THEN overdue ELSE 0 END
    FROM own JOIN organizations_organization AS owner ON owner.id = own.organization_id
    JOIN levels ON cut <= LENGTH(owner.path)
    JOIN organizations_organization AS superior ON superior.path = SUBSTR(owner.path, 1, cut)
    UNION ALL SELECT organization_id, {", ".join("0" * len(KEPT))} FROM duties_totals
), counted (organization_id, {NAMES}) AS (
    SELECT organization_id, {", ".join(f"SUM({name})" for name in KEPT)} FROM parts GROUP BY organization_id
)
SELECT organization_id, {NAMES} FROM counted WHERE NOT EXISTS (
    SELECT 1 FROM duties_totals AS kept WHERE kept.organization_id = counted.organization_id
        AND {" AND ".join(f"kept.{name} = counted.{name}" for name in KEPT)}
)
ON CONFLICT (organization_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in KEPT)}
"""  # noqa: S608 - names of our own


def pursued(on: date) -> Q:
    """The periods that count on a day: due before it, and still pursued."""
    return Q(due_on__gte=pursued_since(on), due_on__lt=on)


@transaction.atomic
def recount(*, on: date) -> int:
    """Count at and below every organization anew, by one statement; returns how many kept rows were wrong."""
    bulk.one_at_a_time("duties")
    with connection.cursor() as cursor:
        cursor.execute(RECOUNT, [pursued_since(on), on])
        return cursor.rowcount


def prove() -> int:
    """Count anew what is kept of today; returns how many kept rows were wrong."""
    return recount(on=timezone.localdate())


@transaction.atomic
def refresh(ids: Iterable[int], *, on: date) -> None:
    """Count again at and below these organizations and all above them, from the lowest up.

    What lies right below and is not among them counts as it is kept.
    """
    bulk.one_at_a_time("duties")
    chosen = with_superiors(ids)
    sums, own = _right_below(chosen), _own(chosen, on)
    rows = list(bulk.by_key(Organization.objects.order_by(), "id", chosen, "id", "parent_id", "path", "state"))
    for row in sorted(rows, key=lambda row: len(row["path"]), reverse=True):
        total, mine = sums[row["id"]], own[row["id"]]
        total.update(mine)
        total["behind"] += mine["overdue"] > 0 and row["state"] == OrganizationState.ACTIVE
        sums[row["parent_id"]].update(total)
    _keep({row["id"]: {**sums[row["id"]], "own_overdue": own[row["id"]]["overdue"]} for row in rows})


def _keep(counted: Mapping[int, Mapping[str, int]]) -> None:
    """Write the rows that differ from what is kept."""
    rows = bulk.by_key(WorkTotals.objects, "organization_id", counted, "organization_id", *KEPT)
    kept = {row.pop("organization_id"): row for row in rows}
    wanted = {pk: {name: numbers.get(name, 0) for name in KEPT} for pk, numbers in counted.items()}
    nothing = dict.fromkeys(KEPT, 0)
    changed = [
        WorkTotals(organization_id=pk, **numbers) for pk, numbers in wanted.items() if numbers != kept.get(pk, nothing)
    ]
    WorkTotals.objects.bulk_create(
        changed, update_conflicts=True, unique_fields=["organization"], update_fields=KEPT, batch_size=1000
    )


def _right_below(ids: set[int]) -> Sums:
    """{id: the kept numbers of its children added up, but for those among IDS}."""
    sums: Sums = defaultdict(Counter)
    added = {f"{name}_": Sum(name) for name in SUMMED}
    for portion in bulk.portions(sorted(ids)):
        rows = WorkTotals.objects.filter(organization__parent__in=portion).exclude(organization__in=ids)
        grouped = rows.order_by().values_list("organization__parent")
        for parent, *numbers in grouped.annotate(**added):
            sums[parent].update(dict(zip(SUMMED, numbers, strict=True)))
    return sums


def _own(ids: set[int], on: date) -> Sums:
    """{id: {standing: its own periods that count}}."""
    conditions = standing_of(on)
    counted = {f"{each.value}_": Count("pk", filter=conditions[each]) for each in STANDINGS}
    sums: Sums = defaultdict(Counter)
    for portion in bulk.portions(sorted(ids)):
        rows = Occurrence.objects.filter(pursued(on), organization__in=portion).order_by()
        for pk, *numbers in rows.values_list("organization").annotate(**counted):
            sums[pk].update(dict(zip((each.value for each in STANDINGS), numbers, strict=True)))
    return sums
