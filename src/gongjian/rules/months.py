"""Counting in calendar months, as regulations do."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or earlier when negative.

    Where that month is too short its last day is taken: one month after January 31 is February 28 or 29. Raises
    ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))
