"""The periods owed as rows for programs: the command line and the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from gongjian.oversight.duties.computing import Owed, Window, owed
from gongjian.registers.organizations.models import Organization


def lines(*, since: date, until: date, on: date, path: str = "") -> Iterator[dict[str, Any]]:
    """One line for every period due from SINCE until UNTIL at PATH and below, as it stands ON a day."""
    names = dict(Organization.objects.values_list("pk", "name"))
    for each in owed(Window(since, until, on)):
        if each.path.startswith(path):
            yield line(each, names)


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
