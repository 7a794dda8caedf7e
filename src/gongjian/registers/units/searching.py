"""Units found by any part of their name, its initials or the beginning of their code."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.asking import Search
from gongjian.foundation.named import Names, NameSearch
from gongjian.foundation.registry import Hit
from gongjian.registers.units.models import Unit, UnitQuerySet
from gongjian.registers.units.terms import UnitKind

UNITS = NameSearch(Names("units", kind="kind", code="code"), Unit, UnitQuerySet.active)


def find(user: Any, text: str, limit: int) -> Search:
    """At most LIMIT units USER may see; the search source of this register."""
    before, after = reverse("unit", args=[0]).rsplit("0", 1)
    found = UNITS.find(user, text, limit)
    return found.shown(lambda each: Hit(each.name, UnitKind(each.kind).label, f"{before}{each.pk}{after}"))
