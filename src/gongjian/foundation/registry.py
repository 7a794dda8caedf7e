"""What folders offer upstairs: each folder's `mechanism.py` says it, oversight and entry read it and name no folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple, Protocol

from django import forms
from django.apps import apps
from django.db.models import QuerySet

from gongjian.foundation.asking import Search
from gongjian.foundation.work import (
    Appointments,
    Ending,
    Evidence,
    Figure,
    OpenItems,
    StandingDuty,
    WorkCoverage,
    Workday,
)


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A line of the left navigation, shown to those who may open it."""

    group: str
    label: str
    url_name: str
    may_open: Callable[[Any], bool]
    order: int = 100
    count: Callable[[Any], int | None] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One subject that a rule holds for. `since`: the day it began, None when the day is that of its discovery.

    `kind` tells apart what one rule finds several of about one subject.
    """

    subject_id: int
    subject_name: str
    org_path: str
    since: date | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)
    kind: str = ""


class Finder(Protocol):
    def __call__(self, *, on: date, among: Sequence[int] | None) -> Iterable[Finding]:
        """Everyone the rule holds for on a day; only AMONG these subject ids when given. Set-based, few queries."""


@dataclass(frozen=True, slots=True)
class FindingRule:
    """A rule of coverage: which subjects it judges, in whose words, and by which text.

    ELSEWHERE(finding) is the label and the address of a page where what is missing can be done, ON_TODAY whether 今天
    shows its findings among the most urgent (another folder may have to-dos of its own for them).
    """

    key: str
    label: str
    subject_type: str
    mark: str
    severity: int
    rule_key: str
    find: Finder
    explain: Callable[[Mapping[str, Any]], str]
    elsewhere: Callable[[Any], tuple[str, str]] | None = None
    on_today: bool = True


@dataclass(frozen=True, slots=True)
class Remedy:
    """The one action that ends a finding. `carry_out(subject, data, by=, now=)` runs in the caller's transaction."""

    key: str
    label: str
    rules: tuple[str, ...]
    subject_type: str
    form: Callable[..., forms.Form]
    carry_out: Callable[..., Any]
    permission: str
    approval: str = ""
    main: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A kind of record: how others fetch, name and open it."""

    key: str
    label: str
    visible_to: Callable[[Any], Any]
    url_name: str


@dataclass(frozen=True, slots=True)
class Todo:
    """Something on 今天. `due` None means it has no day; actions are (label, url, is_main)."""

    title: str
    detail: str
    url: str
    due: date | None
    actions: Sequence[tuple[str, str, bool]] = ()


@dataclass(frozen=True, slots=True)
class TodoSource:
    """`find(user=, on=)` gives what waits, no more than AT_MOST.

    `counted(user=, on=)` gives rows whose values of `number` add up to how many: the page round every page asks them of
    all folders in one query. None when USER has nothing to do there. The words of the query follow from USER's id and
    scope and the day, from nothing else: it is put together once and asked as long as these are the same.
    """

    key: str
    label: str
    find: Callable[..., Iterable[Todo]]
    counted: Callable[..., QuerySet[Any] | None]
    at_most: int = 500


@dataclass(frozen=True, slots=True)
class Hit:
    """A line of the search results."""

    label: str
    detail: str
    url: str


@dataclass(frozen=True, slots=True)
class SearchSource:
    """`find(user, text, limit)`: an indexed look-up that comes to hits, asked with those of the others."""

    key: str
    label: str
    find: Callable[[Any, str, int], Search]
    order: int = 100


@dataclass(frozen=True, slots=True)
class Panel:
    """A section of another folder's record page: `context(user, subject, on)` for TEMPLATE, None to leave it out."""

    page: str
    label: str
    template: str
    context: Callable[[Any, Any, date], Mapping[str, Any] | None]
    order: int = 100


class Missed(NamedTuple):
    """How many gaps (空白点) and blind spots (盲点) there are."""

    gaps: int = 0
    blind_spots: int = 0


