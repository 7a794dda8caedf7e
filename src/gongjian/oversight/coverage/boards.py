"""The figures of the board: for each area, what should be covered and what is not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import F
from django.urls import reverse

from gongjian.foundation import registry
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.coverage.areas import Area, Areas
from gongjian.oversight.coverage.queries import tallies_for
from gongjian.oversight.coverage.terms import KINDS, MISSING, SHOULD, Mark
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import UnitQuerySet

MEMBER_RULES = ("member_without_branch", "floating_member_lost", "members_unregistered")


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. LOOK is "ok", "none" (gaps), "half" (blind spots) or "na" (nothing there); SAYS is read out aloud."""

    text: str
    look: str
    url: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    url: str
    cells: tuple[Cell, ...]
    whole: Cell


@dataclass(frozen=True, slots=True)
class Board:
    """A matrix ready to be drawn: `total` is its foot."""

    caption: str
    columns: tuple[str, ...]
    last: str
    rows: tuple[Row, ...]
    total: Row
    covered: int = 0
    should: int = 0

    @property
    def uncovered(self) -> int:
        return self.should - self.covered


Counts = Counter[tuple[int, str]]


def unit_board(user: Any, areas: Areas) -> Board:
    """Units by area and kind: covered out of those that should be covered."""
    should, gaps = unit_counts(user, areas)
    shown = [key for key in KINDS if any(column == key for _, column in should)]
    rows = [
        unit_row(area.name, area, shown, of_row(should, at), of_row(gaps, at))
        for at, area in enumerate(areas.rows)
        if any(row == at for row, _ in should)
    ]
    all_should, all_gaps = by_column(should), by_column(gaps)
    total = unit_row("合计", areas.top, shown, all_should, all_gaps, loud=False)
    return Board(
        caption="各社区、各类单位的组织覆盖：已覆盖数/应覆盖数",
        columns=tuple(KINDS[key][0] for key in shown),
        last="覆盖",
        rows=tuple(rows),
        total=total,
        covered=sum(all_should.values()) - sum(all_gaps.values()),
        should=sum(all_should.values()),
    )


def unit_counts(user: Any, areas: Areas) -> tuple[Counts, Counts]:
    """{(area, column): units} that should be covered, and those of them that are not."""
    keys = [start + column for start in (SHOULD, MISSING) for column in KINDS]
    counted = by_area(areas, tallies_for(user, areas.paths, keys=keys, permission=UnitQuerySet.view_permission))
    return beginning(counted, SHOULD), beginning(counted, MISSING)


def beginning(counts: Counts, start: str) -> Counts:
    """The COUNTS whose key begins with START, under the rest of the key."""
    return Counter({(at, key[len(start) :]): number for (at, key), number in counts.items() if key.startswith(start)})


def by_area(areas: Areas, kept: Mapping[str, Mapping[str, int]]) -> Counts:
    """{(area, key): number} of what lies in an area and in no inner one, from what is KEPT at its path and below."""
    counted: Counts = Counter()
    for at, path in enumerate(areas.paths):
        outer = areas.of(path[:-WIDTH])
        for key, number in kept.get(path, {}).items():
            counted[at, key] += number
            if outer is not None:
                counted[outer, key] -= number
    return +counted


def unit_row(
    label: str,
    area: Area | None,
    shown: Sequence[str],
    should: Mapping[str, int],
    gaps: Mapping[str, int],
    *,
    loud: bool = True,
) -> Row:
    cells = tuple(unit_cell(area, key, should.get(key, 0), gaps.get(key, 0), label, loud=loud) for key in shown)
    whole, missing = sum(should.values()), sum(gaps.values())
    covered = whole - missing
    rate = f"{covered / whole:.1%}" if whole else "—"
    look = "full" if whole and not missing else "rate"
    return Row(
        label,
        board_url(area),
        cells,
        Cell(rate, look, units_url(area), f"{label}应覆盖 {whole} 家，已覆盖 {covered} 家"),
    )


