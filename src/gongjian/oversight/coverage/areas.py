"""The rows of a board: parts of the tree, so that a street shows its communities and a city its districts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Q, Subquery

from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import WIDTH, depth, under
from gongjian.oversight.coverage.models import FindingQuerySet
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind

MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Area:
    """An organization that stands for its part of the tree; named after its community where it has one."""

    pk: int
    path: str
    name: str
    organization: str


@dataclass(frozen=True, slots=True)
class Areas:
    """The parts that a board is divided into, in tree order; `top` is what lies above them all."""

    top: Area | None
    paths: tuple[str, ...]
    rows: tuple[Area, ...]

    def of(self, path: str) -> int | None:
        """The index of the innermost area that PATH lies in, None when it lies in none."""
        while path:
            at = bisect_right(self.paths, path) - 1
            if at >= 0 and self.paths[at] == path:
                return at
            path = path[:-WIDTH]
        return None


def areas_for(user: Any, *, top: Area | None) -> Areas:
    """The areas at TOP and below it that USER may see: two levels down, or one where two would be too many rows."""
    start = top.path if top else ""
    paths = [start] if start else list(scope_of(user).paths(FindingQuerySet.view_permission))
    highest = min((depth(path) for path in paths), default=0)
    community = Place.objects.filter(org_path=OuterRef("path"), kind=PlaceKind.COMMUNITY).order_by("pk").values("name")
    rows = (
        Organization.objects.active()
        .filter(within(paths, "path"))
        .down_to(highest + 2)
        .annotate(community_name=Subquery(community[:1]))
        .filter(~Q(kind__in=BRANCH_KINDS) | Q(community_name__isnull=False) | Q(path__in=paths))
        .order_by("path")
    )
    near = rows.values_list("pk", "path", "name", "community_name")
    found = [Area(pk, path, community_name or name, name) for pk, path, name, community_name in near]
    if len(found) > MOST_ROWS:
        found = [area for area in found if depth(area.path) <= highest + 1]
    if top is None and len(paths) == 1:
        top = next(iter(found), None)
    return Areas(top, tuple(area.path for area in found), tuple(found))


def within(paths: Iterable[str], field: str = "org_path") -> Q:
    ranges = Q(pk__in=[])
    for path in paths:
        ranges |= under(field, path)
    return ranges


def area_at(user: Any, pk: str) -> Area | None:
    """The organization with this id as an area, when USER may see findings there."""
    if not pk.isdecimal() or len(pk) > 18:
        return None
    found = Organization.objects.active().filter(pk=int(pk)).values_list("pk", "path", "name").first()
    if found is None or not scope_of(user).holds(FindingQuerySet.view_permission, found[1]):
        return None
    pk_found, path, name = found
    return Area(pk_found, path, name, name)
