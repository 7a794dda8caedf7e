"""One box over everything: each register answers for itself, and only with what the viewer may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from gongjian.foundation import registry
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
    groups = [Group(source.label, source.find(user, wanted, limit)) for source in sources]
    return [group for group in groups if group.hits]
