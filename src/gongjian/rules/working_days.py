"""Working days (工作日): weekdays without the State Council's holidays, and the weekends it moves work to.

The holidays of a year are announced only shortly before it begins, so they are data handed in; a year without data has
the plain weekends and is said to be provisional.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """HOLIDAYS are weekdays off, WORKED are Saturdays and Sundays on which people work, YEARS those announced."""

    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.holidays)

    def is_provisional(self, day: date) -> bool:
        """Whether the holidays of that year are not known yet."""
        return day.year not in self.years

    def working_from(self, day: date) -> Iterator[date]:
        """The working days from a day on."""
        while True:
            if self.is_working(day):
                yield day
            day += ONE_DAY

    def nth_working(self, number: int, *, since: date) -> date:
        """The working day NUMBER (1 is the first) counted from SINCE, which counts if it is one."""
        return next(islice(self.working_from(since), number - 1, None))

    def at_or_after(self, day: date) -> date:
        """The day itself, or the next working day."""
        return self.nth_working(1, since=day)

    def at_or_before(self, day: date) -> date:
        """The day itself, or the last working day before it."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day


def calendar(holidays: Iterable[date], worked: Iterable[date]) -> Calendar:
    """The calendar of the days announced; a year is known when any of its days is listed."""
    off, on = frozenset(holidays), frozenset(worked)
    return Calendar(off, on, frozenset(each.year for each in off | on))
