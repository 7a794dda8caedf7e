"""The periods owed as rows for programs: the command line and the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from gongjian.foundation.tree import under
from gongjian.oversight.duties.computing import Owed, Window, owed
from gongjian.registers.organizations.models import Organization

FEW = 2000


def lines(*, since: date, until: date, on: date, paths: tuple[str, ...] = ("",)) -> Iterator[dict[str, Any]]:
    """One line for every period due from SINCE until UNTIL at PATHS and below, as it stands ON a day."""
    names = dict(Organization.objects.values_list("pk", "name"))
    for each in owed(Window(since, until, on, few_at(paths))):
        if each.path.startswith(paths):
            yield line(each, names)


def few_at(paths: tuple[str, ...]) -> list[int] | None:
    """Ids of the organizations at PATHS and below, None when they are so many that all are as soon asked."""
    if "" in paths:
        return None
    below = reduce(or_, (under("path", path) for path in paths), Q(pk__in=[]))
    ids = list(Organization.objects.filter(below).values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else None


def line(each: Owed, names: dict[int, str]) -> dict[str, Any]:
    found, slot = each.occurrence, each.occurrence.slot
    return {
        "duty": each.duty.key,
        "organization": names[found.organization_id],
        "period": slot.key,
        "opens": slot.opens.isoformat(),
        "due": slot.due.isoformat(),
        "state": found.state.value,
        "discharged_by": f"{each.said.evidence or each.duty.key}/{found.subject_id}" if found.discharged_on else None,
        "discharged_on": found.discharged_on.isoformat() if found.discharged_on else None,
        "citation": each.duty.citation(slot.first),
    }
