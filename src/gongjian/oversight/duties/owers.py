"""Which organizations owe a duty, and from when the calendar asks them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q

from gongjian.foundation.tree import ancestors
from gongjian.oversight.duties.models import Start
from gongjian.oversight.duties.schedules import DutyInForce
from gongjian.oversight.duties.terms import Needs
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Standing

HAS_COMMITTEE = Q(committee_size__gt=0)


def owing(duty: DutyInForce) -> Q:
    """The organizations of the duty's kinds or bodies, those chosen by hand always."""
    change = duty.changes[-1] if duty.changes else None
    said: Any = change or duty.text
    asked = Q(kind__in=list(said.kinds)) | (Q(body__in=list(said.bodies)) if said.bodies else Q(pk__in=[]))
    if said.needs == Needs.COMMITTEE:
        asked &= HAS_COMMITTEE
    return asked | Q(pk__in=change.chosen.values("pk")) if change is not None else asked


def starts() -> dict[str, date]:
    """{path: the first day on which anything is owed there and below}."""
    return dict(Start.objects.values_list("path", "first"))


def start_at(path: str, begun: dict[str, date]) -> date | None:
    """The start of the nearest organization above PATH, or its own, that has one."""
    return next((begun[each] for each in reversed(ancestors(path)) if each in begun), None)


def standings(duty: DutyInForce, among: Sequence[int] | None) -> list[tuple[Standing, str]]:
    """(how long it stands, its path) of everyone who owes the duty or did so before it ended."""
    rows = Organization.objects.filter(owing(duty))
    if among is not None:
        rows = rows.filter(pk__in=among)
    found = rows.order_by("path").values_list("pk", "founded_on", "ended_on", "path")
    return [(Standing(pk, founded, ended), path) for pk, founded, ended, path in found]
