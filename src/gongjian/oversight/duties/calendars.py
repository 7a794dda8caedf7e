"""The working days as this office knows them: what the State Council announced, and what an administrator loaded."""

from __future__ import annotations

from datetime import date

from chinese_calendar import holidays, workdays
from django.core.cache import cache

from gongjian.oversight.duties.models import SpecialDay
from gongjian.rules.working_days import Calendar, calendar

CACHE_KEY = "duties.calendar"
MINUTE = 60


def working_calendar() -> Calendar:
    """The announced years with the days an administrator has set above them; one query, at most once a minute."""
    known = cache.get(CACHE_KEY)
    if known is None:
        known = composed(dict(SpecialDay.objects.values_list("on", "works")))
        cache.set(CACHE_KEY, known, MINUTE)
    return known


def forget_calendar() -> None:
    cache.delete(CACHE_KEY)


def composed(special: dict[date, bool]) -> Calendar:
    """SPECIAL is {day: whether people work}; what it says goes before what was announced."""
    off = {day for day in holidays if special.get(day) is not True} | {
        day for day, works in special.items() if not works
    }
    on = {day for day in workdays if special.get(day) is not False} | {day for day, works in special.items() if works}
    return calendar(off, on)
