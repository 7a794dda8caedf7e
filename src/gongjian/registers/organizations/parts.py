"""A part of the tree as an address names it: an organization with all below it, or without the parts listed apart."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Concat, Length

from gongjian.foundation.tree import WIDTH, under
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind

WRITTEN = re.compile(r"([0-9]{1,18})(?:-([1-9]))?")
WITHOUT_BELOW = "（不含下级各行）"


class Part(NamedTuple):
    """The organization PK and all below it, but for what stands for a part of its own in the LEVELS next below."""

    pk: int
    levels: int = 0

    def __str__(self) -> str:
        return f"{self.pk}-{self.levels}" if self.levels else str(self.pk)


def part_from(text: str) -> Part | None:
    """The part an address means by TEXT ("12", "12-2"), None when it means none."""
    found = WRITTEN.fullmatch(text) if text.isascii() else None
    return Part(int(found[1]), int(found[2] or 0)) if found else None


def stands_for_part() -> Q:
    """Whether an organization is a line of its own on boards: it is above the branches, or answers for a community."""
    community = Place.objects.filter(org_path=OuterRef("path"), kind=PlaceKind.COMMUNITY)
    return ~Q(kind__in=BRANCH_KINDS) | Q(Exists(community))


def in_part(part: Part, field: str = "org_path") -> Q:
    """Rows whose path FIELD lies in PART; one query."""
    own = Organization.objects.filter(pk=part.pk).order_by().values_list("path")
    path, *inner = outer_first(own.union(apart_from(part, own), all=True) if part.levels else own) or [""]
    return under(field, path) & ~any_under(field, inner)


def apart_from(part: Part, own: Any) -> Any:
    """What stands for a part of its own below PART, whose path is what the query OWN gives."""
    path = Subquery(own[:1])
    below = Q(path__gt=path, path__lt=Concat(path, Value("~")))
    near = Q(depth__lte=Length(path) + part.levels * WIDTH)
    rows = Organization.objects.active().alias(depth=Length("path")).filter(below, near, stands_for_part())
    return rows.order_by().values_list("path")


def any_under(field: str, paths: Iterable[str]) -> Q:
    """Rows whose FIELD lies in one of the parts at PATHS."""
    found = Q(pk__in=[])
    for each in outermost(paths):
        found |= under(field, each)
    return found


def outer_first(rows: Any) -> list[str]:
    """The paths of ROWS in the order of the tree."""
    return sorted(path for (path,) in rows)


def outermost(paths: Iterable[str]) -> list[str]:
    """Those of PATHS that lie in none of the others."""
    found: list[str] = []
    for path in sorted(paths):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found
