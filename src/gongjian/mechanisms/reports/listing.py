"""The lists of reports: all of them, who owes one for a period, and forms other offices demand."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse

from gongjian.foundation.columns import starts_with
from gongjian.foundation.pages.lists import Act, Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.search import SHORTEST, TERM_LENGTH, Term, fold
from gongjian.mechanisms.reports.kinds import PATTERNS, Pattern
from gongjian.mechanisms.reports.models import Report, Template, Urge
from gongjian.mechanisms.reports.queries import period_at, pursued_by, reporters, reports_for
from gongjian.mechanisms.reports.terms import HANDED_IN, WRITING, ReportState
from gongjian.registers.organizations.choosing import at_and_below, organization_choices
from gongjian.rules.periods import Period

TONES = {
    ReportState.DRAFT: "plain",
    ReportState.SENT: "b",
    ReportState.RETURNED: "o",
    ReportState.ACCEPTED: "g",
}
STATES = (("missing", "还没报的"), ("handed_in", "报了的"))


def titled(rows: Any, text: str) -> Any:
    """Rows whose name has TEXT in it; a single character is looked for at its beginning."""
    wanted = fold(text)[:TERM_LENGTH]
    if len(wanted) < SHORTEST:
        return rows.filter(title__startswith=text)
    terms = Term.objects.filter(starts_with("term", wanted), subject_type="reports")
    return rows.filter(pk__in=terms.values("subject_id"))


def kind_choices(user: Any, value: str) -> list[tuple[str, str]]:
    """The built-in templates, and those set by offices USER may see."""
    built_in = {key: each.label for key, each in PATTERNS.items()}
    return list((built_in | dict(Template.objects.visible_to(user).values_list("key", "label"))).items())


def state_cell(row: Any) -> Cell:
    return Cell(ReportState(row.state).label, tone=TONES[ReportState(row.state)])


REPORTS = Table(
    key="reports",
    label="工作汇报",
    unit="份",
    rows=reports_for,
    url_name="report",
    columns=(
        Column("title", "汇报", lambda row: row.title),
        Column("period", "哪一期", lambda row: row.period.label, order="first"),
        Column("organization", "谁写", lambda row: row.organization.name, shown=False),
        Column("kind", "类型", lambda row: row.label),
        Column("state", "状态", state_cell),
        Column("to", "报给谁", lambda row: row.to.name if row.to else ""),
        Column("sent", "报送日期", lambda row: row.sent_on),
        Column("author", "谁报的", lambda row: row.sent_by, shown=False),
        Column("decided", "谁接收或退回", lambda row: row.decided_by, shown=False),
    ),
    orders=(Order("first", "哪一期", "first", descending=True),),
    filters=(
        Filter("q", "汇报", titled, kind="text", hint="名称、拼音首字母"),
        Filter("kind", "类型", lambda rows, value: rows.filter(kind=value), choices=kind_choices),
        Filter("organization", "组织", at_and_below("org_path"), choices=organization_choices),
        Filter("state", "状态", lambda rows, value: rows.filter(state=value), choices=fixed(ReportState.choices)),
        Filter("since", "从哪天起的", lambda rows, day: rows.filter(first__gte=day), kind="date", more=True),
        Filter("until", "到哪天止的", lambda rows, day: rows.filter(last__lte=day), kind="date", more=True),
    ),
    empty="没有这样的汇报。放宽条件再看，或写一份。",
    none="还没有汇报。写一份，数字平台会填好，只写情况和打算。",
)


def owing(pattern: Pattern, period: Period, user: Any) -> Any:
    """The organizations below USER that write reports of a PATTERN, each with how its report of a PERIOD stands."""
    about = {"organization": OuterRef("pk"), "kind": pattern.key, "first": period.first}
    report, asked = Report.objects.filter(**about), Urge.objects.filter(**about)
    rows = pursued_by(user).filter(reporters(pattern)).stood_on(period.last)
    return rows.annotate(
        report_state=Subquery(report.values("state")[:1]),
        sent_on=Subquery(report.values("sent_on")[:1]),
        urged_on=Subquery(asked.values("on")[:1]),
    )


def owed_cell(row: Any) -> Cell:
    if row.report_state in HANDED_IN:
        return Cell(ReportState(row.report_state).label, mark="full")
    if row.report_state is None:
        return Cell("还没写", mark="none")
    return Cell("写了，没有报" if row.report_state == ReportState.DRAFT else "退回去改", mark="half")


def in_stage(rows: Any, value: str) -> Any:
    missing = Q(report_state__isnull=True) | Q(report_state__in=WRITING)
    return rows.filter(missing) if value == "missing" else rows.filter(report_state__in=HANDED_IN)


def owed_table(pattern: Pattern, period: Period, *, url: str) -> Table:
    """Who hands in a report of a PATTERN for a PERIOD, and who has not; URL is where those picked are asked for it."""
    return Table(
        key="reports_owed",
        label=f"{period.label}{pattern.label}",
        unit="个",
        rows=partial(owing, pattern, period),
        url_name="organization",
        columns=(
            Column("name", "党组织", lambda row: row.name, order="pinyin"),
            Column("parent", "报给谁", lambda row: row.parent.name if row.parent else ""),
            Column("state", "报了没有", owed_cell),
            Column("sent", "报送日期", lambda row: row.sent_on),
            Column("urged", "上次催报", lambda row: row.urged_on),
        ),
        orders=(Order("pinyin", "名称拼音", "pinyin"),),
        filters=(
            Filter("state", "报了没有", in_stage, choices=fixed(STATES)),
            Filter("organization", "在谁以下", at_and_below("path"), choices=organization_choices),
        ),
        acts=(Act("催报", url, main=True),),
        empty="没有这样的党组织。",
    )


def owed_last_month(on: date) -> Table:
    """Who handed in the communities' report of the month that ended last."""
    pattern = PATTERNS["community_report"]
    return owed_table(pattern, period_at(last_month(on), pattern.months), url=reverse("reports_urge"))


def last_month(on: date) -> date:
    """A day of the month that ended last before ON."""
    return on.replace(day=1).fromordinal(on.replace(day=1).toordinal() - 1)
