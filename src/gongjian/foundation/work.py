"""What folders say about work: what organizations owe, what was done, how much of it there is, what is still open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from gongjian.rules.owing import Proof


@dataclass(frozen=True, slots=True)
class Evidence:
    """A kind of finished work (成果) that discharges duties, such as meetings held.

    `find(among=, since=, until=)` gives the Proofs that serve a day from SINCE until UNTIL, of all organizations or of
    those AMONG; one query. `begin(user, organization, serves)` is the address where such work is begun, "" where USER
    may not.
    """

    key: str
    label: str
    subject_type: str
    find: Callable[..., Iterable[Proof]]
    begin: Callable[[Any, Any, date], str]


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

    `count(path=, since=, until=)`; `rows(organization, since, until)` is the address of the rows behind it.
    """

    key: str
    label: str
    unit: str
    count: Callable[..., int]
    rows: Callable[[Any, date, date], str]
    group: str = ""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """Something agreed or asked for that is not closed yet, for the page of the body that coordinates (统筹协调)."""

    title: str
    detail: str
    url: str
    org_path: str
    waits_for: str
    since: date
    due: date | None = None


@dataclass(frozen=True, slots=True)
class OpenItems:
    """`find(user=, on=)` gives the open items of one folder that USER may see, one query."""

    key: str
    label: str
    find: Callable[..., Iterable[OpenItem]]
