"""The list of places: columns and order."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.pages.lists import Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.registers.places.queries import places_for
from gongjian.registers.places.terms import PlaceKind


def with_community(user: Any) -> Any:
    """Places USER may see, each with the community it lies in."""
    return places_for(user).select_related("community")


PLACES = Table(
    key="places",
    label="社区和楼宇",
    unit="处",
    rows=with_community,
    url_name="place_edit",
    columns=(
        Column("name", "名称", lambda row: row.name, order="pinyin"),
        Column("kind", "类别", lambda row: PlaceKind(row.kind).label),
        Column("community", "所在社区", lambda row: row.community.name if row.community else ""),
        Column("address", "地址", lambda row: row.address),
    ),
    orders=(Order("pinyin", "名称拼音", "pinyin"),),
    filters=(
        Filter("q", "名称", lambda rows, text: rows.filter(name__contains=text), kind="text"),
        Filter("kind", "类别", lambda rows, value: rows.filter(kind=value), choices=fixed(PlaceKind.choices)),
    ),
    empty="没有这样的地点。",
)
