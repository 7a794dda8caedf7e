"""Where: communities (社区), and the estates, buildings and markets in them."""

from __future__ import annotations

from django.db import models

from gongjian.foundation.records import Named, Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.registers.places.terms import PlaceKind


class PlaceQuerySet(ScopedQuerySet):
    view_permission = "places.view"

    def communities(self) -> PlaceQuerySet:
        return self.filter(kind=PlaceKind.COMMUNITY).order_by("pinyin", "id")


class Place(Named, Record):
    """A place. `org_path` is the path of the organization in whose area it lies."""

    kind = models.CharField("类别", max_length=12, choices=PlaceKind.choices)
    community = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="inner")
    address = models.CharField("地址", max_length=200, blank=True)
    longitude = models.FloatField(null=True, blank=True, help_text="degrees")
    latitude = models.FloatField(null=True, blank=True, help_text="degrees")

    objects = PlaceQuerySet.as_manager()

    class Meta:
        db_table = "places_place"
        constraints = [models.UniqueConstraint(fields=["region", "kind", "name"], name="place_once")]
        indexes = [models.Index(fields=["org_path"], name="place_org_path")]
