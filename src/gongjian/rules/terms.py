"""When the term (届期) of a committee or a secretary ends."""

from datetime import date

from gongjian.rules.months import add_months


def term_ends(started_on: date, years: int) -> date:
    """The last day that is still in time for a re-election (换届): the start's own date so many years later.

    ``started_on`` is the last election, or the founding where nobody was elected yet. A term begun on February 29
    ends on February 28 in a common year.
    """
    return add_months(started_on, 12 * years)


def is_overdue(started_on: date, years: int, *, on: date) -> bool:
    """Whether the re-election is late on this day; on the last day of the term it is not."""
    return on > term_ends(started_on, years)
