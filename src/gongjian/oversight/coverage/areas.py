"""The rows of a board: parts of the tree, so that a street shows its communities and a city its districts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery

from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import WIDTH, ancestors, depth, under
from gongjian.oversight.coverage.models import FindingQuerySet
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.parts import Part, stands_for_part
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind

MOST_ROWS = 60


@dataclass(frozen=True, slots=True)
class Area:
    """An organization that stands for its part of the tree; named after its community where it has one.

    PART is that part without what has a row of its own on the board, and IS_DIVIDED says whether a board of its own
    would have other rows than this one.
    """

    pk: int
    path: str
    name: str
    part: Part
    is_divided: bool = False


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
    standing = Organization.objects.active().filter(stands_for_part() | Q(path__in=paths), within(paths, "path"))
    two_levels = standing.down_to(highest + 2)
    community = Place.objects.filter(org_path=OuterRef("path"), kind=PlaceKind.COMMUNITY).order_by("pk").values("name")
    parts = Organization.objects.active().filter(stands_for_part(), parent=OuterRef("pk"))
    rows = (
        two_levels.annotate(too_many=Exists(two_levels[MOST_ROWS : MOST_ROWS + 1]))
        .filter(Q(too_many=False) | Q(length__lte=(highest + 1) * WIDTH))
        .annotate(community_name=Subquery(community[:1]), is_divided=Exists(parts))
        .order_by("path")
    )
    near = list(rows.values_list("pk", "path", "name", "community_name", "is_divided", "too_many"))
    levels = 1 if near and near[0][-1] else 2
    above = {each for row in near for each in ancestors(row[1])[:-1]}
    found = [
        Area(
            pk,
            path,
            community_name or name,
            Part(pk, highest + levels - depth(path) if path in above else 0),
            divided and path not in paths,
        )
        for pk, path, name, community_name, divided, _ in near
    ]
    if top is None and len(paths) == 1:
        top = next((replace(area, part=Part(area.pk)) for area in found), None)
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
    return Area(pk_found, path, name, Part(pk_found))
