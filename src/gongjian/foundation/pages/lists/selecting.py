"""The rows a bulk act is for: those ticked, or all that the filters leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from gongjian.foundation.pages.lists.declaring import Table
from gongjian.foundation.pages.lists.state import state_from
from gongjian.foundation.refusals import Refused
from gongjian.foundation.scope import ScopedQuerySet


class UnreadFilter(Refused):
    """A filter that nobody can read stands among those that say what everything is."""


@dataclass(frozen=True, slots=True)
class Selection:
    """ROWS the viewer picked and may see; FIELDS (name, value) carry the choice through the next form."""

    rows: ScopedQuerySet
    fields: tuple[tuple[str, str], ...]


def selection_from(table: Table, posted: QueryDict, user: Any) -> Selection:
    """Read what a list (or a form that carried `fields` along) posted: `pick` ids, or `everything` and `query`.

    Raises UnreadFilter rather than take everything for what somebody meant to narrow.
    """
    rows = table.rows(user)
    if posted.get("everything"):
        query = posted.get("query", "").replace("%00", "")
        state = state_from(table, QueryDict(query), user)
        if state.unread:
            raise UnreadFilter(f"{state.unread}。请改好或清掉，再选“全部”。")
        return Selection(state.narrow(rows), (("everything", "1"), ("query", query)))
    picked = [text for text in posted.getlist("pick") if text.isdecimal() and len(text) < 19]
    return Selection(rows.filter(pk__in=picked), tuple(("pick", text) for text in picked))