def unit_cell(area: Area | None, key: str, should: int, gaps: int, label: str, *, loud: bool) -> Cell:
    if not should:
        return Cell("—", "na")
    words = f"{label}{KINDS[key][0]}：{should} 家应覆盖，{gaps} 家没有覆盖"
    if gaps and loud:
        return Cell(f"{should - gaps}/{should}", "none", findings_url(area, mark="gap", kind=key), words)
    return Cell(
        f"{should - gaps}/{should}" if gaps or not loud else str(should), "ok", units_url(area, kind=key), words
    )


def organization_board(user: Any, areas: Areas) -> Board:
    """Blind spots by area and rule."""
    keys = [each.key for each in registry.finding_rules().values() if each.subject_type == "organizations"]
    return findings_board(user, areas, keys, caption="各社区党组织的盲点，按规则", members=False)


def member_board(user: Any, areas: Areas) -> Board:
    """Where members go missing, by area, beside how many there are."""
    return findings_board(
        user, areas, MEMBER_RULES, caption="各社区党员去向：没有支部、失去联系、没有登记", members=True
    )


def findings_board(user: Any, areas: Areas, keys: Sequence[str], *, caption: str, members: bool) -> Board:
    rules = registry.finding_rules()
    counted = by_area(areas, tallies_for(user, areas.paths, keys=keys))
    sizes = member_counts(areas) if members else Counter()
    drawn = [
        findings_row(area.name, area, keys, of_row(counted, at), sizes.get(at) if members else None)
        for at, area in enumerate(areas.rows)
        if sizes.get(at) or any(row == at for row, _ in counted)
    ]
    size = sum(sizes.values()) if members else None
    return Board(
        caption=caption,
        columns=tuple(rules[key].label for key in keys),
        last="党员" if members else "合计",
        rows=tuple(drawn),
        total=findings_row("合计", areas.top, keys, by_column(counted), size),
    )


def findings_row(
    label: str, area: Area | None, keys: Sequence[str], counts: Mapping[str, int], size: int | None
) -> Row:
    rules = registry.finding_rules()
    cells = tuple(
        Cell(
            str(counts[key]),
            "none" if rules[key].mark == Mark.GAP else "half",
            findings_url(area, rule=key),
            f"{label}{rules[key].label}：{counts[key]} 个",
        )
        if counts.get(key)
        else Cell("—", "na")
        for key in keys
    )
    if size is None:
        whole = Cell(
            str(sum(counts.values())),
            "rate",
            findings_url(area, subject="organizations"),
            f"{label}共 {sum(counts.values())} 个",
        )
    else:
        whole = Cell(f"{size:,}", "rate", members_url(area), f"{label}党员 {size} 名")
    return Row(label, board_url(area), cells, whole)


def member_counts(areas: Areas) -> Counter[int]:
    """{area: members} of the organizations in it."""
    size = F("totals__full") + F("totals__probationary")
    rows = Organization.objects.filter(pk__in=[area.pk for area in areas.rows]).values_list("path", size)
    kept = {path: {"": number} for path, number in rows if number}
    return Counter({at: number for (at, _), number in by_area(areas, kept).items()})


def of_row(counts: Counts, at: int) -> dict[str, int]:
    return {column: number for (row, column), number in counts.items() if row == at}


def by_column(counts: Counts) -> Counter[str]:
    total: Counter[str] = Counter()
    for (_, column), number in counts.items():
        total[column] += number
    return total


def board_url(area: Area | None) -> str:
    return address("board", org=str(area.pk) if area else "")


def findings_url(area: Area | None, **filters: str) -> str:
    return address("findings", organization=str(area.pk) if area else "", **filters)


def units_url(area: Area | None, **filters: str) -> str:
    return address("covered_units", organization=str(area.pk) if area else "", **filters)


def members_url(area: Area | None) -> str:
    return address("members", organization=str(area.pk) if area else "")


def address(name: str, **query: str) -> str:
    text = urlencode({key: value for key, value in query.items() if value})
    return f"{reverse(name)}?{text}" if text else reverse(name)
