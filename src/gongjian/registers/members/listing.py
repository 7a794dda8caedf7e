"""The lists of members: columns, filters and orders."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.urls import reverse

from gongjian.foundation.pages.lists import Act, Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.rulebook import rule
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.registers.members import queries
from gongjian.registers.members.fields import words_of
from gongjian.registers.members.models import Member
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
PROBLEMS = (("without_branch", "没有支部"), ("lost", "流动党员失联"))


def organization_cell(member: Member) -> Cell:
    if member.organization is None:
        return Cell("没有支部", mark="none")
    return Cell(member.organization.name, mark="none" if member.category == MemberCategory.UNAFFILIATED else "")


def status_cell(row: Member) -> Any:
    status = MemberStatus(row.status)
    return Cell(status.label, tone="b") if status == MemberStatus.PROBATIONARY else status.label


COLUMNS = (
    Column("name", "姓名", lambda row: row.name, order="pinyin"),
    Column("sex", "性别", lambda row: words_of("sex", row.sex), shown=False),
    Column("organization", "所在党组织", organization_cell, order="organization"),
    Column("category", "党员类型", lambda row: MemberCategory(row.category).label),
    Column("status", "人员类别", status_cell),
    Column("joined_on", "入党日期", lambda row: row.joined_on, order="joined"),
    Column("converted_on", "转正日期", lambda row: row.converted_on, shown=False),
    Column("community", "居住社区", lambda row: row.community.name if row.community else ""),
    Column("phone", "联系电话", lambda row: row.phone_masked),
    Column("identity", "公民身份号码", lambda row: row.identity_masked, shown=False),
    Column("born_on", "出生日期", lambda row: row.born_on, shown=False),
    Column("ethnicity", "民族", lambda row: row.ethnicity, shown=False),
    Column("native_place", "籍贯", lambda row: row.native_place, shown=False),
    Column("education", "学历", lambda row: row.education, shown=False),
    Column("workplace", "工作单位", lambda row: row.workplace, shown=False),
    Column("away_place", "外出地点", lambda row: row.away_place, shown=False),
    Column("last_contact_on", "最近联系日期", lambda row: row.last_contact_on, shown=False),
    Column("note", "备注", lambda row: row.note, shown=False),
)

LEFT_COLUMNS = (
    COLUMNS[0],
    Column("state", "去向", lambda row: MemberState(row.state).label),
    Column("left_on", "离开日期", lambda row: row.left_on),
    *(column for column in COLUMNS[1:]),
)

READS = (
    *("name", "sex", "organization__name", "category", "status", "joined_on", "converted_on", "community__name"),
    *("phone", "identity_sealed", "born_on", "ethnicity", "native_place", "education", "workplace", "away_place"),
    *("last_contact_on", "note", "state", "left_on", "pinyin", "strokes", "org_path"),
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
        reads=READS,
        orders=ORDERS,
        filters=(*_main_filters(on), *_more_filters(on)),
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
        reads=READS,
        orders=ORDERS,
        filters=(_name_filter(), state),
        empty="没有离开的党员。",
    )


def _name_filter() -> Filter:
    find = Filter("q", "姓名", queries.found_by, kind="text")
    return Filter(find.key, find.label, find.narrow, kind="text", hint="姓名、拼音、首字母、身份证号")


def _main_filters(on: date) -> tuple[Filter, ...]:
    return (
        _name_filter(),
        Filter("organization", "党组织", queries.in_organization, choices=queries.organization_choices),
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
        Filter("age_from", "满几岁", lambda rows, n: rows.filter(born_on__lte=born_by(n)), kind="number", more=True),
        Filter("age_below", "不满几岁", lambda rows, n: rows.filter(born_on__gt=born_by(n)), kind="number", more=True),
    )


def _with_education(rows: ScopedQuerySet, level: str) -> ScopedQuerySet:
    words = [Q(education__contains=word) for word in EDUCATIONS[level]]
    return rows.filter(reduce(or_, words))


def _with_problem(rows: Any, problem: str, on: date) -> ScopedQuerySet:
    if problem == "lost":
        return rows.contact_lost(contact_limit(on, rule("floating.lost_after_months", on=on).number))
    return rows.without_branch()
