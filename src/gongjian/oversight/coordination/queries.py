"""What is open anywhere, for a viewer: whatever folders offer, each under its own rules of who sees it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from gongjian.foundation import registry
from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import ancestors
from gongjian.foundation.work import OpenItem
from gongjian.oversight.coordination.terms import ABOVE, ABOVE_LABEL, FROM_DAYS, NOBODY, Age, Lateness
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body

VIEW = "coordination.view"
AT_MOST = 5_000


@dataclass(frozen=True, slots=True)
class Opened:
    """One open item, and what it is put together by. `days` is how long it has been open."""

    kind: str
    label: str
    item: OpenItem
    body: str
    days: int
    days_late: int

    @property
    def who(self) -> str:
        return self.item.waits_for or NOBODY

    @property
    def age(self) -> Age:
        return next(age for age, days in FROM_DAYS.items() if self.days >= days)

    @property
    def late(self) -> Lateness:
        return Lateness.LATE if self.days_late else Lateness.DUE


def opened_for(user: Any, *, on: date) -> list[Opened]:
    """All that is open and USER may see, the oldest first; one query for each folder that offers any, and one more."""
    if not may_see_some(user):
        return []
    bodies = body_paths()
    found = [
        opened(source.key, source.label, item, bodies, on)
        for source in registry.offers("open_items")
        for item in islice(source.find(user=user, on=on), AT_MOST)
    ]
    return sorted(found, key=lambda each: (each.item.since, each.item.due or date.max, each.item.title))


def opened(kind: str, label: str, item: OpenItem, bodies: Mapping[str, str], on: date) -> Opened:
    body = next((bodies[path] for path in ancestors(item.org_path) if path in bodies), ABOVE)
    late = max((on - item.due).days, 0) if item.due else 0
    return Opened(kind, label, item, body, max((on - item.since).days, 0), late)


def body_paths() -> dict[str, str]:
    """{path: which body} of the three regional bodies, wherever there are some."""
    return dict(Organization.objects.active().exclude(body="").values_list("path", "body"))


def may_see_some(user: Any) -> bool:
    """The page is one for all; what stands on it is each folder's to show."""
    return scope_of(user).holds_somewhere(VIEW)


def body_label(key: str) -> str:
    return ABOVE_LABEL if key == ABOVE else Body(key).label
