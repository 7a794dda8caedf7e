"""A list turned into plain words for the template: fields, headings, cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from gongjian.foundation.pages.lists.declaring import Act, Column, Filter, Table
from gongjian.foundation.pages.lists.markup import boxes_of, options_of
from gongjian.foundation.pages.lists.state import State, usual_columns
from gongjian.foundation.pages.lists.views import Views
from gongjian.foundation.pages.paging import Page


@dataclass(frozen=True, slots=True)
class Field:
    """A filter as a field of the form."""

    key: str
    label: str
    kind: str
    value: str
    options: SafeString
    hint: str
    wrong: bool
    more: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head. `query` sorts by it ("" when it does not sort); `sorted` is "ascending", "descending" or ""."""

    label: str
    numeric: bool
    query: str
    sorted: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that lists/rows.html shows."""

    table: Table
    state: State
    page: Page
    fields: tuple[Field, ...]
    headings: tuple[Heading, ...]
    body: SafeString
    sorts: SafeString
    ticks: SafeString
    views: Views
    acts: tuple[Act, ...]
    may_export: bool

    @property
    def main_fields(self) -> list[Field]:
        return [field for field in self.fields if not field.more]

    @property
    def more_fields(self) -> list[Field]:
        return [field for field in self.fields if field.more]

    @property
    def more_in_use(self) -> int:
        return sum(1 for field in self.more_fields if field.value)

    @property
    def columns_query(self) -> str:
        """The chosen columns as the address names them, "" for the usual ones."""
        usual = self.state.columns == usual_columns(self.table)
        return "" if usual else ".".join(column.key for column in self.state.columns)


def field_of(filter_: Filter, state: State, user: Any) -> Field:
    value, choices = state.filters.get(filter_.key, ""), state.choices.get(filter_.key)
    if choices is None:
        choices = filter_.choices(user, value) if filter_.choices else ()
    return Field(
        key=filter_.key,
        label=filter_.label,
        kind=filter_.kind,
        value=value,
        options=options_of(choices, value),
        hint=filter_.hint,
        wrong=filter_.key in state.wrong,
        more=filter_.more,
    )


def heading_of(column: Column, state: State) -> Heading:
    order = next((each for each in state.table.orders if each.key == column.order), None)
    if order is None:
        return Heading(column.label, column.numeric, "", "")
    way = "descending" if state.descending else "ascending"
    query = state.sorted_by(order).query or f"sort={order.key}"
    return Heading(column.label, column.numeric, query, way if order == state.order else "")


def sorts_of(state: State) -> SafeString:
    """What the 排序 box offers: each order, and the present one if it is turned round."""
    offered = [(each.key if not each.descending else f"-{each.key}", each.label) for each in state.table.orders]
    if state.sort not in dict(offered):
        offered.append((state.sort, f"{state.order.label}（反过来）"))
    return options_of(offered, state.sort)


def ticks_of(state: State) -> SafeString:
    """The chooser's lines: shown columns in their order, then the others; the first is always shown."""
    hidden = [column for column in state.table.columns if column not in state.columns]
    return boxes_of([(column.key, column.label) for column in (*state.columns, *hidden)], ticked=len(state.columns))
