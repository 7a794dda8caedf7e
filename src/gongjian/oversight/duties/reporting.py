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
from gongjian.rules.owing import Slot

FEW = 2000


def lines(*, since: date, until: date, on: date, paths: tuple[str, ...] = ("",)) -> Iterator[dict[str, Any]]:
    """One line for every period due from SINCE until UNTIL at PATHS and below, as it stands ON a day."""
    names = dict(Organization.objects.values_list("pk", "name"))
    asked: dict[tuple[str, Slot], dict[str, Any]] = {}
    for each in owed(Window(since, until, on, few_at(paths))):
        if each.path.startswith(paths):
            period = each.duty.key, each.occurrence.slot
            if period not in asked:
                asked[period] = asked_of(each)
            yield asked[period] | done_by(each, names)


def few_at(paths: tuple[str, ...]) -> list[int] | None:
    """Ids of the organizations at PATHS and below, None when they are so many that all are as soon asked."""
    if "" in paths:
        return None
    below = reduce(or_, (under("path", path) for path in paths), Q(pk__in=[]))
    ids = list(Organization.objects.filter(below).values_list("pk", flat=True)[: FEW + 1])
    return ids if len(ids) <= FEW else None


def asked_of(each: Owed) -> dict[str, Any]:
    """The whole line, in its order, with what it says of the period whoever owes it."""
    slot = each.occurrence.slot
    return {
        "duty": each.duty.key,
        "organization": "",
        "period": slot.key,
        "opens": slot.opens.isoformat(),
        "due": slot.due.isoformat(),
        "state": "",
        "discharged_by": None,
        "discharged_on": None,
        "citation": each.duty.citation(each.duty.deciding(slot.first, slot.due)),
    }


def done_by(each: Owed, names: dict[int, str]) -> dict[str, Any]:
    """What the line says of the organization that owes the period."""
    found = each.occurrence
    done = found.discharged_on
    return {
        "organization": names[found.organization_id],
        "state": found.state.value,
        "discharged_by": f"{each.said.evidence or each.duty.key}/{found.subject_id}" if done else None,
        "discharged_on": done.isoformat() if done else None,
    }
