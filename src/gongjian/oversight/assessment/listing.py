"""The lists of assessment: schemes, results and appeals. Results stand in the order of the tree, never by points."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gongjian.foundation.pages.lists import Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.oversight.assessment.queries import appeals_for, provisional, results_for, schemes_for, to_confirm
from gongjian.oversight.assessment.scoring import spoken
from gongjian.oversight.assessment.showing import SO_FAR, shown_band, shown_tone
from gongjian.oversight.assessment.terms import PROVISIONAL, Band, Every, Size, Stage
from gongjian.oversight.coverage.listing import at_organization, organization_choices
from gongjian.registers.organizations.terms import OrganizationKind

SCHEMES_AT_MOST = 60
STAGE_TONES = {Stage.DRAFT: "plain", Stage.OPEN: "a", Stage.PUBLISHED: "g"}
DONE = (("due", "要确认"), ("open", "没有确认"), ("confirmed", "已确认"), ("waiting", "还没有评完"))
ANSWERED = (("open", "等答复"), ("accepted", "采纳"), ("refused", "不采纳"))


def stage_cell(row: Any) -> Cell:
    return Cell(Stage(row.stage).label, tone=STAGE_TONES[Stage(row.stage)])


def scheme_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    rows = schemes_for(user).exclude(stage=Stage.DRAFT).order_by("-first", "-pk")
    return [(str(pk), title) for pk, title in rows.values_list("pk", "title")[:SCHEMES_AT_MOST]]


def band_cell(row: Any) -> Cell:
    on = timezone.localdate()
    return Cell(shown_band(row, on), tone=shown_tone(row, on) or "plain")


def in_band(rows: Any, value: str) -> Any:
    shown = provisional(timezone.localdate())
    return rows.filter(shown) if value == SO_FAR else rows.filter(~shown, band=value)


def confirmed_cell(row: Any) -> Cell:
    if row.confirmed_at:
        return Cell(f"{timezone.localdate(row.confirmed_at):%m-%d} 确认", mark="full")
    return Cell("没有确认", mark="half")


def in_state(rows: Any, value: str) -> Any:
    if value == "waiting":
        return rows.filter(waiting__gt=0)
    if value == "due":
        return rows.filter(to_confirm(timezone.localdate()))
    return rows.filter(confirmed_at__isnull=value == "open")


def answer_cell(row: Any) -> Cell:
    if row.accepted is None:
        return Cell("等答复", mark="half")
    return Cell("采纳" if row.accepted else "不采纳", mark="full")


def answered(rows: Any, value: str) -> Any:
    return rows.filter(accepted__isnull=True) if value == "open" else rows.filter(accepted=value == "accepted")


SCHEMES = Table(
    key="assessment_schemes",
    label="考核办法",
    unit="个",
    rows=schemes_for,
    url_name="assessment_scheme",
    columns=(
        Column("title", "名称", lambda row: row.title),
        Column("period", "哪一期", lambda row: row.period.label, order="first"),
        Column("organization", "谁考核", lambda row: row.organization.name),
        Column("stage", "到哪一步", stage_cell),
        Column("closes", "最晚哪天评完", lambda row: row.closes_on),
        Column("published", "哪天公布", lambda row: timezone.localdate(row.published_at) if row.published_at else None),
    ),
    orders=(Order("first", "近的在前", "first", descending=True),),
    filters=(
        Filter("stage", "到哪一步", lambda rows, value: rows.filter(stage=value), choices=fixed(Stage.choices)),
        Filter(
            "months",
            "周期",
            lambda rows, value: rows.filter(months=value),
            choices=fixed([(str(each.value), each.label) for each in Every]),
        ),
        Filter("organization", "谁考核", at_organization, choices=organization_choices),
    ),
    empty="还没有考核办法。",
)

RESULTS = Table(
    key="assessment_results",
    label="考核结果",
    unit="个",
    rows=results_for,
    url_name="assessment_result",
    columns=(
        Column("organization", "党组织", lambda row: row.organization.name),
        Column("scheme", "考核", lambda row: row.scheme.title),
        Column("kind", "类别", lambda row: OrganizationKind(row.kind).label),
        Column("size", "规模", lambda row: Size(row.size).label),
        Column("band", "档次", band_cell),
        Column("automatic", "自动得分", lambda row: spoken(row.automatic)),
        Column("points", "得分", lambda row: spoken(row.points)),
        Column("full", "满分", lambda row: spoken(row.full)),
        Column("confirmed", "确认", confirmed_cell),
        Column("members", "党员", lambda row: row.members, shown=False, numeric=True),
        Column("waiting", "还没有评的", lambda row: row.waiting, shown=False, numeric=True),
    ),
    orders=(Order("tree", "按隶属关系", "org_path"),),
    filters=(
        Filter("scheme", "考核", lambda rows, pk: rows.filter(scheme=pk), choices=scheme_choices),
        Filter("band", "档次", in_band, choices=fixed([*Band.choices, (SO_FAR, PROVISIONAL)])),
        Filter("state", "确认", in_state, choices=fixed(DONE)),
        Filter("organization", "党组织和它的下级", at_organization, choices=organization_choices),
        Filter(
            "kind",
            "类别",
            lambda rows, value: rows.filter(kind=value),
            choices=fixed([(each.value, each.label) for each in OrganizationKind]),
            more=True,
        ),
    ),
    empty="没有这样的考核结果。放宽条件再看。",
)

APPEALS = Table(
    key="assessment_appeals",
    label="申诉",
    unit="件",
    rows=appeals_for,
    url_name="assessment_appeal",
    columns=(
        Column("organization", "党组织", lambda row: row.result.organization.name),
        Column("indicator", "哪一项", lambda row: row.indicator.name if row.indicator else "整个结果"),
        Column("text", "为什么不对", lambda row: row.text),
        Column("at", "哪天提的", lambda row: timezone.localdate(row.at), order="at"),
        Column("state", "答复", answer_cell),
        Column("answer", "答复的话", lambda row: row.answer, shown=False),
        Column("scheme", "考核", lambda row: row.result.scheme.title, shown=False),
    ),
    orders=(Order("at", "先提的在前", "at"),),
    filters=(
        Filter("state", "答复", answered, choices=fixed(ANSWERED)),
        Filter("scheme", "考核", lambda rows, pk: rows.filter(result__scheme=pk), choices=scheme_choices),
        Filter("organization", "党组织和它的下级", at_organization, choices=organization_choices),
    ),
    empty="没有申诉。",
)
