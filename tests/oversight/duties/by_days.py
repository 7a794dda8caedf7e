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
    """What holds of a duty from a day on. `months` None: nothing is owed."""

    since: date
    months: int | None
    times: int = 1
    due: tuple[str, int] = ("last", 0)
    kinds: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    needs: str = ""
    chosen: tuple[int, ...] = ()
    evidence: str = "work"


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
    """Runs of days that lie in one block of months by what holds on the first of their month."""

    def label(day: date) -> tuple[int, int, int]:
        holds = holding(asked, day.replace(day=1))
        if holds is None or holds.months is None:
            return 0, 0, 0
        return holds.months, (day.year * 12 + day.month - 1) // holds.months, 1

    days = [EARLIEST + timedelta(days=each) for each in range((LATEST - EARLIEST).days)]
    for (months, _, _), run in groupby(days, key=label):
        held = list(run)
        holds = holding(asked, held[0])
        if months and holds is not None:
            yield held[0], held[-1], holds


def holding(asked: list[Asked], day: date) -> Asked | None:
    known = [each for each in asked if each.since <= day]
    return max(known, key=lambda each: each.since) if known else None


def due_day(world: World, last: date, holds: Asked) -> date:
    how, number = holds.due
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
