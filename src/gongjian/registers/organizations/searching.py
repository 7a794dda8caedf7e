"""Organizations found by any part of their name or its initials."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.named import Names, NameSearch
from gongjian.foundation.registry import Hit
from gongjian.registers.organizations.models import Organization, OrganizationQuerySet
from gongjian.registers.organizations.terms import OrganizationKind

ORGANIZATIONS = NameSearch(Names("organizations", kind="kind"), Organization, OrganizationQuerySet.active)


def find(user: Any, text: str, limit: int) -> list[Hit]:
    """At most LIMIT organizations USER may see; the search source of this register."""
    before, after = reverse("organization", args=[0]).rsplit("0", 1)
    found = ORGANIZATIONS.find(user, text, limit)
    return [Hit(each.name, OrganizationKind(each.kind).label, f"{before}{each.pk}{after}") for each in found]
