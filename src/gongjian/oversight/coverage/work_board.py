"""The board of work: by area, how the periods stand that fell due, and how many organizations are behind."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.work import WorkCoverage
from gongjian.oversight.coverage.areas import Area, Areas
from gongjian.oversight.coverage.boards import Board, Cell, Row, Standing, Worked, by_column, organizations_url, row_url
from gongjian.oversight.coverage.rates import counted_in, everywhere, offered, rate_labels, unit_rate, work_rates
from gongjian.oversight.coverage.unit_board import standings

COLUMNS = {"done": "按时办了", "late": "逾期补办", "overdue": "没有办", "excused": "免办"}
BEHIND = "盲点"


def work_board(user: Any, areas: Areas) -> Board:
    """Periods by area and by how they stand, beside the same share of units that the board of units shows."""
    counts, worked = counted_in(user, areas)
    rows = [
        work_row(area.name, area, whole(found), work)
        for area, found, work in zip(areas.rows, counts, worked, strict=True)
        if work and work.all
    ]
    every, units = everywhere(worked), whole(by_column(counts))
    return Board(
        key="work",
        caption="各社区、各条线到期的应办事项办得怎样，期数",
        columns=(*COLUMNS.values(), BEHIND),
        rates=rate_labels(every),
        rows=tuple(rows),
        total=work_row("合计", areas.top, units, every or Worked()),
        empty="这里还没有到期的应办事项。",
        units=units,
        work=every,
    )


def whole(counts: Any) -> Standing:
    return sum(standings(counts).values(), Standing())


def work_row(label: str, area: Area | None, units: Standing, work: Worked) -> Row:
    offer = offered()
    cells = (*(cell(label, area, key, work, offer) for key in COLUMNS), behind_cell(label, area, work)) if offer else ()
    return Row(label, row_url(area, "work"), cells, (unit_rate(label, area, units), *work_rates(label, area, work)))


def cell(label: str, area: Area | None, key: str, work: Worked, offer: WorkCoverage) -> Cell:
    """How many periods stand so; what is overdue is loud, the rest says no more than its place in the table."""
    found = getattr(work, key)
    if not found:
        return Cell("—", "na")
    url = offer.rows(key, part=area.part if area else "")
    if key != "overdue":
        return Cell(f"{found:,}", "ok", url, opens=found)
    return Cell(f"{found:,}", "none", url, f"{label}{COLUMNS[key]}：{found:,} 期", found)


def behind_cell(label: str, area: Area | None, work: Worked) -> Cell:
    """How many organizations did not do something: it leads to them, one by one."""
    if not work.behind:
        return Cell("—", "na")
    words = f"{label}{BEHIND}：{work.behind:,} 个党组织有没办的"
    return Cell(f"{work.behind:,}", "half", organizations_url(area, work="behind"), words, work.behind)
