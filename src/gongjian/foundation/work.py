"""What folders say about work: what organizations owe, what was done, how much of it there is, what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from random import Random
from typing import Any, Literal, NamedTuple
from uuid import UUID, uuid5

from django.utils import timezone

from gongjian.foundation.kept import Kept
from gongjian.rules.owing import Proof

SIMULATED = UUID("6b1d4f0e-3a52-4c1b-9a67-70c1a0f2d8e5")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of finished work (成果) that discharges duties, such as meetings held.

    `find(among=, since=, until=)` gives the Proofs that serve a day from SINCE until UNTIL, of all organizations or of
    those AMONG; one query. `begin(user, organization, serves)` is the address where such work is begun, "" where USER
    may not. `arranged(among=, since=, until=)` gives what those AMONG have set a day for and not done yet, of all the
    kinds that share it; one query.
    """

    key: str
    label: str
    subject_type: str
    find: Callable[..., Iterable[Proof]]
    begin: Callable[[Any, Any, date], str]
    arranged: Callable[..., Iterable[Arranged]] | None = None


class Arranged(NamedTuple):
    """Work of the kind KEY that is to be done ON a day, for a day of the period it SERVES, and its record."""

    key: str
    organization_id: int
    serves: date
    on: date
    subject_id: int


@dataclass(frozen=True, slots=True)
class StandingDuty:
    """What organizations owe by a regulation (应办), as an official could proof-read it.

    Owed by those of KINDS or BODIES; NEEDS "committee" leaves out those without one. EVERY says how the number of the
    rule RULE_KEY is read: "months", one period has so many months; "year", it is owed so many times a year; "term", by
    the end of each term. DUE_WORKING_DAY, when not 0, is the working day of the month after the period on which it is
    due instead of the period's last day.
    """

    key: str
    label: str
    evidence: str
    rule_key: str
    every: Literal["months", "year", "term"] = "months"
    kinds: Sequence[str] = ()
    bodies: Sequence[str] = ()
    needs: str = ""
    lead_days: int = 7
    due_working_day: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A number about an organization and all below it over a period, for reports and assessment.

    `count(path=, since=, until=)`; `rows(organization, since, until)` is the address of the rows behind it. STANDING:
    it says how things stand on the day it is counted; the rows cannot tell how they stood on a day gone by.
    """

    key: str
    label: str
    unit: str
    count: Callable[..., int]
    rows: Callable[[Any, date, date], str]
    group: str = ""
    standing: bool = False

    @property
    def adds_up(self) -> bool:
        """Whether the numbers of parts make the number of the whole when added; shares do not."""
        return self.unit != "%"


class Month(NamedTuple):
    """A month of one organization's work: {key: periods that fall due in it}.

    Those before today are "done", "late", "overdue" or "excused", the others "early" (done), "open" or "ahead".
    """

    first: date
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WorkCoverage:
    """工作覆盖, offered to the board: how organizations did what fell due since a day, `since(on)`, and before today.

    `kept(user, paths)` says where the numbers at and below paths are kept of what USER may see there: the periods that
    are "done", "late" (done late), "overdue" and "excused", and the organizations "behind" that have some overdue;
    `totals(organizations)` gives {id: the same numbers} of a query set, whoever looks, of those that owed anything.
    `rows(standing, **place)` is the address of the periods behind a number, STANDING "" for all of them; the place is
    `part`, a part of the tree, or `one`, an organization by itself. `months(ids, on)` gives {organization id: its
    months}, from the first of them to the present one, one query. `behind(organizations)` keeps those of a query set
    that are. RULES find what is overdue; `start()` is the page where the office says from when anything is owed.
    """

    since: Callable[[date], date]
    kept: Callable[[Any, Sequence[str]], Kept]
    totals: Callable[[Any], Mapping[int, Mapping[str, int]]]
    rows: Callable[..., str]
    months: Callable[[Sequence[int], date], Mapping[int, Sequence[Month]]]
    behind: Callable[[Any], Any]
    rules: Sequence[str]
    start: Callable[[], str]


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something agreed or asked for that is not closed yet, for the page of the body that coordinates (统筹协调).

    `urge` is the address that a POST to reminds who must act (催办), "" where the viewer may not or did so today; it
    leads back to `next`.
    """

    title: str
    detail: str
    url: str
    org_path: str
    waits_for: str
    since: date
    due: date | None = None
    urge: str = ""


@dataclass(frozen=True, slots=True)
class OpenItems:
    """`find(user=, on=)` gives the open items of one folder that USER may see, one query."""

    key: str
    label: str
    find: Callable[..., Iterable[OpenItem]]


@dataclass(frozen=True, slots=True)
class Appointment:
    """An hour that someone keeps free (日程). It goes where anyone may read it who knows the address: it names nobody.

    `identity` stays the same when hour or place are changed; TENTATIVE: nobody was told yet.
    """

    identity: str
    title: str
    detail: str
    place: str
    starts_at: datetime
    ends_at: datetime
    tentative: bool = False


@dataclass(frozen=True, slots=True)
class Appointments:
    """`find(user=, since=, until=)` gives what begins where USER acts from the day SINCE to UNTIL, one query."""

    key: str
    label: str
    find: Callable[..., Iterable[Appointment]]


@dataclass(frozen=True, slots=True)
class Fate:
    """How far that has come which something was turned into: in WORDS, where it is seen, whether it is DONE."""

    words: str
    url: str = ""
    done: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """What something left open (of the kind SUBJECT) may be turned into elsewhere: a topic of a meeting, a duty.

    `address(user, pk)` is the page where that is done, "" where USER may not. `fates(user=, ids=, on=)` gives {id:
    Fate} of what came of it, few queries; an id left out is no more.
    """

    key: str
    label: str
    subject: str
    hint: str
    address: Callable[[Any, int], str]
    fates: Callable[..., Mapping[int, Fate]]


@dataclass(frozen=True, slots=True)
class Chance:
    """What a simulated year (模拟) leaves to chance: the same seed gives the same whenever the same is asked about."""

    seed: int

    def luck(self, *about: Any) -> Random:
        return Random(f"{self.seed} {about}")  # noqa: S311 - a year that can be simulated again

    def uid(self, *about: Any) -> UUID:
        """The public id of what is made on this occasion, so that it is made once."""
        return uuid5(SIMULATED, f"{self.seed} {about}")


@dataclass(frozen=True, slots=True)
class Workday:
    """A day of a simulated year. `worker(path)` is the account that does the work of the organization at a path."""

    on: date
    chance: Chance
    worker: Callable[[str], Any]

    def at(self, hour: int, minute: int = 0) -> datetime:
        return timezone.make_aware(datetime.combine(self.on, time(hour, minute)))
