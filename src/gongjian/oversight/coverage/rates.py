"""The two shares of a line of the board: 组织覆盖, of units, and 工作覆盖, of what organizations owe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gongjian.foundation import registry
from gongjian.foundation.work import WorkCoverage
from gongjian.oversight.coverage.areas import Area, Areas
from gongjian.oversight.coverage.boards import Cell, Counts, Standing, Worked, by_area, units_url
from gongjian.oversight.coverage.queries import numbers_of, tally_rows
from gongjian.oversight.coverage.terms import INSTRUCTED, KINDS, MISSING, SHOULD
from gongjian.registers.units.models import UnitQuerySet

NUMBERS = ("done", "late", "overdue", "excused", "behind")


def offered() -> WorkCoverage | None:
    """工作覆盖 as some folder offers it, None where none does."""
    return next(registry.offers("work_coverage"), None)


def counted_in(user: Any, areas: Areas) -> tuple[Counts, list[Worked | None]]:
    """For each area, of what lies in it and in no inner one: {key: units}, and how the work stands; one query.

    The keys are columns with SHOULD, INSTRUCTED or MISSING in front.
    """
    keys = [start + column for start in (SHOULD, INSTRUCTED, MISSING) for column in KINDS]
    units = tally_rows(user, areas.paths, keys=keys, permission=UnitQuerySet.view_permission)
    offer = offered()
    if offer is None:
        return by_area(areas, numbers_of([units])[0]), [None] * len(areas.rows)
    counts, work = (by_area(areas, each) for each in numbers_of([units, offer.kept(user, areas.paths)]))
    return counts, [Worked(*(found[key] for key in NUMBERS)) for found in work]


def everywhere(worked: Sequence[Worked | None]) -> Worked | None:
    """All of WORKED together, None where nobody offers it."""
    if offered() is None:
        return None
    return sum(filter(None, worked), Worked())


def rate_labels(work: Worked | None) -> tuple[str, ...]:
    return ("组织覆盖",) if work is None else ("组织覆盖", "工作覆盖")


def unit_rate(label: str, area: Area | None, units: Standing) -> Cell:
    """The share of units covered; it leads to all that should be."""
    return rate(units.covered, units.should, units_url(area), f"{label}组织覆盖：{units}", units.should)


def work_rates(label: str, area: Area | None, work: Worked | None) -> tuple[Cell, ...]:
    """The share of periods done, nothing where nobody offers it; it leads to all that fell due."""
    offer = offered()
    if offer is None or work is None:
        return ()
    url = offer.rows(part=area.part if area else "")
    return (rate(work.kept, work.owed, url, f"{label}工作覆盖：{work}", work.all),)


def rate(part: int, whole: int, url: str, says: str, opens: int) -> Cell:
    """PART of WHOLE; marked full where nothing is missing."""
    if not whole:
        return Cell("—", "na")
    return Cell(percent(part, whole), "full" if part == whole else "rate", url, says, opens)


def percent(part: int, whole: int) -> str:
    """“93.5%”; “100.0%” only where nothing is missing."""
    shown = f"{part / whole:.1%}"
    return "99.9%" if part < whole and shown == "100.0%" else shown
