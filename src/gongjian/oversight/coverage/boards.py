"""What a board is, how its figures are counted, and where its numbers lead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongjian.foundation.pages.shell import installed
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.coverage.areas import Area, Areas

Counts = Sequence[Counter[str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number. LOOK is "ok", "none" (gaps), "half" (blind spots) or "na" (nothing there); SAYS is read out aloud.

    The list at URL has OPENS rows.
    """

    text: str
    look: str
    url: str = ""
    says: str = ""
    opens: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    label: str
    url: str
    cells: tuple[Cell, ...]
    whole: Cell


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
class Board:
    """A matrix ready to be drawn: `total` is its foot, `empty` what stands there when it has no rows."""

    key: str
    caption: str
    columns: tuple[str, ...]
    last: str
    rows: tuple[Row, ...]
    total: Row
    empty: str
    units: Standing = Standing()


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


def members_url(area: Area | None) -> str:
    return address("members", organization=str(area.part) if area else "", placed="yes")


def address(name: str, **query: str) -> str:
    """The page NAME narrowed by QUERY, whose values are keys and ids of ours, so that nothing in them wants quoting."""
    text = "&".join([f"{key}={value}" for key, value in query.items() if value])
    page = installed([name])[name]
    return f"{page}?{text}" if text else page
