"""A month as weeks of days with their meetings, Monday first."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils import timezone

WEEKS = Calendar(firstweekday=0)
SHOWN_A_DAY = 4
YEARS = range(1900, 3000)


@dataclass(frozen=True, slots=True)
class Day:
    """One day; `more` is how many meetings stand behind those shown."""

    on: date
    inside: bool
    today: bool
    meetings: tuple[Any, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Month:
    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @property
    def previous(self) -> str:
        return f"{self.first.year - (self.first.month == 1)}-{(self.first.month - 2) % 12 + 1:02}"

    @property
    def following(self) -> str:
        return f"{self.first.year + (self.first.month == 12)}-{self.first.month % 12 + 1:02}"

    @property
    def days(self) -> list[Day]:
        """Those days that have meetings, for a narrow screen."""
        return [day for week in self.weeks for day in week if day.inside and day.meetings]


def first_of(text: str) -> date | None:
    """The first day of the month TEXT names (2026-11); None where it names none that has meetings."""
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
    return first if first.year in YEARS else None


def month_of(first: date, meetings: QuerySet[Any], *, on: date) -> Month:
    """The month that begins on FIRST with its MEETINGS; three queries, however many they are."""
    day = TruncDate("starts_at")
    numbers = dict(meetings.order_by().values_list(day).annotate(number=Count("pk")))
    nth = Window(RowNumber(), partition_by=[day], order_by=["starts_at", "pk"])
    earliest = meetings.order_by().annotate(nth=nth).filter(nth__lte=SHOWN_A_DAY).values_list("pk", flat=True)
    shown: dict[date, list[Any]] = defaultdict(list)
    for each in meetings.filter(pk__in=list(earliest)).order_by("starts_at", "pk"):
        shown[timezone.localdate(each.starts_at)].append(each)
    weeks = WEEKS.monthdatescalendar(first.year, first.month)
    days = ((day_of(day, first, shown[day], numbers.get(day, 0), on) for day in week) for week in weeks)
    return Month(first, tuple(map(tuple, days)))


def day_of(day: date, first: date, shown: list[Any], number: int, on: date) -> Day:
    if day.month != first.month:
        return Day(day, False, day == on, (), 0)
    return Day(day, True, day == on, tuple(shown), number - len(shown))
