"""A month as weeks of days with their meetings, Monday first."""

from __future__ import annotations

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

WEEKS = Calendar(firstweekday=0)
SHOWN_A_DAY = 4


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


def first_of(text: str, on: date) -> date:
    """The first day of the month TEXT names (2026-11); of the month of ON where it names none."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return on.replace(day=1)


def month_of(first: date, meetings: Iterable[Any], *, on: date) -> Month:
    """The month that begins on FIRST with its MEETINGS, which come in the order of their time."""
    held: dict[date, list[Any]] = defaultdict(list)
    for each in meetings:
        held[timezone.localdate(each.starts_at)].append(each)
    weeks = WEEKS.monthdatescalendar(first.year, first.month)
    return Month(first, tuple(tuple(day_of(day, first, held[day], on) for day in week) for week in weeks))


def day_of(day: date, first: date, meetings: list[Any], on: date) -> Day:
    inside = day.month == first.month
    shown = tuple(meetings[:SHOWN_A_DAY]) if inside else ()
    return Day(day, inside, day == on, shown, len(meetings) - len(shown) if inside else 0)
