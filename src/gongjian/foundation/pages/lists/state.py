"""What the address says about a list: filters, order and columns; and the address of a list so narrowed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from gongjian.foundation.pages.forms import as_written
from gongjian.foundation.pages.lists.declaring import Choices, Column, Filter, Order, Table
from gongjian.foundation.scope import ScopedQuerySet


@dataclass(frozen=True, slots=True)
class State:
    """How a viewer looks at a table.

    `filters` holds texts as typed, `wrong` the keys of those nobody can read, `choices` what could be chosen where
    something was.
    """

    table: Table
    filters: Mapping[str, str]
    values: Mapping[str, Any]
    wrong: frozenset[str]
    choices: Mapping[str, Choices]
    order: Order
    descending: bool
    columns: tuple[Column, ...]

    @property
    def sort(self) -> str:
        return f"-{self.order.key}" if self.descending else self.order.key

    @property
    def query(self) -> str:
        """The shortest address of this state: what differs from the table's usual look."""
        found = QueryDict(mutable=True)
        found.update(self.filters)
        usual = self.table.orders[0]
        if (self.order, self.descending) != (usual, usual.descending):
            found["sort"] = self.sort
        if self.columns != usual_columns(self.table):
            found["columns"] = ".".join(column.key for column in self.columns)
        return found.urlencode()

    @property
    def unread(self) -> str:
        """What is to be said before anything is done with all rows: which filters nobody can read, "" for none."""
        labels = [each.label for each in self.table.filters if each.key in self.wrong]
        return f"筛选里的{'、'.join(f'“{label}”' for label in labels)}看不懂，什么都没有做" if labels else ""

    def sorted_by(self, order: Order) -> State:
        """By ORDER; the other way round if it is already so."""
        again = order == self.order
        return replace(self, order=order, descending=not self.descending if again else order.descending)

    def without(self, key: str) -> State:
        return replace(self, filters={each: text for each, text in self.filters.items() if each != key})

    def narrow(self, rows: ScopedQuerySet) -> ScopedQuerySet:
        """Those of ROWS that fit all filters."""
        for each in self.table.filters:
            if each.key in self.values:
                rows = each.narrow(rows, self.values[each.key])
        return rows


def state_from(table: Table, query: QueryDict, user: Any) -> State:
    """Read an address. What it asks for and the table does not have is left out."""
    typed = {each.key: query.get(each.key, "").strip()[:200] for each in table.filters}
    filters = {key: text for key, text in typed.items() if text}
    used = [each for each in table.filters if each.key in filters]
    choices = {each.key: each.choices(user, filters[each.key]) for each in used if each.choices}
    read = {each.key: value_of(each, filters[each.key], choices.get(each.key)) for each in used}
    sort = query.get("sort", "")
    order = next((each for each in table.orders if each.key == sort.removeprefix("-")), None)
    return State(
        table=table,
        filters=filters,
        values={key: value for key, value in read.items() if value is not None},
        wrong=frozenset(key for key, value in read.items() if value is None),
        choices=choices,
        order=order or table.orders[0],
        descending=sort.startswith("-") if order else table.orders[0].descending,
        columns=columns_from(table, query.getlist("columns")),
    )


def value_of(filter_: Filter, text: str, choices: Choices | None) -> Any:
    """What TEXT means to a filter with CHOICES, None when it means nothing."""
    if filter_.kind == "date":
        read = as_written(text)
        return read.date if read else None
    if filter_.kind == "number":
        return int(text) if text.isdecimal() and len(text) < 10 else None
    if filter_.kind == "choice" and choices is not None:
        return text if text in {key for key, _ in choices} else None
    return text


def in_words(state: State, user: Any) -> str:
    """The filters as a reader would say them: 党员类型 流动党员，姓名 王."""
    said = []
    for each in state.table.filters:
        if each.key in state.values:
            text = state.filters[each.key]
            shown = dict(each.choices(user, text)).get(text, text) if each.choices else text
            said.append(f"{each.label} {shown.strip()}")
    return "，".join(said)


def usual_columns(table: Table) -> tuple[Column, ...]:
    return tuple(column for column in table.columns if column.shown)


def columns_from(table: Table, asked: Iterable[str]) -> tuple[Column, ...]:
    """The columns asked for, in that order; the first column always comes along and first."""
    keys = [key for text in asked for key in text.split(".")]
    known = {column.key: column for column in table.columns}
    chosen = [known[key] for key in dict.fromkeys(keys) if key in known]
    if not chosen:
        return usual_columns(table)
    return (table.columns[0], *(column for column in chosen if column != table.columns[0]))
