"""What the calendar keeps of periods that are due together, and the same by going through them row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from gongjian.oversight.duties.models import Below, Occurrence
from gongjian.oversight.duties.queries import stands
from gongjian.registers.organizations.models import Organization

Key = tuple[Any, ...]
Numbers = tuple[int, int, int, int]


def kept_below() -> dict[Key, Numbers]:
    """{(organization, duty, label, opening, day): (all, done, late, excused)} as it is kept."""
    rows = Below.objects.values_list("organization", "duty", "label", "opens_on", "due_on", *NAMES)
    return {row[:5]: row[5:] for row in rows}


NAMES = ("total", "done", "late", "excused")


def counted_below() -> dict[Key, Numbers]:
    found: dict[Key, Counter[str]] = {}
    paths = dict(Organization.objects.values_list("pk", "path"))
    for each in Occurrence.objects.all():
        own = paths[each.organization_id]
        for above in (pk for pk, path in paths.items() if own.startswith(path) and own != path):
            numbers = found.setdefault((above, each.duty, each.label, each.opens_on, each.due_on), Counter())
            numbers.update(("total", how(each)))
    return {key: tuple(numbers[name] for name in NAMES) for key, numbers in found.items()}


def how(period: Occurrence) -> str:
    if period.discharged_on is None:
        return "excused" if period.excused else "owed"
    return "late" if period.discharged_on > period.due_on else "done"


def due_by_rows(rows: Iterable[Occurrence], on: date) -> dict[Key, dict[str, int]]:
    """{(duty, label, day): {how they stand: number}}."""
    found: dict[Key, Counter[str]] = {}
    for each in rows:
        found.setdefault((each.duty, each.label, each.due_on), Counter()).update([stands(each, on).value])
    return {key: dict(numbers) for key, numbers in found.items()}
