"""Organizations found by any part of their name as written or spelled, and by who holds a post in them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.asking import NO_SEARCH, Search
from gongjian.foundation.named import Names, NameSearch
from gongjian.foundation.people import PeopleSearch
from gongjian.foundation.registry import Hit
from gongjian.foundation.search import SHORTEST
from gongjian.registers.organizations.models import Organization, OrganizationQuerySet, Post, PostQuerySet
from gongjian.registers.organizations.terms import OrganizationKind

ORGANIZATIONS = NameSearch(Names("organizations", kind="kind"), Organization, OrganizationQuerySet.active)
SHOWN = ("holder", "title", "organization_id", "organization__name")
HOLDERS = PeopleSearch(Post, PostQuerySet.held, SHOWN, name="holder")


def find(user: Any, text: str, limit: int) -> Search:
    """At most LIMIT organizations USER may see; the search source of this register."""
    before, after = reverse("organization", args=[0]).rsplit("0", 1)
    found = ORGANIZATIONS.find(user, text, limit)
    return found.shown(lambda each: Hit(each.name, OrganizationKind(each.kind).label, f"{before}{each.pk}{after}"))


def find_holders(user: Any, text: str, limit: int) -> Search:
    """At most LIMIT people in office in organizations USER may see, two characters of their names at least."""
    typed = "".join(text.split()).lower()
    if len(typed) < SHORTEST:
        return NO_SEARCH
    before, after = reverse("organization", args=[0]).rsplit("0", 1)

    def hit(found: tuple[Any, ...]) -> Hit:
        _, holder, title, at_id, at = found
        return Hit(holder, f"{title}，{at}", f"{before}{at_id}{after}")

    return HOLDERS.find(user, typed, limit).shown(hit)
