"""One box over everything: each register says what it asks about what the viewer may see; all is asked at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongjian.foundation import asking, registry
from gongjian.foundation.registry import Hit

LONGEST = 40


@dataclass(frozen=True, slots=True)
class Group:
    label: str
    hits: Sequence[Hit]


def found(user: Any, text: str, *, limit: int) -> list[Group]:
    """At most LIMIT hits of each register that offers a search, empty groups left out."""
    wanted = text.strip()[:LONGEST]
    if not wanted:
        return []
    sources = sorted(registry.offers("searches"), key=lambda source: source.order)
    hits = asking.found([source.find(user, wanted, limit) for source in sources])
    return [Group(source.label, each) for source, each in zip(sources, hits, strict=True) if each]
