"""The board of units: by area and kind, how many of those that should be covered are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gongjian.oversight.coverage.areas import Area, Areas
from gongjian.oversight.coverage.boards import (
    Board,
    Cell,
    Row,
    Standing,
    Worked,
    by_column,
    findings_url,
    row_url,
    units_url,
)
from gongjian.oversight.coverage.rates import counted_in, everywhere, rate_labels, unit_rate, work_rates
from gongjian.oversight.coverage.terms import INSTRUCTED, KINDS, MISSING, SHOULD, UNCOVERED


def unit_board(user: Any, areas: Areas) -> Board:
    """Units by area and kind: covered out of those that should be covered; beside them how much of the work is done."""
    counts, worked = counted_in(user, areas)
    shown = [key for key in KINDS if any(SHOULD + key in found for found in counts)]
    rows = [
        unit_row(area.name, area, shown, standings(found), work)
        for area, found, work in zip(areas.rows, counts, worked, strict=True)
        if found or (work and work.all)
    ]
    every, work = standings(by_column(counts)), everywhere(worked)
    return Board(
        key="units",
        caption="各社区、各类单位的组织覆盖：已覆盖数/应覆盖数" + ("；各行党组织的工作覆盖" if work else ""),
        columns=tuple(KINDS[key][0] for key in shown),
        rates=rate_labels(work),
        rows=tuple(rows),
        total=unit_row("合计", areas.top, shown, every, work, loud=False),
        empty="这里还没有应覆盖的单位。",
        units=sum(every.values(), Standing()),
        work=work,
    )


def standings(counts: Mapping[str, int]) -> dict[str, Standing]:
    """{column: how its units stand} of the kept numbers of one row."""
    return {
        key: Standing(*(counts.get(start + key, 0) for start in (SHOULD, INSTRUCTED, MISSING)))
        for key in KINDS
        if counts.get(SHOULD + key)
    }


def unit_row(
    label: str,
    area: Area | None,
    shown: Sequence[str],
    units: Mapping[str, Standing],
    work: Worked | None,
    *,
    loud: bool = True,
) -> Row:
    cells = tuple(unit_cell(area, key, units.get(key, Standing()), label, loud=loud) for key in shown)
    rates = (unit_rate(label, area, sum(units.values(), Standing())), *work_rates(label, area, work))
    return Row(label, row_url(area, "units"), cells, rates)


def unit_cell(area: Area | None, key: str, units: Standing, label: str, *, loud: bool) -> Cell:
    """Where some are missing the number leads to these, else to all that should be covered."""
    if not units.should:
        return Cell("—", "na")
    words = f"{label}{KINDS[key][0]}：{units}"
    if units.missing:
        url = findings_url(area, rule=UNCOVERED, kind=key)
        return Cell(f"{units.covered:,}/{units.should:,}", "none" if loud else "ok", url, words, units.missing)
    return Cell(f"{units.should:,}", "ok", units_url(area, kind=key), words, units.should)
