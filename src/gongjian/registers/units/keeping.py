"""The register of units kept by hand: units entered, changed, and gone from the area."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from gongjian.foundation import editing, registry
from gongjian.foundation.changes import touch
from gongjian.foundation.history import record
from gongjian.foundation.records import made_with
from gongjian.foundation.search import Naming, forget_names, index_names
from gongjian.registers.organizations.areas import root_path
from gongjian.registers.places.models import Place
from gongjian.registers.units.intake import name_keys
from gongjian.registers.units.models import Unit, UnitFigures
from gongjian.registers.units.terms import UnitState
from gongjian.registers.units.ties import link_ties


class CodeTaken(ValueError):
    """Another unit in the area has this code."""


def path_at(community: Place | None) -> str:
    """Who answers for a unit in COMMUNITY: the community's organization, else the root."""
    return (community.org_path if community else "") or root_path()


@transaction.atomic
def enter_unit(values: Mapping[str, Any], *, by: Any, now: datetime) -> Unit:
    """Enter a unit that moved in or was overlooked; raises CodeTaken. With a `uid` entered before it is that unit."""
    path = path_at(values.get("community"))
    if "uid" in values and (made := made_with(Unit.objects.filter(org_path=path), values["uid"])):
        return made
    refuse_taken(values.get("code", ""))
    columns = {**values, **name_keys(values["name"]), "members_total": declared(values, Unit())}
    unit = Unit.objects.create(**columns, org_path=path)
    UnitFigures.objects.create(unit=unit)
    index_names("units", [Naming(unit.pk, unit.name, unit.code)], new=True)
    _find_ties(unit)
    tell(unit, "新增", by=by, now=now)
    return unit


@transaction.atomic
def edit_unit(unit: Unit, values: Mapping[str, Any], *, version: int, by: Any, now: datetime) -> Unit:
    """Set VALUES unless someone else was faster (`Meanwhile`); raises CodeTaken."""
    columns = dict(values)
    if "code" in values:
        refuse_taken(values["code"], but=unit.pk)
    if "name" in values:
        columns |= name_keys(values["name"])
    if "community" in values:
        columns["org_path"] = path_at(values["community"])
    if {"members_full", "members_probationary"} & values.keys():
        columns["members_total"] = declared(values, unit)
    edited, changes = editing.change(Unit.objects.active(), unit.pk, columns, version=version)
    told = {name: pair for name, pair in changes.items() if name in values}
    if told:
        tell(edited, "修改", changes=told, by=by, now=now)
    if {"name", "code"} & told.keys():
        index_names("units", [Naming(edited.pk, edited.name, edited.code)])
        _find_ties(edited)
    return edited


def _find_ties(unit: Unit) -> None:
    """What organizations and members said of a unit of this name, before it was known, is said of it."""
    link_ties([unit.name])
    for find in registry.offers("hirers"):
        find([(unit.pk, unit.name)])


@transaction.atomic
def close_unit(unit: Unit, *, reason: str, by: Any, now: datetime) -> Unit:
    """Write down that a unit moved away or was dissolved; who covered it covers it no longer."""
    closed = Unit.objects.select_for_update().active().get(pk=unit.pk)
    closed.state, closed.version = UnitState.CLOSED, closed.version + 1
    closed.save(update_fields=["state", "version"])
    forget_names("units", [closed.pk])
    touch("organizations", closed.covers.values_list("organization_id", flat=True))
    changes = {"state": [UnitState.ACTIVE, UnitState.CLOSED]}
    tell(closed, "迁出或注销", changes=changes, reason=reason, by=by, now=now)
    return closed


def declared(values: Mapping[str, Any], unit: Unit) -> int:
    """How many members the unit says it has: full and probationary, as VALUES change them."""
    full = values.get("members_full", unit.members_full)
    return full + values.get("members_probationary", unit.members_probationary)


def refuse_taken(code: str, *, but: int | None = None) -> None:
    """A code belongs to one unit; BUT is the one that may have it already."""
    if code and Unit.objects.active().filter(code=code).exclude(pk=but).exists():
        raise CodeTaken("这个代码已经有单位用了，请核对是不是同一家。找不到的话，它可能归别的组织管。")


def tell(unit: Unit, verb: str, *, by: Any, now: datetime, **more: Any) -> None:
    """One history line about a unit, and the word to oversight."""
    record(
        verb=verb,
        subject_type="units",
        subject_id=unit.pk,
        subject=unit.name,
        org_path=unit.org_path,
        by=by,
        now=now,
        **more,
    )
    touch("units", [unit.pk])
