"""The periods in which something is owed: months, quarters, half-years and years, by the rule of each month.

Periods are blocks of the calendar: every three months gives the quarters, counted from January. Which rule holds is
asked for the first day of each month; a period ends early, and the next begins late, where the rule changes. A change
in the middle of a month therefore works from the next month on.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from gongjian.rules.months import add_months

YEAR = 12
ONE_DAY = timedelta(days=1)

Cadence = Callable[[date], int | None]


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From its FIRST to its LAST day, both included; `months` is how long the whole block is."""

    first: date
    last: date
    months: int

    @property
    def key(self) -> str:
        """2026-11, 2026-Q4, 2026-H2, 2026; another block by its months, as 2026-03~2026-04."""
        block = block_of(self.first, self.months)
        start = block_start(block, self.months)
        if self.months in (3, 6):
            return f"{start.year}-{'Q' if self.months == 3 else 'H'}{(start.month - 1) // self.months + 1}"
        if self.months == YEAR:
            return f"{start.year}"
        end = add_months(start, self.months - 1)
        return f"{start:%Y-%m}" if self.months == 1 else f"{start:%Y-%m}~{end:%Y-%m}"

    @property
    def label(self) -> str:
        """2026 年 11 月, 2026 年第 4 季度, 2026 年下半年, 2026 年."""
        start = block_start(block_of(self.first, self.months), self.months)
        year = f"{start.year} 年"
        if self.months == 1:
            return f"{year} {start.month} 月"
        if self.months == 3:
            return f"{year}第 {start.month // 3 + 1} 季度"
        if self.months == 6:
            return f"{year}{'上' if start.month == 1 else '下'}半年"
        end = add_months(start, self.months - 1)
        return year if self.months == YEAR else f"{year} {start.month} 月至 {end.year} 年 {end.month} 月"


def periods(cadence: Cadence, *, since: date, until: date) -> Iterator[Period]:
    """The periods that have a day from SINCE until UNTIL, whole, in order.

    CADENCE gives how many months a period has by the rule in force on a day, None where nothing is owed.
    """
    begin = add_months(since.replace(day=1), -_longest(cadence, since))
    end = add_months(until.replace(day=1), _longest(cadence, until))
    for months, first, after in _runs(cadence, begin, end):
        if months and first <= until and after > since:
            yield Period(first, after - ONE_DAY, months)


def block_of(day: date, months: int) -> int:
    """The number of the block of so many months that a day lies in, counted from the year 0."""
    return (day.year * YEAR + day.month - 1) // months


def block_start(block: int, months: int) -> date:
    year, month = divmod(block * months, YEAR)
    return date(year, month + 1, 1)


def _longest(cadence: Cadence, day: date) -> int:
    return (cadence(day.replace(day=1)) or 0) + 1


def _runs(cadence: Cadence, begin: date, end: date) -> Iterator[tuple[int | None, date, date]]:
    """Months of one block and one rule together: how long the block is, its first day here, the first day after it."""
    span = (end.year - begin.year) * YEAR + end.month - begin.month
    months = [add_months(begin, each) for each in range(span + 1)]

    def block(first: date) -> tuple[int | None, int]:
        length = cadence(first)
        return length, block_of(first, length) if length else 0

    for (length, _), run in groupby(months, key=block):
        held = list(run)
        yield length, held[0], add_months(held[-1], 1)
