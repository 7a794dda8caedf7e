"""The head of a list's table: what each column is called, what it sorts by, and its line in HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from gongjian.foundation.pages.lists.declaring import Column
from gongjian.foundation.pages.lists.state import State

SORTING = '<a href="?{query}" hx-get="{path}?{query}" hx-target="#rows" hx-swap="outerHTML">{label}</a>'


@dataclass(frozen=True, slots=True)
class Heading:
    """A column's head. `query` sorts by it ("" when it does not sort); `sorted` is "ascending", "descending" or ""."""

    label: str
    numeric: bool
    query: str
    sorted: str


def heading_of(column: Column, state: State) -> Heading:
    order = next((each for each in state.table.orders if each.key == column.order), None)
    if order is None:
        return Heading(column.label, column.numeric, "", "")
    way = "descending" if state.descending else "ascending"
    query = state.sorted_by(order).query or f"sort={order.key}"
    return Heading(column.label, column.numeric, query, way if order == state.order else "")


def head_of(headings: Sequence[Heading], path: str, *, sorts: bool) -> SafeString:
    """The cells of HEADINGS, the first of which stays in sight; links that sort the list at PATH if it SORTS."""
    looks = [' class="num"' if each.numeric else "" for each in headings]
    looks[0] = ' class="fix"'
    address = path if sorts else ""
    return SafeString("".join(cell(each, look, address) for each, look in zip(headings, looks, strict=True)))


def cell(heading: Heading, look: str, path: str) -> str:
    order = f' aria-sort="{heading.sorted}"' if heading.sorted else ""
    label = escape(heading.label)
    if path and heading.query:
        label = SORTING.format(query=escape(heading.query), path=escape(path), label=label)
    return f'<th scope="col"{look}{order}>{label}</th>'
