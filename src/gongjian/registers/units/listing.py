"""The list of units: columns, filters and orders."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef

from gongjian.foundation.pages.lists import Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.search import matching
from gongjian.registers.organizations.parts import Part, in_part
from gongjian.registers.units import queries
from gongjian.registers.units.findings import standing, standing_of
from gongjian.registers.units.models import Cover, Unit, UnitQuerySet
from gongjian.registers.units.terms import STANDINGS, UnitKind


def cover_cell(unit: Unit) -> Cell:
    """Who covers the unit, or how it stands without an organization; the mark of a gap where one is missing."""
    names = [each.organization.name for each in unit.effective_covers]  # type: ignore[attr-defined]
    if names:
        return Cell("、".join(names), mark="full")
    how = standing_of(unit, covered=False)
    if how == "instructor":
        return Cell(f"指导员 {unit.instructor}", mark="full")
    return Cell(STANDINGS[how], mark="none" if how == "missing" else "")


def registered(unit: Unit) -> int | None:
    """Registered members who work there, None where nobody counted yet."""
    figures = getattr(unit, "figures", None)
    return figures.full + figures.probationary if figures else None


def in_care_of(rows: Any, value: int) -> UnitQuerySet:
    return rows.filter(in_part(Part(value)))


def by_organization(rows: Any, value: int) -> UnitQuerySet:
    return rows.filter(Exists(Cover.objects.effective().filter(unit=OuterRef("pk"), organization_id=value)))


COLUMNS = (
    Column("name", "单位", lambda row: row.name, order="pinyin"),
    Column("kind", "类别", lambda row: UnitKind(row.kind).label),
    Column("community", "社区", lambda row: row.community.name if row.community else ""),
    Column("place", "楼宇或市场", lambda row: row.place.name if row.place else ""),
    Column("cover", "党组织", cover_cell),
    Column("declared", "摸底党员", lambda row: row.members_total, numeric=True),
    Column("registered", "登记党员", registered, numeric=True),
    Column("industry", "行业", lambda row: row.industry, shown=False),
    Column("staff", "从业人数", lambda row: row.staff, numeric=True, shown=False),
    Column("instructor", "党建指导员", lambda row: row.instructor, shown=False),
    Column("code", "统一社会信用代码", lambda row: row.code, shown=False),
    Column("address", "地址", lambda row: row.address, shown=False),
    Column("contact", "联系人", lambda row: row.contact, shown=False),
    Column("phone", "联系电话", lambda row: row.phone, shown=False),
    Column("note", "备注", lambda row: row.note, shown=False),
)


def narrow_by(field: str) -> Any:
    return lambda rows, value: rows.filter(**{field: value})


FILTERS = (
    Filter(
        "q",
        "单位",
        lambda rows, text: rows.filter(matching("units", text)),
        kind="text",
        hint="名称、拼音、首字母、代码",
    ),
    Filter("community", "社区", narrow_by("community_id"), choices=queries.community_choices),
    Filter("kind", "类别", narrow_by("kind"), choices=fixed([(each.value, each.label) for each in UnitKind])),
    Filter("covered", "覆盖", standing, choices=fixed(list(STANDINGS.items()))),
    Filter("place", "楼宇或市场", narrow_by("place_id"), choices=queries.place_choices, more=True),
    Filter("industry", "行业", narrow_by("industry__contains"), kind="text", more=True),
    Filter("care", "归谁管（党组织编号）", in_care_of, kind="number", more=True),
    Filter("organization", "覆盖它的党组织编号", by_organization, kind="number", more=True),
)

UNITS = Table(
    key="units",
    label="单位",
    unit="家",
    rows=queries.listed_units_for,
    url_name="unit",
    columns=COLUMNS,
    orders=(Order("pinyin", "名称拼音", "pinyin"), Order("strokes", "名称笔画", "strokes")),
    filters=FILTERS,
    empty="没有这样的单位。放宽条件再看，或从 Excel 导入。",
    none="还没有单位。从 Excel 导入单位摸底表，或新建一个。",
)
