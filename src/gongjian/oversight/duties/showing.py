"""The calendar as pages show it: a month of days, the weeks ahead, a year's strip for every organization."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.queries import Group, stands
from gongjian.oversight.duties.schedules import labels_of
from gongjian.oversight.duties.terms import MARKS, Standing
from gongjian.rules.months import add_months
from gongjian.rules.working_days import Calendar

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
YEAR = 12


@dataclass(frozen=True, slots=True)
class Line:
    """Periods of one duty due together: in words, where the rows are, and with which mark."""

    duty: str
    period: str
    text: str
    url: str
    mark: str
    due: date
    late: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    on: date
    lines: tuple[Line, ...]
    here: bool
    rests: bool
    today: bool


@dataclass(frozen=True, slots=True)
class Week:
    label: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One period on a strip, as wide as its months; SAYS is read out aloud."""

    look: str
    span: int
    says: str
    url: str


@dataclass(frozen=True, slots=True)
class Strip:
    """A year of one duty of one organization: marks and gaps (None) side by side, twelve months in all."""

    duty: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The strips of one organization."""

    pk: int
    name: str
    strips: tuple[Strip, ...]
    overdue: int


def address(name: str, **query: object) -> str:
    text = urlencode({key: str(value) for key, value in query.items() if value})
    return f"{reverse(name)}?{text}" if text else reverse(name)


def line_of(group: Group, on: date, chosen: Mapping[str, str]) -> Line:
    """One organization by its name, several by how many are left."""
    late = (on - group.due).days
    if group.excused == group.total:
        text, mark = (f"{group.total} 个都免办" if group.total > 1 else "免办"), "free"
    elif not group.owed:
        text, mark = (f"{group.total} 个都办了" if group.total > 1 else "已办"), "full"
    elif group.owed == 1:
        text, mark = group.organization, "none" if late > 0 else "owed"
    else:
        text, mark = f"还有 {group.owed:,} 个没办", "none" if late > 0 else "owed"
    where = {name: chosen.get(name, "") for name in ("organization", "state")}
    url = address("duty_periods", **where, duty=group.duty, since=group.due, until=group.due)
    return Line(group.label, group.period, text, url, mark, group.due, max(late, 0) if group.owed else 0)


def month_of(
    first: date, groups: Iterable[Group], *, on: date, calendar: Calendar, chosen: Mapping[str, str]
) -> list[list[Day]]:
    """The weeks, Monday to Sunday, that have a day of the month of FIRST."""
    due: dict[date, list[Line]] = defaultdict(list)
    for each in groups:
        due[each.due].append(line_of(each, on, chosen))
    after = add_months(first, 1)
    day, weeks = first - timedelta(days=first.weekday()), []
    while day < after:
        days = [day + timedelta(days=each) for each in range(7)]
        weeks.append([day_of(each, first, due, on, calendar) for each in days])
        day += WEEK
    return weeks


def day_of(day: date, first: date, due: Mapping[date, list[Line]], on: date, calendar: Calendar) -> Day:
    here = day.month == first.month
    lines = tuple(due.get(day, ())) if here else ()
    return Day(day, lines, here, not calendar.is_working(day), day == on)


def weeks_of(groups: Iterable[Group], *, on: date, chosen: Mapping[str, str]) -> list[Week]:
    """What is overdue first, then week by week."""
    weeks: dict[str, list[Line]] = defaultdict(list)
    this_week = on - timedelta(days=on.weekday())
    for each in groups:
        monday = each.due - timedelta(days=each.due.weekday())
        weeks[week_label(each.due, monday, on, this_week, owed=bool(each.owed))].append(line_of(each, on, chosen))
    return [Week(label, tuple(lines)) for label, lines in weeks.items()]


def week_label(due: date, monday: date, on: date, this_week: date, *, owed: bool = True) -> str:
    if due < on:
        return "已经逾期" if owed else "已经过去的"
    if monday <= this_week:
        return "这一周"
    if monday == this_week + WEEK:
        return "下一周"
    sunday = monday + WEEK - ONE_DAY
    return f"{monday.month} 月 {monday.day} 日至 {sunday.month} 月 {sunday.day} 日"


def years_of(periods: Sequence[Occurrence], *, year: int, on: date) -> list[Year]:
    """The strips of these PERIODS, organization by organization in their order."""
    labels = labels_of({each.duty for each in periods})
    held: dict[int, list[Occurrence]] = defaultdict(list)
    for each in periods:
        held[each.organization_id].append(each)
    return [year_of(found, labels, year, on) for found in held.values()]


def year_of(periods: Sequence[Occurrence], labels: Mapping[str, str], year: int, on: date) -> Year:
    by_duty: dict[str, list[Occurrence]] = defaultdict(list)
    for each in periods:
        by_duty[each.duty].append(each)
    order = [key for key in labels if key in by_duty]
    strips = tuple(
        strip_of(labels[key], by_duty[key], year, on) for key in sorted(order, key=lambda key: -len(by_duty[key]))
    )
    overdue = sum(stands(each, on) == Standing.OVERDUE for each in periods)
    return Year(periods[0].organization_id, periods[0].organization.name, strips, overdue)


def strip_of(label: str, periods: Iterable[Occurrence], year: int, on: date) -> Strip:
    """The periods at their months; one that began before the year or ends after it is cut there."""
    marks: list[Mark] = []
    at = 0
    for each in sorted(periods, key=lambda period: period.due_on):
        first, last = months_of(each, year)
        first = max(first, at)
        if last < first:
            continue
        if first > at:
            marks.append(Mark("", first - at, "", ""))
        marks.append(mark_of(each, last - first + 1, on))
        at = last + 1
    if at < YEAR:
        marks.append(Mark("", YEAR - at, "", ""))
    return Strip(label, tuple(marks))


def months_of(period: Occurrence, year: int) -> tuple[int, int]:
    """The first and last month (0 to 11) of a period within a year; one of several years stands at its due month."""
    if (period.last - period.first).days > 366:
        return period.due_on.month - 1, period.due_on.month - 1
    first = (period.first.year - year) * YEAR + period.first.month - 1
    last = (period.last.year - year) * YEAR + period.last.month - 1
    return max(first, 0), min(last, YEAR - 1)


def mark_of(period: Occurrence, span: int, on: date) -> Mark:
    standing = stands(period, on)
    done = f"，{period.discharged_on} 办的" if period.discharged_on else ""
    says = f"{period.label}：{standing.label}{done}，最晚 {period.due_on}"
    return Mark(MARKS[standing], span, says, reverse("duty_period", args=[period.pk]))


def list_url(user: Any, **filters: object) -> str:
    return address("duty_periods", **filters)
