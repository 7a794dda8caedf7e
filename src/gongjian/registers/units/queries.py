"""Reads of units, always for a viewer."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet

from gongjian.foundation.prepared import asked
from gongjian.foundation.scope import scope_of
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind
from gongjian.registers.units.models import Cover, Unit, UnitQuerySet

CHOICES_AT_MOST = 300


def units_for(user: Any) -> UnitQuerySet:
    """Units still in the area that USER may see."""
    return Unit.objects.visible_to(user).active()


def listed_units_for(user: Any) -> UnitQuerySet:
    """The same with all that a list shows; three queries at any length."""
    covers = Prefetch("covers", Cover.objects.effective().select_related("organization"), to_attr="effective_covers")
    return units_for(user).select_related("community", "place", "figures").prefetch_related(covers)


def covers_of(unit: Unit) -> QuerySet[Cover]:
    """Which standing organizations cover a unit."""
    return Cover.objects.effective().filter(unit=unit).select_related("organization").order_by("organization__pinyin")


def community_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    rows = Place.objects.visible_to(user).communities()
    return as_choices("communities", user, rows)


def place_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    """Buildings and markets, the kinds of place that have many units."""
    rows = Place.objects.visible_to(user).filter(kind__in=[PlaceKind.BUILDING, PlaceKind.MARKET])
    return as_choices("buildings and markets", user, rows.order_by("pinyin", "pk"))


def as_choices(name: str, user: Any, rows: QuerySet[Place]) -> list[tuple[str, str]]:
    """ROWS, which follow from USER's scope alone, to choose from."""
    found = asked(name, user, scope_of(user), lambda: rows.values_list("pk", "name")[:CHOICES_AT_MOST])
    return [(str(pk), name) for pk, name in found]