@dataclass(frozen=True, slots=True)
class TreeMarks:
    """Numbers beside the organizations of the tree: how many are missed there.

    `counts(user, paths)` gives {path: what is missed at and below it}; `narrow(user, organizations)` keeps the
    organizations (a query set with a `path`) that have some of their own.
    """

    key: str
    label: str
    counts: Callable[[Any, Sequence[str]], Mapping[str, Missed]]
    narrow: Callable[[Any, Any], Any]


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab of another folder's record page that leads to a page here: `show(user, subject)` gives its address and how
    many are there (None: no number), or None to leave the tab out.
    """

    page: str
    label: str
    show: Callable[[Any, Any], tuple[str, int | None] | None]
    order: int = 100


@dataclass(frozen=True, slots=True)
class Offers:
    """All that one folder offers.

    `followers` take {community id: path} and put what lies there in the care of whoever answers for it now; `holders`
    take an organization and say what keeps it from being ended, "" for nothing; `hirers` take units (id, name) that
    came or bear another name now and find whoever is said to work there; `workdays` do what a usual day brings, when
    a year is simulated, and say how many acts that were.
    """

    label: str
    basis: str = ""
    navigation: Sequence[NavEntry] = ()
    subjects: Sequence[Subject] = ()
    finding_rules: Sequence[FindingRule] = ()
    remedies: Sequence[Remedy] = ()
    todos: Sequence[TodoSource] = ()
    searches: Sequence[SearchSource] = ()
    panels: Sequence[Panel] = ()
    tree_marks: Sequence[TreeMarks] = ()
    tabs: Sequence[Tab] = ()
    evidence: Sequence[Evidence] = ()
    duties: Sequence[StandingDuty] = ()
    figures: Sequence[Figure] = ()
    work_coverage: Sequence[WorkCoverage] = ()
    open_items: Sequence[OpenItems] = ()
    endings: Sequence[Ending] = ()
    appointments: Sequence[Appointments] = ()
    tables: Sequence[Callable[[date], Any]] = ()
    gathered: Sequence[Any] = ()
    refreshes: Sequence[Callable[[Mapping[str, set[int]], datetime], None]] = ()
    recounts: Sequence[Callable[[], int]] = ()
    followers: Sequence[Callable[[Mapping[int, str]], None]] = ()
    holders: Sequence[Callable[[Any], str]] = ()
    hirers: Sequence[Callable[[Sequence[tuple[int, str]]], None]] = ()
    daily: Sequence[Callable[[datetime], None]] = ()
    workdays: Sequence[Callable[[Workday], int]] = ()


_offers: list[Offers] = []


def collect() -> None:
    """Import every installed folder's `mechanism.py` and keep its OFFERS; called once when the apps are ready."""
    ours = [config.name for config in apps.get_app_configs() if config.name.startswith("gongjian.")]
    _offers[:] = [import_module(f"{name}.mechanism").OFFERS for name in ours if find_spec(f"{name}.mechanism")]


def offers(kind: str) -> Iterator[Any]:
    for each in _offers:
        yield from getattr(each, kind)


def navigation() -> list[NavEntry]:
    return sorted(offers("navigation"), key=lambda entry: entry.order)


def finding_rules() -> dict[str, FindingRule]:
    return {each.key: each for each in offers("finding_rules")}


def remedies() -> dict[str, Remedy]:
    return {each.key: each for each in offers("remedies")}


def subjects() -> dict[str, Subject]:
    return {each.key: each for each in offers("subjects")}


def panels(page: str) -> list[Panel]:
    return sorted((each for each in offers("panels") if each.page == page), key=lambda panel: panel.order)


def tables(on: date) -> dict[str, Any]:
    """{key: Table} of every list on screen, as of a day."""
    return {each.key: each for each in (offered(on) for offered in offers("tables"))}


def gathered() -> dict[str, Any]:
    """{key: Gathered} of every list on screen that is put together when it is opened."""
    return {each.key: each for each in offers("gathered")}


def tabs(page: str) -> list[Tab]:
    return sorted((each for each in offers("tabs") if each.page == page), key=lambda tab: tab.order)
