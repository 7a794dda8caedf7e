"""What other folders add to a record's page: sections of their own, and tabs that lead to their lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjian.foundation import registry

ASIDE_BELOW = 100
APART_FROM = 900


@dataclass(frozen=True, slots=True)
class Section:
    """A panel with what its template shows. Those of an order below ASIDE_BELOW stand in the right column."""

    label: str
    template: str
    context: dict[str, Any]
    aside: bool


@dataclass(frozen=True, slots=True)
class TabLink:
    label: str
    url: str
    count: int | None


def sections_for(page: str, user: Any, subject: Any, *, on: date, apart: bool | None = None) -> list[Section]:
    """The panels that other folders offer for a page ("organization", "unit", "member"), as this viewer sees them.

    A page with much on it gives those of an order from APART_FROM on a tab of their own: APART asks for these, or for
    the others only.
    """
    offered = (each for each in registry.panels(page) if apart is None or (each.order >= APART_FROM) is apart)
    found = ((panel, panel.context(user, subject, on)) for panel in offered)
    return [
        Section(panel.label, panel.template, dict(context), panel.order < ASIDE_BELOW)
        for panel, context in found
        if context is not None
    ]


def tabs_for(page: str, user: Any, subject: Any) -> list[TabLink]:
    """The tabs that other folders offer for a page, with how many are behind each."""
    found = ((tab, tab.show(user, subject)) for tab in registry.tabs(page))
    return [TabLink(tab.label, *shown) for tab, shown in found if shown is not None]
