"""The re-elections that are owed, counted from a plain description by the words of the regulations.

《中国共产党支部工作条例（试行）》第六章：村、社区党支部每届任期 5 年，其他单位党支部一般 3 年；换届延期须经上级批准。
Nothing here knows the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

COMMUNITY, OTHER = 5, 3
WITH_TERMS = ("committee", "general_branch", "branch", "joint_branch")
Line = tuple[int, date, date, str, date | None]


@dataclass
class Office:
    """An organization: its elections in order, and, by the day a term began, until when its end was postponed."""

    number: int
    kind: str
    in_community: bool
    founded: date | None = None
    ended: date | None = None
    years: int | None = None
    starts: date | None = None
    elections: list[date] = field(default_factory=list)
    postponed: dict[date, date] = field(default_factory=dict)
    excused: list[tuple[date, date]] = field(default_factory=list)


def owed(offices: list[Office], *, on: date, until: date) -> set[Line]:
    """(organization, first day of the term, due day, state, day of the next election) of all due by UNTIL."""
    return {line for each in offices for line in lines(each, on) if each.starts and each.starts <= line[2] <= until}


def lines(office: Office, on: date) -> Iterator[Line]:
    begun = list(office.elections) or ([office.founded] if office.founded else [])
    for at, start in enumerate(begun):
        due = last_day(office, start)
        following = begun[at + 1] if at + 1 < len(begun) else None
        if office.kind not in WITH_TERMS or (office.ended and office.ended <= due):
            continue
        if following and following <= on:
            yield office.number, start, due, "discharged", following
        elif any(first <= start <= last for first, last in office.excused):
            yield office.number, start, due, "excused", None
        else:
            yield office.number, start, due, "overdue" if on > due else "open", None


def last_day(office: Office, start: date) -> date:
    """The date of the election so many years later, or the day until which the superior let the term run."""
    year = start.year + (office.years or (COMMUNITY if office.in_community else OTHER))
    end = date(year, 2, 28) if (start.month, start.day) == (2, 29) and year % 4 else start.replace(year=year)
    return max(end, office.postponed.get(start, end))
