"""What a board is, how its figures are counted, and where its numbers lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass

from gongjian.foundation.pages.shell import installed
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.coverage.areas import Area, Areas

Counts = Sequence[Counter[str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. LOOK is "ok", "none" (gaps), "half" (blind spots) or "na" (nothing there); SAYS is read out aloud
    where the heads of row and column do not say it all.

    The list at URL has OPENS rows.
    """

    text: str
    look: str
    url: str = ""
    says: str = ""
    opens: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """A line: its CELLS, then its RATES, which stand for the whole of it."""

    label: str
    url: str
    cells: tuple[Cell, ...]
    rates: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Units that should be covered, and how many of them have an instructor only, or nothing at all."""

    should: int = 0
    instructed: int = 0
    missing: int = 0

    @property
    def organized(self) -> int:
        return self.should - self.instructed - self.missing

    @property
    def covered(self) -> int:
        return self.should - self.missing

    def __add__(self, other: Standing) -> Standing:
        return Standing(self.should + other.should, self.instructed + other.instructed, self.missing + other.missing)

    def __str__(self) -> str:
        """206 家应覆盖，190 家有党组织，5 家只派了指导员，11 家没有覆盖."""
        parts = [f"{self.should:,} 家应覆盖", f"{self.organized:,} 家有党组织"]
        parts += [f"{self.instructed:,} 家只派了指导员"] if self.instructed else []
        return "，".join([*parts, f"{self.missing:,} 家没有覆盖"])


@dataclass(frozen=True, slots=True)
class Worked:
    """Periods that fell due, by how they stand, and the organizations that are BEHIND with some.

    Who was excused owed nothing; what was made up for late is done.
    """

    done: int = 0
    late: int = 0
    overdue: int = 0
    excused: int = 0
    behind: int = 0

    @property
    def all(self) -> int:
        return self.owed + self.excused

    @property
    def owed(self) -> int:
        return self.kept + self.overdue

    @property
    def kept(self) -> int:
        return self.done + self.late

    def __add__(self, other: Worked) -> Worked:
        return Worked(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    def __str__(self) -> str:
        """应办 120 期，按时办了 100 期，逾期补办 8 期，没有办 12 期，免办 3 期."""
        parts = [f"应办 {self.owed:,} 期", f"按时办了 {self.done:,} 期"]
        parts += [f"逾期补办 {self.late:,} 期"] if self.late else []
        parts += [f"没有办 {self.overdue:,} 期"]
        return "，".join([*parts, f"免办 {self.excused:,} 期"] if self.excused else parts)


@dataclass(frozen=True, slots=True)
class Board:
    """A matrix ready to be drawn: `total` is its foot, `empty` what stands there when it has no rows.

    `units` and `work` are what its shares are of, where it shows them.
    """

    key: str
    caption: str
    columns: tuple[str, ...]
    rates: tuple[str, ...]
    rows: tuple[Row, ...]
    total: Row
    empty: str
    units: Standing = Standing()
    work: Worked | None = None


def by_area(areas: Areas, kept: Mapping[str, Mapping[str, int]]) -> Counts:
    """{key: number} for each area, of what lies in it and in no inner one, from what is KEPT at its path and below."""
    counted = [Counter(kept.get(path, {})) for path in areas.paths]
    for path in areas.paths:
        outer = areas.of(path[:-WIDTH])
        if outer is not None:
            counted[outer].subtract(kept.get(path, {}))
    return [+each for each in counted]


def by_column(counts: Counts) -> Counter[str]:
    total: Counter[str] = Counter()
    for each in counts:
        total.update(each)
    return total


def row_url(area: Area | None, board: str) -> str:
    """A board of its own for an area that has other rows there, else what is missing in the area."""
    if area is None or area.is_divided:
        return address("board", by=board, org=str(area.pk) if area else "")
    return findings_url(area)


def findings_url(area: Area | None, **filters: str) -> str:
    return address("findings", organization=str(area.part) if area else "", **filters)


def units_url(area: Area | None, **filters: str) -> str:
    return address("covered_units", organization=str(area.part) if area else "", **filters)


def organizations_url(area: Area | None, **filters: str) -> str:
    return address("covered_organizations", organization=str(area.part) if area else "", **filters)


def members_url(area: Area | None) -> str:
    return address("members", organization=str(area.part) if area else "", placed="yes")


def address(name: str, **query: str) -> str:
    """The page NAME narrowed by QUERY, whose values are keys and ids of ours, so that nothing in them wants quoting."""
    text = "&".join([f"{key}={value}" for key, value in query.items() if value])
    page = installed([name])[name]
    return f"{page}?{text}" if text else page
