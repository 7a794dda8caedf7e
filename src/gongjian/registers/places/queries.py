"""Reads of places, always for a viewer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from gongjian.foundation.pages.paging import Page, page_of
from gongjian.registers.places.models import Place, PlaceQuerySet
from gongjian.registers.places.terms import PlaceKind

COMMUNITIES_AT_ONCE = 30


@dataclass(slots=True)
class Community:
    """A community (社区) with the places in it by kind, in the order of the terms."""

    place: Place
    inner: dict[PlaceKind, list[Place]] = field(default_factory=dict)

    @property
    def kinds(self) -> list[tuple[str, list[Place]]]:
        return [(kind.label, self.inner[kind]) for kind in PlaceKind if kind in self.inner]


def places_for(user: Any) -> PlaceQuerySet:
    return Place.objects.visible_to(user)


def communities_page(user: Any, query: Any) -> tuple[Page, list[Community]]:
    """The communities that QUERY (`q`, paging) asks for, each with its places; three queries."""
    rows = places_for(user).filter(kind=PlaceKind.COMMUNITY)
    if text := query.get("q", "").strip():
        inside = places_for(user).filter(name__contains=text).values("community_id")
        rows = rows.filter(name__contains=text) | rows.filter(pk__in=inside)
    page = page_of(rows, key="pinyin", query=query, size=COMMUNITIES_AT_ONCE)
    found = {each.pk: Community(each) for each in page.rows}
    for place in places_for(user).filter(community_id__in=found).order_by("pinyin", "pk"):
        found[place.community_id].inner.setdefault(PlaceKind(place.kind), []).append(place)
    return page, list(found.values())
