"""The re-elections that are owed, and what an office asks for once in a term, counted from a plain description.

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
    done: list[tuple[date, date]] = field(default_factory=list)  # (a day it counts for, when it was done)


@dataclass
class Once:
    """What an office asks for in every term that ends while it holds; STOPPED asks for nothing more."""

    since: date
    kinds: tuple[str, ...] = ()
    chosen: tuple[int, ...] = ()
    times: int = 1
    stopped: bool = False
    evidence: str = "work"


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


def owed_within(offices: list[Office], asked: list[Once], *, on: date, until: date) -> set[Line]:
    """(organization, first day of the term, last day, state, discharged on) of all that is due by UNTIL."""
    return {
        line for each in offices for line in within(each, asked, on) if each.starts and each.starts <= line[2] <= until
    }


def within(office: Office, asked: list[Once], on: date) -> Iterator[Line]:
    begun = list(office.elections) or ([office.founded] if office.founded else [])
    for at, start in enumerate(begun):
        last = last_day(office, start)
        if at + 1 < len(begun):
            last = min(last, date.fromordinal(begun[at + 1].toordinal() - 1))
        holding = [each for each in asked if each.since <= last]
        holds = holding[-1] if holding else None
        if office.kind not in WITH_TERMS or (office.ended and office.ended <= last) or holds is None or holds.stopped:
            continue
        if not holds.evidence and on > last:  # it only reminded
            continue
        if office.number not in holds.chosen and office.kind not in holds.kinds:
            continue
        known = office.done if holds.evidence else []
        work = sorted(done for serves, done in known if start <= serves <= last and done <= on)
        if len(work) >= holds.times:
            yield office.number, start, last, "discharged", work[holds.times - 1]
        elif any(first <= start <= day for first, day in office.excused):
            yield office.number, start, last, "excused", None
        else:
            yield office.number, start, last, "overdue" if on > last else "open", None
