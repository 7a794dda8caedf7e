"""Counting in calendar months, as regulations do."""

from calendar import monthrange
from datetime import date


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or earlier when negative.

    Where that month is too short its last day is taken: one month after January 31 is February 28 or 29. Outside the
    years 1 to 9999 it is the first or the last of all days, for one absurd date must not stop the counting of the rest.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    _, last = monthrange(year, month + 1)
    return date(year, month + 1, min(day.day, last))
