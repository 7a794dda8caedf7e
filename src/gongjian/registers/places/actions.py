"""Changes to places, each with its line of history."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gongjian.foundation import editing
from gongjian.foundation.history import record
from gongjian.foundation.search import Naming, index_names
from gongjian.registers.places.models import Place
from gongjian.registers.places.naming import name_keys


class PlaceTaken(ValueError):
    """A place of this kind has this name already."""


@transaction.atomic
def add_place(values: Mapping[str, Any], *, community: Place, by: Any, now: datetime) -> Place:
    """Add an estate, a building or a market to a community; raises PlaceTaken."""
    _refuse_taken(values["kind"], values["name"])
    keys = name_keys(values["name"])
    place = Place.objects.create(**values, **keys, community=community, org_path=community.org_path)
    index_names("places", [Naming(place.pk, place.name)], new=True)
    _tell(place, "新增", by=by, now=now)
    return place


@transaction.atomic
def edit_place(place: Place, values: Mapping[str, Any], *, version: int, by: Any, now: datetime) -> Place:
    """Set VALUES unless someone else was faster (`Meanwhile`); raises PlaceTaken."""
    columns = dict(values)
    if "name" in values:
        _refuse_taken(values.get("kind", place.kind), values["name"], but=place.pk)
        columns |= name_keys(values["name"])
    edited, changes = editing.change(Place.objects.all(), place.pk, columns, version=version)
    told = {name: pair for name, pair in changes.items() if name in values}
    if told:
        _tell(edited, "修改", changes=told, by=by, now=now)
    if "name" in told:
        index_names("places", [Naming(edited.pk, edited.name)])
    return edited


def _refuse_taken(kind: str, name: str, *, but: int | None = None) -> None:
    if Place.objects.filter(kind=kind, name=name).exclude(pk=but).exists():
        raise PlaceTaken(f"已经有一个“{name}”了。请写得更细一些，例如加上路名。")


def _tell(place: Place, verb: str, *, by: Any, now: datetime, **more: Any) -> None:
    record(
        verb=verb,
        subject_type="places",
        subject_id=place.pk,
        subject=place.name,
        org_path=place.org_path,
        by=by,
        now=now,
        **more,
    )
