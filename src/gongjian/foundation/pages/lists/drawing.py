"""A list turned into plain words for the template: fields, headings, cells."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from gongjian.foundation.pages.lists.declaring import Act, Table
from gongjian.foundation.pages.lists.fields import Field, fields_as_html
from gongjian.foundation.pages.lists.headings import Heading
from gongjian.foundation.pages.lists.markup import boxes_of, options_of
from gongjian.foundation.pages.lists.state import State, usual_columns
from gongjian.foundation.pages.lists.views import Views
from gongjian.foundation.pages.paging import Page


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that lists/rows.html shows."""

    table: Table
    state: State
    page: Page
    fields: tuple[Field, ...]
    headings: tuple[Heading, ...]
    head: SafeString
    body: SafeString
    sorts: SafeString
    ticks: SafeString
    views: Views
    acts: tuple[Act, ...]
    may_export: bool
    conditions: str = ""

    @property
    def first_fields(self) -> SafeString:
        """What stays in sight on a phone: the box to type in, which stands first."""
        return fields_as_html(self.main_fields[:1])

    @property
    def folded_fields(self) -> SafeString:
        """What a phone folds away."""
        return fields_as_html(self.main_fields[1:])

    @property
    def more_fields(self) -> SafeString:
        """What is folded away everywhere."""
        return fields_as_html(field for field in self.fields if field.more)

    @property
    def main_fields(self) -> list[Field]:
        return [field for field in self.fields if not field.more]

    @property
    def folded_in_use(self) -> int:
        return sum(1 for field in self.fields[1:] if field.value)

    @property
    def more_in_use(self) -> int:
        return sum(1 for field in self.fields if field.more and field.value)

    @property
    def columns_query(self) -> str:
        """The chosen columns as the address names them, "" for the usual ones."""
        usual = self.state.columns == usual_columns(self.table)
        return "" if usual else ".".join(column.key for column in self.state.columns)


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
