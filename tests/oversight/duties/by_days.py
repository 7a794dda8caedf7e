"""What is owed, counted day by day from a plain description of a small world; nothing here knows the engine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

ONE_DAY = timedelta(days=1)
EARLIEST = date(2023, 1, 1)
LATEST = date(2028, 12, 31)


@dataclass
class Asked:
    """What holds of a duty from a day on. `months` None: nothing is owed. A period ends on each of DAYS of the year, if
    there are any; else it has so many months, counted from January or from the month of COUNTED_FROM.
    """

    since: date
    months: int | None
    times: int = 1
    due: tuple[str, int] = ("last", 0)
    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    needs: str = ""
    chosen: tuple[int, ...] = ()
    evidence: str = "work"
    counted_from: date | None = None
    days: tuple[tuple[int, int], ...] = ()


@dataclass
class Body:
    """An organization of the small world."""

    number: int
    kind: str
    body: str = ""
    committee: int = 0
    founded: date | None = None
    ended: date | None = None
    starts: date | None = None
    superior: str = ""  # which regional body the organization above it is


@dataclass
class World:
    bodies: list[Body]
    duties: dict[str, list[Asked]]
    proofs: dict[str, list[tuple[int, date, date]]] = field(default_factory=dict)
    exemptions: list[tuple[str, int, date, date]] = field(default_factory=list)
    days_off: set[date] = field(default_factory=set)
    days_worked: set[date] = field(default_factory=set)


Line = tuple[str, int, date, date, str, date | None]


def owed(world: World, *, on: date, until: date) -> set[Line]:
    """(duty, organization, first day, due day, state, discharged on) of all that is due by UNTIL."""
    return {
        line
        for key, asked in world.duties.items()
        for first, last, holds in periods(asked)
        for body in world.bodies
        for line in lines(world, key, first, last, holds, body, on, until)
    }


def lines(
    world: World, key: str, first: date, last: date, holds: Asked, body: Body, on: date, until: date
) -> Iterator[Line]:
    due = due_day(world, last, holds)
    if due > until or not is_asked(holds, body) or body.starts is None or first < body.starts:
        return
    if (body.founded and body.founded > first) or (body.ended and body.ended <= due):
        return
    if not holds.evidence and on > due:  # it only reminded
        return
    work = sorted(
        done
        for number, serves, done in world.proofs.get(holds.evidence, [])
        if number == body.number and first <= serves <= last and done <= on
    )
    if len(work) >= holds.times:
        yield key, body.number, first, due, "discharged", work[holds.times - 1]
    elif any(
        (duty, number) == (key, body.number) and start <= first <= end for duty, number, start, end in world.exemptions
    ):
        yield key, body.number, first, due, "excused", None
    else:
        yield key, body.number, first, due, "overdue" if on > due else "open", None


def is_asked(holds: Asked, body: Body) -> bool:
    if body.number in holds.chosen:
        return True
    if holds.needs == "committee" and not body.committee:
        return False
    if holds.needs == "communities" and body.superior != "residential":
        return False
    return body.kind in holds.kinds or (bool(body.body) and body.body in holds.bodies)


def periods(asked: list[Asked]) -> Iterator[tuple[date, date, Asked]]:
    """Runs of days that lie in one period by what holds on the first of their month."""

    def label(day: date) -> object:
        holds = holding(asked, day.replace(day=1))
        if holds is None or holds.months is None:
            return None
        if holds.days:
            return holds.days, next_of(holds.days, day)
        begun = holds.counted_from or date(2000, 1, 1)
        return holds.months, ((day.year - begun.year) * 12 + day.month - begun.month) // holds.months, begun_at(holds)

    days = [EARLIEST + timedelta(days=each) for each in range((LATEST - EARLIEST).days)]
    for labeled, run in groupby(days, key=label):
        held = list(run)
        holds = holding(asked, held[0])
        if labeled and holds is not None:
            yield held[0], held[-1], holds


def next_of(days: tuple[tuple[int, int], ...], day: date) -> date:
    """The first of the chosen days of the year that is not before a day."""
    while (day.month, day.day) not in days:
        day += ONE_DAY
    return day


def begun_at(holds: Asked) -> int:
    """In which of its months a year of such blocks begins: two ways of saying the same blocks are one."""
    begun = holds.counted_from or date(2000, 1, 1)
    return (begun.year * 12 + begun.month - 1) % (holds.months or 1)


def holding(asked: list[Asked], day: date) -> Asked | None:
    known = [each for each in asked if each.since <= day]
    return max(known, key=lambda each: each.since) if known else None


def due_day(world: World, last: date, holds: Asked) -> date:
    how, number = ("last", 0) if holds.days else holds.due
    if how == "day":
        return min(last.replace(day=1) + timedelta(days=number - 1), last)
    if how == "last":
        return last
    day = last
    while number:
        day += ONE_DAY
        works = day in world.days_worked or (day.weekday() < 5 and day not in world.days_off)
        number -= works
    return day
