"""The board organization by organization: what is missing, how its work went month by month, and what ends it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from functools import cache
from html import escape
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.safestring import SafeString

from gongjian.foundation.pages.lists import Cell, Column, Drawn, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.search import matching
from gongjian.oversight.coverage.areas import areas_for
from gongjian.oversight.coverage.listing import MARKS, at_area, at_body, choices_among, label_of
from gongjian.oversight.coverage.models import Finding, FindingQuerySet, is_proposed
from gongjian.oversight.coverage.offering import explained
from gongjian.oversight.coverage.rates import offered
from gongjian.oversight.coverage.showing import Button, buttons
from gongjian.oversight.coverage.strips import in_words, strip, worked
from gongjian.oversight.coverage.terms import Mark
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BODY_LABELS, ORGANIZATION_KIND_LABELS, OrganizationKind

AT_HAND = 3
BUTTONS = 2
SIZE = 25
BODIES = [(each.value, label) for each, label in BODY_LABELS.items()]
KINDS = [(each.value, label) for each, label in ORGANIZATION_KIND_LABELS.items()]
FOUND = [("yes", "有要补的"), ("no", "没有要补的")]
WORK = [("behind", "有没办的"), ("kept", "没有欠着的")]
MARK = '<span class="mk {}" aria-hidden="true"></span>'


def by_organization(user: Any, *, on: date) -> Table:
    """Every standing organization, with the remedies that USER may use."""
    return Table(
        key="covered_organizations",
        label="各党组织的覆盖",
        unit="个",
        rows=organizations_for,
        url_name="organization",
        columns=(
            Column("name", "党组织", lambda row: row.name),
            Column("kind", "类别", lambda row: OrganizationKind(row.kind).label, shown=False),
            Column("parent", "上级党组织", lambda row: row.parent.name if row.parent else "", shown=False),
            Column("missing", "组织覆盖", coverage_cell),
            *(work_columns() if offered() else ()),
            Column("at_hand", "要补的", lambda row: at_hand(user, row, on)),
        ),
        orders=(Order("tree", "隶属", "path"), Order("pinyin", "名称拼音", "pinyin")),
        filters=filters(user),
        prepare=lambda rows: prepared(rows, on),
        size=SIZE,
        empty="没有这样的党组织。放宽条件再看。",
    )


def organizations_for(user: Any) -> Any:
    """Standing organizations that USER may see, with what is missing there."""
    known = within("path", scope_of(user), FindingQuerySet.view_permission)
    return Organization.objects.visible_to(user).active().filter(known).select_related("parent")


def filters(user: Any) -> tuple[Filter, ...]:
    """Those of the list for USER, whose areas are read once, for the choices and for the part that was chosen."""
    areas = cache(lambda: areas_for(user, top=None))
    work = Filter("work", "工作覆盖", by_work, choices=fixed(WORK))
    return (
        Filter(
            "q",
            "党组织",
            lambda rows, text: rows.filter(matching("organizations", text)),
            kind="text",
            hint="名称、拼音首字母",
        ),
        Filter(
            "organization",
            "哪个社区、条线",
            lambda rows, text: at_area(rows, text, areas()),
            choices=lambda viewer, chosen: choices_among(areas(), viewer, chosen),
        ),
        *((work,) if offered() else ()),
        Filter("found", "要补的", with_findings, choices=fixed(FOUND)),
        Filter("body", "条线", at_body, choices=fixed(BODIES), more=True),
        Filter("kind", "类别", lambda rows, kind: rows.filter(kind=kind), choices=fixed(KINDS), more=True),
    )


def with_findings(rows: Any, value: str) -> Any:
    about = Finding.objects.filter(subject_type="organizations", subject_id=OuterRef("pk"))
    return rows.filter(Exists(about) if value == "yes" else ~Exists(about))


def by_work(rows: Any, value: str) -> Any:
    offer = offered()
    if offer is None:
        return rows
    behind = offer.behind(rows)
    return behind if value == "behind" else rows.exclude(pk__in=behind.values("pk"))


def prepared(rows: Sequence[Any], on: date) -> Sequence[Any]:
    """ROWS with their `found` findings and their `months`: one query each."""
    found, offer = findings_of(rows), offered()
    months = offer.months([row.pk for row in rows], on) if offer else {}
    for row in rows:
        row.found, row.months = found[row.pk], months.get(row.pk, ())
    return rows


def findings_of(rows: Sequence[Any]) -> dict[int, list[Any]]:
    """{organization id: its findings, the most urgent first}; whoever sees an organization sees these."""
    found: dict[int, list[Any]] = defaultdict(list)
    about = Finding.objects.filter(subject_type="organizations", subject_id__in=[row.pk for row in rows])
    for each in about.annotate(is_proposed=is_proposed()).order_by("severity", "since", "pk"):
        found[each.subject_id].append(each)
    return found


def coverage_cell(row: Any) -> Cell:
    """组织覆盖 of one organization: what it lacks as an organization; what it did not do stands beside."""
    offer = offered()
    lacking = [each for each in row.found if offer is None or each.rule not in offer.rules]
    if not lacking:
        return Cell("不缺", mark="full")
    return Cell("、".join(dict.fromkeys(map(label_of, lacking))), mark=MARKS[Mark(lacking[0].mark)])


def work_columns() -> tuple[Column, ...]:
    return (
        Column("work", "工作覆盖", share_of),
        Column("months", "各月应办", strip_of),
        Column("done", "按时办了", lambda row: worked(row.months).done, numeric=True, shown=False),
        Column("late", "逾期补办", lambda row: worked(row.months).late, numeric=True, shown=False),
        Column("overdue", "没有办", lambda row: worked(row.months).overdue, numeric=True, shown=False),
        Column("excused", "免办", lambda row: worked(row.months).excused, numeric=True, shown=False),
    )


def share_of(row: Any) -> Cell:
    """“11/12 期”: done, and owed."""
    work = worked(row.months)
    if not work.all:
        return Cell("")
    if not work.owed:
        return Cell(f"免办 {work.excused} 期")
    return Cell(f"{work.kept}/{work.owed} 期", mark="half" if work.overdue else "full")


def strip_of(row: Any) -> Drawn | str:
    offer = offered()
    if offer is None or not row.months:
        return ""
    drawn = strip(row.months, name=row.name, url=offer.rows(one=row.pk))
    return Drawn(in_words(row.months), drawn)


def at_hand(user: Any, row: Any, on: date) -> Drawn | str:
    """What is to be made up for, the most urgent first, each with what ends it."""
    if not row.found:
        return ""
    few = row.found[:AT_HAND]
    more = len(row.found) - len(few)
    rest = f'<li><a href="{reverse("organization", args=[row.pk])}">还有 {more} 项</a></li>' if more else ""
    lines = "".join(line(user, each, on) for each in few)
    return Drawn("；".join(map(title_of, row.found)), SafeString(f'<ul class="hand">{lines}{rest}</ul>'))


def title_of(finding: Finding) -> str:
    """“党员大会 2 期没有办”, where one rule finds several of one organization; else what the rule is called."""
    return explained(finding).partition("：")[0] if finding.kind else label_of(finding)


def line(user: Any, finding: Finding, on: date) -> str:
    """A finding by its name and its age, with the buttons that end it."""
    name = f'<a href="{reverse("finding", args=[finding.pk])}">{escape(title_of(finding))}</a>'
    days = f'<span class="sm mut nw">{(on - finding.since).days} 天</span>'
    mark = MARK.format(MARKS[Mark(finding.mark)])
    return f"<li><span>{mark}{name} {days}</span>{ends(user, finding)}</li>"


def ends(user: Any, finding: Any) -> str:
    if finding.is_proposed:
        return f'<span class="sm"><a href="{reverse("proposals")}">等批复</a></span>'
    return f'<span class="acts noprint">{"".join(map(button, islice(buttons(user, finding), BUTTONS)))}</span>'


def button(each: Button) -> str:
    return f'<a class="btn sml{" sec" if each.main else ""}" href="{escape(each.url)}">{escape(each.label)}</a>'
