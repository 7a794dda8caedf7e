"""What an indicator can be computed from: every figure folders offer, and how each duty was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from gongjian.foundation import registry
from gongjian.foundation.work import Figure
from gongjian.oversight.duties import figures as duties
from gongjian.oversight.duties.schedules import duties_in_force

SHARE, MISSED = "share", "missed"
ALL = ""
PERCENT = "%"


@dataclass(frozen=True, slots=True)
class Source:
    """`read(organization, since, until)` gives the number, None where there is nothing to count from; `cases` what it
    is made of one by one, in words with an address, where the folder can say; `rows` the address of its rows.
    """

    key: str
    label: str
    unit: str
    group: str
    read: Callable[[Any, date, date], int | None]
    rows: Callable[[Any, date, date], str]
    cases: Callable[[Any, date, date], Iterable[tuple[str, str]]] | None = None


def sources() -> dict[str, Source]:
    """{key: source}, those of duties first; two queries."""
    labels = {ALL: "全部应办", **{each.key: each.label for each in duties_in_force()}}
    found = [each for duty, label in labels.items() for each in (share_of(duty, label), missed_of(duty, label))]
    return {each.key: each for each in (*found, *map(of_figure, registry.offers("figures")))}


def of_figure(figure: Figure) -> Source:
    def read(organization: Any, since: date, until: date) -> int | None:
        return figure.count(path=organization.path, since=since, until=until)

    return Source(figure.key, figure.label, figure.unit, figure.group or "其他", read, figure.rows)


def share_of(duty: str, label: str) -> Source:
    """Whole percent of the periods of a duty that were done on time."""

    def read(organization: Any, since: date, until: date) -> int | None:
        return duties.performance(path=organization.path, since=since, until=until, duty=duty).share

    rows = partial(duties.rows_of, duty=duty)
    return Source(f"{SHARE}:{duty}", f"{label}按时率", PERCENT, "应办按时率", read, rows, partial(missed, duty, True))


def missed_of(duty: str, label: str) -> Source:
    """How many periods of a duty were not done at all."""

    def read(organization: Any, since: date, until: date) -> int | None:
        found = duties.performance(path=organization.path, since=since, until=until, duty=duty)
        return found.overdue if found.owed else None

    rows = partial(duties.rows_of, duty=duty, state="overdue")
    return Source(f"{MISSED}:{duty}", f"{label}没有办的", "期", "应办没有办", read, rows, partial(missed, duty, False))


def missed(duty: str, late: bool, organization: Any, since: date, until: date) -> Iterable[tuple[str, str]]:
    found = duties.missed(path=organization.path, since=since, until=until, duty=duty, late=late)
    return [(each.text, each.url) for each in found]
