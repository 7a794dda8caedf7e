"""Places that sheets name: found, or made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from uuid import uuid4

from gongjian.foundation import bulk
from gongjian.foundation.journal import Journal
from gongjian.foundation.search import Naming, index_names
from gongjian.registers.places.models import Place
from gongjian.registers.places.naming import name_keys
from gongjian.registers.places.terms import PlaceKind

COMMUNITY_ENDING = re.compile(r"(社区)?(居民委员会|居委会)?$")
KIND_WORDS = {
    "市场": PlaceKind.MARKET,
    "花园": PlaceKind.ESTATE,
    "小区": PlaceKind.ESTATE,
    "苑": PlaceKind.ESTATE,
}


@lru_cache(maxsize=4096)
def community_name(text: str) -> str:
    """The full name of a community: 古村, 古村社区 and 古村社区居委会 are one."""
    return COMMUNITY_ENDING.sub("", text, count=1) + "社区"


def place_kind(name: str) -> PlaceKind:
    """What kind of place a name such as 东门灯具市场 tells of; a building unless it says otherwise."""
    return next((kind for word, kind in KIND_WORDS.items() if word in name), PlaceKind.BUILDING)


def communities(texts: Iterable[str | None], *, journal: Journal) -> dict[str, int]:
    """{full name: id} of the communities that TEXTS name; those not yet known are made."""
    names = {community_name(text) for text in texts if text}
    found = _found_or_made({(PlaceKind.COMMUNITY, name): {"name": name} for name in names}, journal=journal)
    return {name: place_id for (_, name), place_id in found.items()}


def community_ids(names: Iterable[str]) -> dict[str, int]:
    """{full name: id} of the known communities among NAMES."""
    return {row["name"]: row["id"] for row in bulk.by_key(Place.objects.communities(), "name", names, "id", "name")}


def inner_places(wanted: Mapping[str, tuple[int | None, str]], *, journal: Journal) -> dict[str, int]:
    """{name: id} of buildings, markets and estates; WANTED is {name: (community id, path of who is responsible)}."""
    rows = {
        (place_kind(name), name): {"name": name, "community_id": community, "org_path": path}
        for name, (community, path) in wanted.items()
    }
    return {name: place_id for (_, name), place_id in _found_or_made(rows, journal=journal).items()}


def _found_or_made(
    wanted: Mapping[tuple[PlaceKind, str], dict[str, Any]], *, journal: Journal
) -> dict[tuple[PlaceKind, str], int]:
    kinds = {kind for kind, _ in wanted}
    rows = bulk.by_key(Place.objects.filter(kind__in=kinds), "name", (name for _, name in wanted), "id", "kind", "name")
    found = {(PlaceKind(row["kind"]), row["name"]): row["id"] for row in rows}
    missing = sorted(key for key in wanted if key not in found)
    found |= dict(zip(missing, bulk.reserve_ids(Place, len(missing)), strict=True))
    bulk.insert(Place, [_row(found[key], key[0], wanted[key]) for key in missing])
    index_names("places", [Naming(found[key], key[1]) for key in missing], new=True)
    for key in missing:
        journal.tell("places", found[key], key[1], wanted[key].get("org_path", ""))
    return found


def _row(place_id: int, kind: PlaceKind, values: Mapping[str, Any]) -> dict[str, Any]:
    name = values["name"]
    return {
        "id": place_id,
        "uid": uuid4(),
        "kind": kind.value,
        "community_id": None,
        "org_path": "",
        **name_keys(name),
        **values,
    }
