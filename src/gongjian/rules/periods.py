"""The periods in which something is owed: blocks of months, or the stretches between days chosen in the year.

Blocks of months are counted from January (every three months gives the quarters) or from another month. Days chosen
in the year are each the last of a period. Which rule holds is asked for the first day of each month; a period ends
early, and the next begins late, where the rule changes. A change in the middle of a month therefore works from the
next month on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import NamedTuple

from gongjian.rules.months import add_months

YEAR = 12
ONE_DAY = timedelta(days=1)


class Shifted(NamedTuple):
    """Blocks of so many MONTHS, counted from SHIFT months after a January: every 6 months from March has shift 2."""

    months: int
    shift: int


class ChosenDays(NamedTuple):
    """Days chosen in the year, (month, day) in order; February 29 is none of them."""

    days: tuple[tuple[int, int], ...]


Rhythm = int | Shifted | ChosenDays
Cadence = Callable[[date], Rhythm | None]


def counted_from(month: date, months: int) -> Rhythm:
    """Blocks of so many months of which one begins in MONTH."""
    shift = (month.year * YEAR + month.month - 1) % months
    return Shifted(months, shift) if shift else months


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From its FIRST to its LAST day, both included; `months` is how long the whole block is."""

    first: date
    last: date
    months: int
    shift: int = 0

    @property
    def key(self) -> str:
        """2026-11, 2026-Q4, 2026-H2, 2026; another block by its months, as 2026-03~2026-04."""
        start, end = self._whole
        if self.months in (3, 6) and not self.shift:
            return f"{start.year}-{'Q' if self.months == 3 else 'H'}{(start.month - 1) // self.months + 1}"
        if self.months == YEAR and not self.shift:
            return f"{start.year}"
        return f"{start:%Y-%m}" if self.months == 1 else f"{start:%Y-%m}~{end:%Y-%m}"

    @property
    def label(self) -> str:
        """2026 年 11 月, 2026 年第 4 季度, 2026 年下半年, 2026 年."""
        start, end = self._whole
        year = f"{start.year} 年"
        if self.months == 1:
            return f"{year} {start.month} 月"
        if self.months == 3 and not self.shift:
            return f"{year}第 {start.month // 3 + 1} 季度"
        if self.months == 6 and not self.shift:
            return f"{year}{'上' if start.month == 1 else '下'}半年"
        if self.months == YEAR and not self.shift:
            return year
        return f"{year} {start.month} 月至 {end.year} 年 {end.month} 月"

    @property
    def _whole(self) -> tuple[date, date]:
        """The first days of the first and the last month of the block."""
        start = block_start(block_of(self.first, self.months, self.shift), self.months, self.shift)
        return start, add_months(start, self.months - 1)


@dataclass(frozen=True, slots=True, order=True)
class UntilDay:
    """What is owed by a day chosen in the year: from the day after the one before it."""

    first: date
    last: date

    @property
    def key(self) -> str:
        """2026-03-15."""
        return f"{self.last}"

    @property
    def label(self) -> str:
        """2026 年 3 月 15 日前."""
        return f"{self.last.year} 年 {self.last.month} 月 {self.last.day} 日前"


def periods(cadence: Cadence, *, since: date, until: date) -> Iterator[Period | UntilDay]:
    """The periods that have a day from SINCE until UNTIL, whole, in order.

    CADENCE gives what holds on a day, None where nothing is owed; a number is so many months, counted from January.
    """
    begin = add_months(since.replace(day=1), -_longest(cadence, since))
    end = add_months(until.replace(day=1), _longest(cadence, until))
    for rhythm, first, after in _runs(cadence, begin, end):
        if rhythm and first <= until and after > since:
            yield _named(rhythm, first, after - ONE_DAY)


def block_of(day: date, months: int, shift: int = 0) -> int:
    """The number of the block of so many months that a day lies in, counted from SHIFT months into the year 0."""
    return (day.year * YEAR + day.month - 1 - shift) // months


def block_start(block: int, months: int, shift: int = 0) -> date:
    year, month = divmod(block * months + shift, YEAR)
    return date(year, month + 1, 1)


def _named(rhythm: Rhythm, first: date, last: date) -> Period | UntilDay:
    if isinstance(rhythm, ChosenDays):
        return UntilDay(first, last)
    return Period(first, last, *_blocks(rhythm))


def _blocks(rhythm: int | Shifted) -> Shifted:
    return rhythm if isinstance(rhythm, Shifted) else Shifted(rhythm, 0)


def _longest(cadence: Cadence, day: date) -> int:
    """More months than a period of what holds on a day has."""
    rhythm = cadence(day.replace(day=1))
    if rhythm is None:
        return 1
    return (YEAR if isinstance(rhythm, ChosenDays) else _blocks(rhythm).months) + 1


def _runs(cadence: Cadence, begin: date, end: date) -> Iterator[tuple[Rhythm | None, date, date]]:
    """Days of one period and one rule together: what holds, the first day here, the first day after it."""
    span = (end.year - begin.year) * YEAR + end.month - begin.month
    months = [add_months(begin, each) for each in range(span + 1)]
    for rhythm, run in groupby(months, key=cadence):
        held = list(run)
        after = add_months(held[-1], 1)
        cuts = [held[0], *(each for each in _begins(rhythm, held) if each > held[0]), after]
        yield from ((rhythm, first, following) for first, following in pairwise(cuts) if first < following)


def _begins(rhythm: Rhythm | None, months: list[date]) -> Iterator[date]:
    """The days in or right after MONTHS on which a period begins."""
    if isinstance(rhythm, ChosenDays):
        days = (month.replace(day=day) for month in months for number, day in rhythm.days if number == month.month)
        yield from (each + ONE_DAY for each in days)
    elif rhythm:
        length, shift = _blocks(rhythm)
        yield from (each for each in months if (each.year * YEAR + each.month - 1 - shift) % length == 0)
