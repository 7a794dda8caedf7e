"""Runs day after day: every folder does what the day brings, and the night keeps the books."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from gongjian.entry.simulation.workers import open_workers, worker_of
from gongjian.foundation import registry
from gongjian.foundation.work import Chance, Workday
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties.actions import start_calendar
from gongjian.registers.organizations.models import Organization

EVENING = time(23, 30)
ONE_DAY = timedelta(days=1)
SUNDAY = 6


def simulate(*, since: date, until: date, seed: int, tell: Callable[[date, int], None] = lambda day, done: None) -> int:
    """Work from SINCE until UNTIL on the street that is there; returns how many acts were done.

    The same seed gives the same year; a stretch that was simulated before is passed over without a second effect.
    """
    begin(since=since, seed=seed)
    worker, months = worker_of(), Counter[date]()
    day = since
    while day <= until:
        months[day.replace(day=1)] += live(Workday(day, Chance(seed), worker), is_night_kept(day, until))
        if (day + ONE_DAY).day == 1 or day == until:
            tell(day.replace(day=1), months[day.replace(day=1)])
        day += ONE_DAY
    return months.total()


@transaction.atomic
def begin(*, since: date, seed: int) -> None:
    """Open the workers' accounts and let the calendar ask from the first month on."""
    root = Organization.objects.get(parent=None)
    now = night_of(since - ONE_DAY)
    open_workers(seed=seed, on=since, now=now)
    start_calendar(root, first=since, by=None, now=now)
    catch_up(now=now)


@transaction.atomic
def live(day: Workday, keeps_night: bool) -> int:
    """What one day brings, and the night after it."""
    done = sum(work(day) for work in registry.offers("workdays"))
    if keeps_night:
        now = night_of(day.on)
        catch_up(now=now)
        for job in registry.offers("daily"):
            job(now)
    return done


def is_night_kept(day: date, last: date) -> bool:
    """The books are kept once a week and at the end of each month: the nightly job catches up with days left out."""
    return day == last or day.weekday() == SUNDAY or (day + ONE_DAY).day == 1


def night_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, EVENING))
