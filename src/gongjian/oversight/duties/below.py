"""How the periods that are due together stand, kept below each organization, so that the calendar counts no rows.

What is kept is of all below an organization, without its own: its own are few, and are counted when they are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.models import Max
from django.db.models.functions import Length

from gongjian.foundation import bulk
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.duties.models import Below
from gongjian.registers.organizations.counting import with_superiors
from gongjian.registers.organizations.models import Organization

DUE = ("duty", "label", "opens_on", "due_on")
NUMBERS = ("total", "done", "late", "excused")
SAME = ("organization_id", *DUE)
ALL = ", ".join((*SAME, *NUMBERS))

CHILDREN = """
    JOIN organizations_organization AS child ON child.id = organization_id
    JOIN organizations_organization AS superior ON superior.id = child.parent_id
"""
LEVEL = f"""
INSERT INTO duties_below ({ALL})
WITH parts ({ALL}) AS (
    SELECT superior.id, {", ".join(DUE)}, 1,
        CASE WHEN discharged_on <= due_on THEN 1 ELSE 0 END,
        CASE WHEN discharged_on > due_on THEN 1 ELSE 0 END,
        CASE WHEN discharged_on IS NULL AND excused THEN 1 ELSE 0 END
    FROM duties_occurrence {CHILDREN} WHERE {{chosen}}
    UNION ALL SELECT superior.id, {", ".join((*DUE, *NUMBERS))} FROM duties_below {CHILDREN} WHERE {{chosen}}
    UNION ALL SELECT organization_id, {", ".join((*DUE, *"0" * len(NUMBERS)))} FROM duties_below
    JOIN organizations_organization AS superior ON superior.id = organization_id WHERE {{chosen}}
), counted ({ALL}) AS (
    SELECT {", ".join(SAME)}, {", ".join(f"SUM({name})" for name in NUMBERS)} FROM parts GROUP BY {", ".join(SAME)}
)
SELECT {ALL} FROM counted WHERE NOT EXISTS (
    SELECT 1 FROM duties_below AS kept
    WHERE {" AND ".join(f"kept.{name} = counted.{name}" for name in (*SAME, *NUMBERS))}
)
ON CONFLICT ({", ".join(SAME)}) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in NUMBERS)}
"""  # noqa: S608 - names of our own


@transaction.atomic
def recount() -> int:
    """Count below every organization anew, from the lowest up; returns how many kept rows were wrong."""
    bulk.one_at_a_time("duties")
    longest = Organization.objects.aggregate(most=Max(Length("path")))["most"] or 0
    number = sum(level("LENGTH(superior.path) = %s", [length]) for length in range(longest - WIDTH, 0, -WIDTH))
    Below.objects.filter(total=0).delete()
    return number


@transaction.atomic
def refresh(ids: Iterable[int]) -> None:
    """Count again below all that stand above these organizations, from the lowest up."""
    bulk.one_at_a_time("duties")
    levels: dict[int, list[int]] = defaultdict(list)
    for row in bulk.by_key(Organization.objects, "id", with_superiors(ids), "id", "path"):
        levels[len(row["path"])].append(row["id"])
    for _, superiors in sorted(levels.items(), reverse=True):
        for portion in bulk.portions(superiors):
            level(f"superior.id IN ({', '.join(['%s'] * len(portion))})", portion)
            Below.objects.filter(organization__in=portion, total=0).delete()


def level(chosen: str, values: Sequence[int]) -> int:
    """Count below the superiors that are CHOSEN, all of one level; returns how many rows that changed."""
    with connection.cursor() as cursor:
        cursor.execute(LEVEL.format(chosen=chosen), [*values] * 3)
        return cursor.rowcount
