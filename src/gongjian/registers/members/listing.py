"""The lists of members: columns, filters and orders."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import attrgetter, or_
from typing import Any

from django.db.models import Q
from django.urls import reverse

from gongjian.foundation.pages.lists import Act, Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed, stored
from gongjian.foundation.rulebook import rule
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.secrets import decrypt, masked
from gongjian.registers.members import queries
from gongjian.registers.members.fields import words_of
from gongjian.registers.members.terms import MemberCategory, MemberState, MemberStatus, Sex
from gongjian.rules.contact import contact_limit
from gongjian.rules.months import add_months

EDUCATIONS = {
    "研究生": ("研究生", "博士", "硕士"),
    "大学": ("本科",),
    "大专": ("大专", "专科"),
    "中专": ("中专", "职高", "技校"),
    "高中": ("高中",),
    "初中及以下": ("初中", "小学", "文盲"),
}
BULK, SEND = "批量修改", "转接组织关系"
PLACED = (("yes", "已编入党组织"), ("no", "没有编入"))
PROBLEMS = (("without_branch", "没有支部"), ("lost", "流动党员失联"))


def organization_cell(row: Any) -> Cell:
    if row.organization__name is None:
        return Cell("没有支部", mark="none")
    return Cell(row.organization__name, mark="none" if row.category == MemberCategory.UNAFFILIATED else "")


def status_cell(row: Any) -> Any:
    label = words_of("status", row.status)
    return Cell(label, tone="b") if row.status == MemberStatus.PROBATIONARY else label


def identity_cell(row: Any) -> str:
    return masked(decrypt(row.identity_sealed))


def in_words(key: str, label: str, *, shown: bool = True) -> Column:
    """A column that shows the field KEY as forms and timelines say it."""
    return Column(key, label, lambda row: words_of(key, getattr(row, key)), shown=shown, reads=(key,))


COLUMNS = (
    stored("name", "姓名", order="pinyin"),
    in_words("sex", "性别", shown=False),
    Column("organization", "所在党组织", organization_cell, "organization", reads=("organization__name", "category")),
    in_words("category", "党员类型"),
    Column("status", "人员类别", status_cell, reads=("status",)),
    stored("joined_on", "入党日期", order="joined"),
    stored("converted_on", "转正日期", shown=False),
    Column("community", "居住社区", attrgetter("community__name"), reads=("community__name",)),
    in_words("phone", "联系电话"),
    Column("identity", "公民身份号码", identity_cell, shown=False, reads=("identity_sealed",)),
    stored("born_on", "出生日期", shown=False),
    stored("ethnicity", "民族", shown=False),
    stored("native_place", "籍贯", shown=False),
    stored("education", "学历", shown=False),
    stored("workplace", "工作单位", shown=False),
    stored("away_place", "外出地点", shown=False),
    stored("last_contact_on", "最近联系日期", shown=False),
    stored("note", "备注", shown=False),
)

LEFT_COLUMNS = (
    COLUMNS[0],
    in_words("state", "去向"),
    stored("left_on", "离开日期"),
    *(column for column in COLUMNS[1:]),
)

ORDERS = (
    Order("pinyin", "姓名拼音", "pinyin"),
    Order("strokes", "姓氏笔画", "strokes"),
    Order("organization", "所在党组织", "org_path"),
    Order("joined", "入党日期", "joined"),
)


def members_table(*, on: date) -> Table:
    """Members on the roll, as of a day."""
    return Table(
        key="members",
        label="党员",
        unit="名",
        rows=queries.members_for,
        url_name="member",
        columns=COLUMNS,
        orders=ORDERS,
        filters=(*_main_filters(on), *_more_filters(on)),
        total=queries.number_for,
        none="还没有党员。从 Excel 导入党员花名册。",
        acts=(Act(BULK, reverse("members_bulk")), Act(SEND, reverse("members_send"), main=True)),
    )


def former_members_table(*, on: date) -> Table:
    """Those who left: moved, died, expelled, withdrawn, suspended."""
    state = Filter(
        "state",
        "去向",
        lambda rows, value: rows.filter(state=value),
        choices=fixed([(each.value, each.label) for each in MemberState if each != MemberState.ACTIVE]),
    )
    return Table(
        key="former_members",
        label="已离开的党员",
        unit="名",
        rows=queries.former_members_for,
        url_name="member",
        columns=LEFT_COLUMNS,
        orders=ORDERS,
        filters=(_name_filter(), _organization_filter(), state, *_days("left", "离开日期")),
        empty="没有离开的党员。",
    )


def _name_filter() -> Filter:
    find = Filter("q", "姓名", queries.found_by, kind="text")
    return Filter(find.key, find.label, find.narrow, kind="text", hint="姓名、拼音、首字母")


def _organization_filter() -> Filter:
    return Filter("organization", "党组织", queries.in_organization, choices=queries.organization_choices)


def _days(name: str, label: str) -> tuple[Filter, Filter]:
    """From which day on, and until which, the day NAME_on lies."""
    return (
        Filter(
            f"{name}_from",
            f"{label}从",
            lambda rows, day: rows.filter(**{f"{name}_on__gte": day}),
            kind="date",
            more=True,
        ),
        Filter(
            f"{name}_until", "到", lambda rows, day: rows.filter(**{f"{name}_on__lte": day}), kind="date", more=True
        ),
    )


def _main_filters(on: date) -> tuple[Filter, ...]:
    return (
        _name_filter(),
        _organization_filter(),
        Filter(
            "category",
            "党员类型",
            lambda rows, value: rows.filter(category=value),
            choices=fixed([(each.value, each.label) for each in MemberCategory]),
        ),
        Filter(
            "status",
            "人员类别",
            lambda rows, value: rows.filter(status=value),
            choices=fixed([(each.value, each.label) for each in MemberStatus]),
        ),
        Filter("problem", "要补的", lambda rows, value: _with_problem(rows, value, on), choices=fixed(PROBLEMS)),
    )


def _more_filters(on: date) -> tuple[Filter, ...]:
    def born_by(years: int) -> date:
        return add_months(on, -12 * min(years, 150))

    return (
        Filter("placed", "组织关系", _placed, choices=fixed(PLACED), more=True),
        Filter(
            "community",
            "居住社区",
            lambda rows, value: rows.filter(community=value),
            choices=queries.community_choices,
            more=True,
        ),
        Filter("workplace", "工作单位", queries.working_in, kind="text", more=True, hint="单位名称"),
        Filter(
            "sex",
            "性别",
            lambda rows, value: rows.filter(sex=value),
            choices=fixed([(each.value, each.label) for each in Sex]),
            more=True,
        ),
        Filter(
            "education",
            "学历",
            _with_education,
            choices=fixed([(each, each) for each in EDUCATIONS]),
            more=True,
        ),
        Filter(
            "contact_before",
            "流动党员，联系早于",
            lambda rows, day: rows.filter(category=MemberCategory.FLOATING, last_contact_on__lt=day),
            kind="date",
            more=True,
        ),
        Filter(
            "joined_from",
            "入党日期从",
            lambda rows, day: rows.filter(joined__gte=day, joined_on__isnull=False),
            kind="date",
            more=True,
        ),
        Filter("joined_until", "到", lambda rows, day: rows.filter(joined__lte=day), kind="date", more=True),
        *_days("converted", "转正日期"),
        Filter("age_from", "满几岁", lambda rows, n: rows.filter(born_on__lte=born_by(n)), kind="number", more=True),
        Filter("age_below", "不满几岁", lambda rows, n: rows.filter(born_on__gt=born_by(n)), kind="number", more=True),
    )


def _with_education(rows: ScopedQuerySet, level: str) -> ScopedQuerySet:
    words = [Q(education__contains=word) for word in EDUCATIONS[level]]
    return rows.filter(reduce(or_, words))


def _placed(rows: Any, value: str) -> ScopedQuerySet:
    return rows.filter(organization__isnull=value == "no")


def _with_problem(rows: Any, problem: str, on: date) -> ScopedQuerySet:
    if problem == "lost":
        return rows.contact_lost(contact_limit(on, rule("floating.lost_after_months", on=on).number))
    return rows.without_branch()
