"""Communities, estates, buildings and markets found by any part of their name as written or spelled."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.asking import Search
from gongjian.foundation.named import Names, NameSearch
from gongjian.foundation.registry import Hit
from gongjian.registers.places.models import Place, PlaceQuerySet
from gongjian.registers.places.terms import PlaceKind

PLACES = NameSearch(Names("places", kind="kind"), Place, PlaceQuerySet.all)


def find(user: Any, text: str, limit: int) -> Search:
    """At most LIMIT places USER may see, each leading to its community; the search source of this register."""
    page = reverse("places")
    found = PLACES.find(user, text, limit)
    return found.shown(lambda each: Hit(each.name, PlaceKind(each.kind).label, f"{page}?{urlencode({'q': each.name})}"))
