"""Units found by any part of their name, its initials or the beginning of their code."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.named import Names, NameSearch
from gongjian.foundation.registry import Hit
from gongjian.registers.units.models import Unit
from gongjian.registers.units.queries import units_for
from gongjian.registers.units.terms import UnitKind

UNITS = NameSearch(Names("units", kind="kind", code="code"), Unit, units_for)


def find(user: Any, text: str, limit: int) -> list[Hit]:
    """At most LIMIT units USER may see; the search source of this register."""
    before, after = reverse("unit", args=[0]).rsplit("0", 1)
    found = UNITS.find(user, text, limit)
    return [Hit(each.name, UnitKind(each.kind).label, f"{before}{each.pk}{after}") for each in found]
