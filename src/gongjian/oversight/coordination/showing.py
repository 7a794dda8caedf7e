"""The open items as the page shows them: narrowed, put together, counted, as rows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.pages.lists import Column
from gongjian.foundation.pages.lists.gathered import Gathered
from gongjian.oversight.coordination.queries import VIEW, Opened, body_label, opened_for
from gongjian.oversight.coordination.terms import ABOVE, Age, By, Lateness
from gongjian.registers.organizations.terms import Body

FILTERS = ("q", "body", "who", "age", "kind", "late")
IN_GROUP = 6

COLUMNS = (
    Column("title", "什么事", lambda row: row.item.title),
    Column("who", "谁办", lambda row: row.who),
    Column("since", "从哪天起", lambda row: row.item.since),
    Column("days", "多少天了", lambda row: row.days),
    Column("due", "完成时间", lambda row: row.item.due),
    Column("late", "逾期几天", lambda row: row.days_late or None),
    Column("detail", "哪里来的", lambda row: row.item.detail),
    Column("kind", "哪一类", lambda row: row.label),
    Column("body", "条线", lambda row: body_label(row.body)),
)
OPEN_ITEMS = Gathered(
    key="coordination",
    label="统筹协调",
    unit="件",
    view_permission=VIEW,
    columns=COLUMNS,
    rows=lambda user, on: opened_for(user, on=on),
    identity=lambda row: row.item.url,
    concerns=lambda row, path: row.item.org_path.startswith(path),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Items together: how many, how many late, the first of them, and the address of all."""

    label: str
    number: int
    late: int
    rows: tuple[Opened, ...]
    url: str

    @property
    def more(self) -> bool:
        return len(self.rows) < self.number and bool(self.url)


@dataclass(frozen=True, slots=True)
class Count:
    """A line of the summary."""

    label: str
    cells: tuple[tuple[int, str], ...]
    total: int
    url: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter as a field of the form."""

    key: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def chosen_from(query: Mapping[str, str]) -> dict[str, str]:
    """The filters the address names."""
    return {key: text for key in FILTERS if (text := query.get(key, "").strip()[:120])}


def narrowed(rows: Iterable[Opened], chosen: Mapping[str, str]) -> list[Opened]:
    """ROWS that fit all filters; the order stays."""
    return [each for each in rows if fits(each, chosen)]


def fits(each: Opened, chosen: Mapping[str, str]) -> bool:
    known = {"body": each.body, "who": each.who, "age": each.age, "kind": each.kind, "late": each.late}
    if any(chosen.get(key, value) != value for key, value in known.items()):
        return False
    return chosen.get("q", "") in f"{each.item.title} {each.item.detail} {each.who}"


def address(**query: object) -> str:
    text = urlencode({key: str(value) for key, value in query.items() if value})
    return f"{reverse('coordination')}?{text}" if text else reverse("coordination")


def grouped(rows: Sequence[Opened], by: By, chosen: Mapping[str, str]) -> list[Group]:
    """ROWS put together, in each the oldest first: bodies and ages in their order, else who waits longest."""
    held: dict[str, list[Opened]] = defaultdict(list)
    for each in rows:
        held[key_of(each, by)].append(each)
    order = {By.BODY: [*Body, ABOVE], By.AGE: list(Age), By.WHO: list(held)}[by]
    return [group(str(key), held[key], by, chosen) for key in order if key in held]


def key_of(each: Opened, by: By) -> str:
    return {By.BODY: each.body, By.WHO: each.who, By.AGE: each.age.value}[by]


def label_of(key: str, by: By) -> str:
    if by == By.BODY:
        return body_label(key)
    return Age(key).label if by == By.AGE else key


def group(key: str, rows: Sequence[Opened], by: By, chosen: Mapping[str, str]) -> Group:
    late = sum(1 for each in rows if each.days_late)
    shown = rows if by.value in chosen else rows[:IN_GROUP]
    return Group(label_of(key, by), len(rows), late, tuple(shown), address(**{**chosen, by.value: key}, by=by.value))


def split(each: Group, size: int) -> list[Group]:
    """A group in parts of no more than SIZE rows."""
    parts = [each.rows[at : at + size] for at in range(0, len(each.rows), size)]
    return [Group(each.label, each.number, each.late, part, each.url if each.more else "") for part in parts]


def summary(rows: Sequence[Opened], chosen: Mapping[str, str]) -> list[Count]:
    """How many of each body, by age; every number opens its rows."""
    counted = Counter((each.body, each.age) for each in rows)
    bodies = [key for key in (*Body, ABOVE) if any(body == key for body, _ in counted)]
    return [
        Count(
            body_label(str(body)),
            tuple((counted[body, age], address(**{**chosen, "body": body, "age": age})) for age in Age),
            sum(counted[body, age] for age in Age),
            address(**{**chosen, "body": body}),
        )
        for body in bodies
    ]


def choices(rows: Sequence[Opened], chosen: Mapping[str, str]) -> list[Choice]:
    """What may be chosen, out of what there is."""
    kinds = dict(sorted({each.kind: each.label for each in rows}.items()))
    found: list[tuple[str, str, Mapping[str, Any]]] = [
        ("who", "谁办", {each: each for each in sorted({row.who for row in rows})}),
        ("body", "条线", {each: body_label(str(each)) for each in (*Body, ABOVE)}),
        ("age", "多久了", {each.value: each.label for each in Age}),
        ("late", "逾期", {each.value: each.label for each in Lateness}),
        ("kind", "哪一类", kinds),
    ]
    return [
        Choice(key, label, tuple((value, text, chosen.get(key) == value) for value, text in options.items()))
        for key, label, options in found
    ]
