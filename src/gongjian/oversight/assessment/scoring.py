"""The arithmetic of assessment, pure: from numbers to points, from points to a band.

Points are whole numbers of hundredths, so that nothing is lost in between; weights too. A share of points is rounded
down to the hundredth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

POINT = 100
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Scale:
    """Full points at TARGET, none at FLOOR, in proportion between.

    More is better where TARGET lies above FLOOR: full when the value is >= TARGET, none when it is <= FLOOR. Else less
    is better: full when it is <= TARGET, none when it is >= FLOOR. The two must differ.
    """

    target: int
    floor: int

    def __post_init__(self) -> None:
        if self.target == self.floor:
            raise ValueError("target and floor must differ")

    def points(self, value: int, weight: int) -> int:
        """Hundredths of a point, 0 to WEIGHT."""
        way, span = value - self.floor, self.target - self.floor
        way, span = (way, span) if span > 0 else (-way, -span)
        return weight * min(max(way, 0), span) // span


@dataclass(frozen=True, slots=True)
class Deduct:
    """EACH hundredths off for every one that is counted, never below nothing."""

    each: int

    def points(self, value: int, weight: int) -> int:
        """Hundredths of a point, 0 to WEIGHT."""
        return max(weight - max(value, 0) * self.each, 0)

    def taken(self, value: int, weight: int) -> list[int]:
        """What each of VALUE cases took off, in their order: EACH, until nothing is left; sums up to what is lost."""
        return [min(self.each, max(weight - before * self.each, 0)) for before in range(max(value, 0))]


def rated(counts: Mapping[int, int], weight: int) -> int:
    """The points of {share of 100: how many said so}: their mean share of WEIGHT. Raises ValueError when nobody did."""
    said = sum(counts.values())
    if not said:
        raise ValueError("nobody has rated")
    return weight * sum(share * number for share, number in counts.items()) // (WHOLE * said)


@dataclass(frozen=True, slots=True)
class Total:
    """POINTS reached of the FULL ones that could be; both in hundredths."""

    points: int
    full: int


def total_of(lines: Iterable[tuple[int, int]], adjustments: Iterable[int] = ()) -> Total:
    """The exact sum of LINES (points, weight) and of ADJUSTMENTS; deductions never take the points below 0."""
    held = list(lines)
    points = sum(points for points, _ in held) + sum(adjustments)
    return Total(max(points, 0), sum(weight for _, weight in held))


def band_of(total: Total, thresholds: Sequence[int]) -> int | None:
    """The place of the first of THRESHOLDS (percent of the full points, falling) that is reached (>=), else their
    number; None where there was nothing to reach.
    """
    if total.full <= 0:
        return None
    reached = (at for at, percent in enumerate(thresholds) if total.points * WHOLE >= percent * total.full)
    return next(reached, len(thresholds))


def spoken(hundredths: int) -> str:
    """1000 as 10, 950 as 9.5, 933 as 9.33."""
    whole, rest = divmod(abs(hundredths), POINT)
    sign = "-" if hundredths < 0 else ""
    return f"{sign}{whole}" + (f".{rest:02d}".rstrip("0") if rest else "")
