"""The lists behind the board: every finding, and every unit that should be covered."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from gongjian.foundation import registry
from gongjian.foundation.pages.lists import Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.tree import under
from gongjian.oversight.coverage.areas import Areas, area_at, areas_for
from gongjian.oversight.coverage.models import Finding
from gongjian.oversight.coverage.queries import findings_for, named, number_for
from gongjian.oversight.coverage.terms import KINDS, UNCOVERED, UNIT_GAPS, Mark
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.parts import WITHOUT_BELOW, any_under, in_part, part_from
from gongjian.registers.organizations.terms import Body
from gongjian.registers.units.findings import should_be_covered, standing
from gongjian.registers.units.models import Cover, Unit
from gongjian.registers.units.terms import STANDINGS, UnitKind

AGES = (("30", "满 30 天"), ("90", "满 90 天"), ("180", "满半年"), ("365", "满一年"))
SUBJECTS = (("units", "单位"), ("organizations", "党组织"), ("members", "党员"))
MARKS = {Mark.GAP: "none", Mark.BLIND_SPOT: "half"}


def explanation_of(finding: Finding) -> str:
    return registry.finding_rules()[finding.rule].explain(finding.detail)


def mark_of(finding: Finding) -> Cell:
    mark = Mark(finding.mark)
    return Cell(mark.label, mark=MARKS[mark])


def label_of(finding: Finding) -> str:
    return registry.finding_rules()[finding.rule].label


def put_off(finding: Finding) -> str:
    if finding.deferred_until and finding.deferred_until > timezone.localdate():
        return f"{finding.deferred_until} 前暂不处理：{finding.deferred_reason}"
    return ""


def days_of(finding: Finding) -> int:
    return (timezone.localdate() - finding.since).days


def rule_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    rules = [(each.key, each.label) for each in registry.finding_rules().values()]
    return [(UNCOVERED, f"单位{STANDINGS['missing']}（三种一起）"), *rules]


def of_rule(rows: Any, key: str) -> Any:
    return rows.filter(rule__in=UNIT_GAPS if key == UNCOVERED else [key])


def organization_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    """The areas of the board, and the chosen part of the tree wherever it stands."""
    return choices_among(areas_for(user, top=None), user, chosen)


def choices_among(areas: Areas, user: Any, chosen: str) -> list[tuple[str, str]]:
    """The AREAS, and the CHOSEN part; a query only where it is none of them."""
    found = [(str(area.pk), area.name) for area in areas.rows]
    names = dict(found)
    part = part_from(chosen)
    if part is None or chosen in names:
        return found
    here = names.get(str(part.pk)) or name_at(user, part.pk)
    return [*found, (chosen, here + (WITHOUT_BELOW if part.levels else ""))] if here else found


def name_at(user: Any, pk: int) -> str:
    here = area_at(user, str(pk))
    return here.name if here else ""


def at_organization(rows: Any, text: str) -> Any:
    """ROWS in the part of the tree that TEXT means."""
    part = part_from(text)
    return rows.filter(in_part(part, rows.path_field)) if part else rows.none()


def at_area(rows: Any, text: str, areas: Areas) -> Any:
    """The same; no query where TEXT means one of these AREAS as the board divides it."""
    part = part_from(text)
    area = next((each for each in areas.rows if part and each.pk == part.pk), None)
    if part is None or area is None or part.levels not in (0, area.part.levels):
        return at_organization(rows, text)
    inner = [path for path in areas.paths if part.levels and path.startswith(area.path) and path != area.path]
    return rows.filter(under(rows.path_field, area.path), ~any_under(rows.path_field, inner))


def at_body(rows: Any, body: str) -> Any:
    found = Q(pk__in=[])
    for path in Organization.objects.active().filter(body=body).values_list("path", flat=True):
        found |= under(rows.path_field, path)
    return rows.filter(found)


def of_kind(rows: Any, key: str) -> Any:
    return rows.filter(subject_type="units", subject_id__in=Unit.objects.filter(kind__in=KINDS[key][1]).values("pk"))


def older_than(rows: Any, days: str) -> Any:
    return rows.filter(since__lte=timezone.localdate() - timedelta(days=int(days)))


def put_off_or_not(rows: Any, value: str) -> Any:
    later = Q(deferred_until__gt=timezone.localdate())
    return rows.filter(later) if value == "yes" else rows.exclude(later)


KIND_CHOICES = [(key, label) for key, (label, _) in KINDS.items()]

FINDINGS = Table(
    key="findings",
    label="空白点和盲点",
    unit="个",
    rows=lambda user: named(findings_for(user)),
    total=number_for,
    url_name="finding",
    columns=(
        Column("name", "名称", lambda row: row.subject_name, order="name"),
        Column("rule", "缺什么", label_of, order="severity"),
        Column("mark", "哪一类", mark_of),
        Column("organization", "归谁管", lambda row: row.organization or ""),
        Column("since", "从哪天起", lambda row: row.since, order="since"),
        Column("days", "天数", days_of, numeric=True),
        Column("explanation", "说明", explanation_of),
        Column("put_off", "暂不处理", put_off),
    ),
    orders=(
        Order("severity", "先急后缓", "severity"),
        Order("since", "时间最久", "since"),
        Order("name", "名称", "subject_name"),
    ),
    filters=(
        Filter("q", "名称", lambda rows, text: rows.filter(subject_name__contains=text), kind="text"),
        Filter("mark", "哪一类", lambda rows, value: rows.filter(mark=value), choices=fixed(Mark.choices)),
        Filter("rule", "缺什么", of_rule, choices=rule_choices),
        Filter("organization", "归谁管", at_organization, choices=organization_choices),
        Filter("body", "条线", at_body, choices=fixed([(each.value, each.label) for each in Body]), more=True),
        Filter(
            "subject", "对象", lambda rows, value: rows.filter(subject_type=value), choices=fixed(SUBJECTS), more=True
        ),
        Filter("kind", "单位类别", of_kind, choices=fixed(KIND_CHOICES), more=True),
        Filter("age", "多久了", older_than, choices=fixed(AGES), more=True),
        Filter("later", "暂不处理", put_off_or_not, choices=fixed([("no", "不看"), ("yes", "只看")]), more=True),
    ),
    empty="没有空白点，也没有盲点。",
)


def units_for(user: Any) -> Any:
    """Units that should be covered, each with `missing`, `organization` and its `formal` members."""
    gaps = Finding.objects.filter(subject_type="units", subject_id=OuterRef("pk"), rule__in=UNIT_GAPS)
    covering = Cover.objects.effective().filter(unit=OuterRef("pk")).order_by("pk").values("organization__name")[:1]
    rows = should_be_covered(Unit.objects.visible_to(user))
    return rows.annotate(missing=Exists(gaps), covered_by=Subquery(covering), community_name=F("community__name"))


def covered_cell(unit: Any) -> Cell:
    if unit.missing:
        return Cell(STANDINGS["missing"], mark="none")
    return Cell(unit.covered_by or f"指导员 {unit.instructor}", mark="full")


def standing_so(rows: Any, how: str) -> Any:
    """ROWS of `units_for` that stand so; what is missing is what the board counts as missing."""
    return rows.filter(missing=True) if how == "missing" else standing(rows.filter(missing=False), how)


COVERED_UNITS = Table(
    key="covered_units",
    label="应覆盖的单位",
    unit="家",
    rows=units_for,
    url_name="unit",
    columns=(
        Column("name", "单位", lambda row: row.name, order="name"),
        Column("kind", "类别", lambda row: UnitKind(row.kind).label),
        Column("community", "社区", lambda row: row.community_name or ""),
        Column("formal", "正式党员", lambda row: row.formal, numeric=True),
        Column("covered", "党组织", covered_cell),
    ),
    orders=(Order("name", "名称拼音", "pinyin"),),
    filters=(
        Filter("organization", "归谁管", at_organization, choices=organization_choices),
        Filter("kind", "类别", lambda rows, key: rows.filter(kind__in=KINDS[key][1]), choices=fixed(KIND_CHOICES)),
        Filter(
            "covered",
            "覆盖",
            standing_so,
            choices=fixed([(key, label) for key, label in STANDINGS.items() if key != "exempt"]),
        ),
    ),
)
