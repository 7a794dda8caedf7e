"""The boards of findings: where organizations do not work, and where members go missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import F

from gongjian.foundation import registry
from gongjian.oversight.coverage.areas import Area, Areas
from gongjian.oversight.coverage.boards import (
    Board,
    Cell,
    Counts,
    Row,
    by_area,
    by_column,
    findings_url,
    members_url,
    row_url,
)
from gongjian.oversight.coverage.queries import tallies_for
from gongjian.oversight.coverage.terms import Mark
from gongjian.registers.organizations.models import Organization

MEMBER_RULES = ("member_without_branch", "floating_member_lost", "members_unregistered")
UNITS_COUNTED = {"members": "名", "organizations": "个", "units": "家"}


def organization_board(user: Any, areas: Areas) -> Board:
    """Blind spots by area and rule; a rule without any has no column."""
    keys = [each.key for each in registry.finding_rules().values() if each.subject_type == "organizations"]
    counts = finding_counts(user, areas, keys)
    found_somewhere = by_column(counts)
    keys = [key for key in keys if found_somewhere[key]]
    rows = [
        Row(
            area.name,
            row_url(area, "organizations"),
            cells(area.name, area, keys, found),
            (number(area.name, area, found),),
        )
        for area, found in zip(areas.rows, counts, strict=True)
        if found
    ]
    every, top = found_somewhere, areas.top
    rates = (number("合计", top, every),)
    return Board(
        key="organizations",
        caption="各社区党组织的盲点，按规则",
        columns=labels(keys),
        rates=("合计",),
        rows=tuple(rows),
        total=Row("合计", row_url(top, "organizations"), cells("合计", top, keys, every), rates),
        empty="这里的党组织没有盲点。",
    )


def member_board(user: Any, areas: Areas) -> Board:
    """Where members go missing, by area, beside how many have an organization."""
    counts, sizes = finding_counts(user, areas, MEMBER_RULES), member_counts(areas)
    rows = [
        member_row(area.name, area, found, size)
        for area, found, size in zip(areas.rows, counts, sizes, strict=True)
        if found or size
    ]
    return Board(
        key="members",
        caption="各社区党员去向：没有支部、失去联系、没有登记",
        columns=labels(MEMBER_RULES),
        rates=("在组织的党员",),
        rows=tuple(rows),
        total=member_row("合计", areas.top, by_column(counts), sum(sizes)),
        empty="这里还没有党员。",
    )


def finding_counts(user: Any, areas: Areas, keys: Sequence[str]) -> Counts:
    return by_area(areas, tallies_for(user, areas.paths, keys=keys))


def member_counts(areas: Areas) -> list[int]:
    """For each area the members of the organizations in it."""
    size = F("totals__full") + F("totals__probationary")
    rows = Organization.objects.filter(pk__in=[area.pk for area in areas.rows]).values_list("path", size)
    kept = {path: {"": members} for path, members in rows if members}
    return [found[""] for found in by_area(areas, kept)]


def labels(keys: Sequence[str]) -> tuple[str, ...]:
    rules = registry.finding_rules()
    return tuple(rules[key].label for key in keys)


def member_row(label: str, area: Area | None, found: Mapping[str, int], size: int) -> Row:
    whole = Cell(f"{size:,}", "rate", members_url(area), f"{label}：组织关系已编入的党员 {size:,} 名", size)
    return Row(label, row_url(area, "members"), cells(label, area, MEMBER_RULES, found), (whole,))


def cells(label: str, area: Area | None, keys: Sequence[str], found: Mapping[str, int]) -> tuple[Cell, ...]:
    """A number for each rule of KEYS."""
    return tuple(cell(label, area, key, found.get(key, 0)) for key in keys)


def cell(label: str, area: Area | None, key: str, found: int) -> Cell:
    if not found:
        return Cell("—", "na")
    rule = registry.finding_rules()[key]
    look = "none" if rule.mark == Mark.GAP else "half"
    words = f"{label}{rule.label}：{found:,} {UNITS_COUNTED[rule.subject_type]}"
    return Cell(f"{found:,}", look, findings_url(area, rule=key), words, found)


def number(label: str, area: Area | None, found: Mapping[str, int]) -> Cell:
    """All of a row together."""
    whole = sum(found.values())
    return Cell(
        f"{whole:,}", "rate", findings_url(area, subject="organizations"), f"{label}：共 {whole:,} 个盲点", whole
    )
