"""The list of organizations, standing and ended: columns, filters and orders."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongjian.foundation.pages.lists import Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.search import matching
from gongjian.registers.organizations.choosing import at_and_below, organization_choices
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS, OrganizationKind, OrganizationState

BRANCHES = ("branches", "党支部和联合党支部")
KINDS = [*((each.value, each.label) for each in OrganizationKind), BRANCHES]
STATES = [(each.value, each.label) for each in OrganizationState]


def known_to(user: Any) -> Any:
    """Organizations USER may see, ended ones too."""
    return Organization.objects.visible_to(user).select_related("parent", "community", "figures")


def state_cell(row: Any) -> Cell:
    return Cell(OrganizationState(row.state).label, tone="plain" if row.ended_on else "g")


def of_kind(rows: Any, value: str) -> Any:
    return rows.filter(kind__in=BRANCH_KINDS if value == BRANCHES[0] else [value])


def stood_on(rows: Any, value: date) -> Any:
    return rows.stood_on(value)


def _days(name: str, label: str) -> tuple[Filter, Filter]:
    """From which day on, and until which, the day NAME_on lies."""
    field = f"{name}_on"

    def since(rows: Any, value: date) -> Any:
        return rows.filter(**{f"{field}__gte": value})

    def until(rows: Any, value: date) -> Any:
        return rows.filter(**{f"{field}__lte": value})

    return (
        Filter(f"{name}_from", f"{label}从", since, kind="date", more=True),
        Filter(f"{name}_until", "到", until, kind="date", more=True),
    )


ORGANIZATIONS = Table(
    key="organizations",
    label="党组织",
    unit="个",
    rows=known_to,
    url_name="organization",
    columns=(
        Column("name", "党组织", lambda row: row.name, order="pinyin"),
        Column("kind", "类别", lambda row: OrganizationKind(row.kind).label),
        Column("parent", "上级党组织", lambda row: row.parent.name if row.parent else ""),
        Column("community", "所属社区", lambda row: row.community.name if row.community else ""),
        Column("members", "本级党员", lambda row: row.own_members, numeric=True),
        Column("founded", "成立日期", lambda row: row.founded_on),
        Column("elected", "换届日期", lambda row: row.elected_on),
        Column("state", "状态", state_cell),
        Column("ended", "撤销日期", lambda row: row.ended_on, shown=False),
        Column("term", "任期（年）", lambda row: row.term_years, numeric=True, shown=False),
        Column("committee", "委员会人数", lambda row: row.committee_size, numeric=True, shown=False),
        Column("note", "备注", lambda row: row.note, shown=False),
    ),
    orders=(Order("pinyin", "名称拼音", "pinyin"), Order("tree", "隶属", "path")),
    filters=(
        Filter(
            "q",
            "党组织",
            lambda rows, text: rows.filter(matching("organizations", text)),
            kind="text",
            hint="名称、拼音首字母",
        ),
        Filter("kind", "类别", of_kind, choices=fixed(KINDS)),
        Filter("below", "在谁以下", at_and_below("path"), choices=organization_choices),
        Filter("state", "状态", lambda rows, value: rows.filter(state=value), choices=fixed(STATES)),
        Filter("stood", "哪天还在", stood_on, kind="date", more=True),
        *_days("founded", "成立日期"),
        *_days("ended", "撤销日期"),
        *_days("elected", "换届日期"),
    ),
    empty="没有这样的党组织。放宽条件再看。",
    none="还没有党组织。从 Excel 导入党组织台账。",
)
