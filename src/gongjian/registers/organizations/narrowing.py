"""The tree's filter box: a flat list of organizations in place of the tree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongjian.foundation import registry
from gongjian.foundation.pages.paging import Page, Total, page_of
from gongjian.registers.organizations.findings import term_overdue
from gongjian.registers.organizations.queries import found_for, organizations_for
from gongjian.rules.months import add_months

SHOWN = (("", "全部"), ("missed", "只看有缺口的"), ("due", "要换届的"))
MONTHS_AHEAD = 3


@dataclass(frozen=True, slots=True)
class Narrowed:
    text: str
    shown: str
    page: Page


def narrowed(user: Any, query: Mapping[str, str], *, on: date) -> Narrowed | None:
    """The list that QUERY (`find`, `show`) asks for, None when it asks for the tree."""
    text, shown = query.get("find", "").strip(), query.get("show", "")
    if text:
        found = found_for(user, text)
        return Narrowed(text, shown, Page(found, "", "", Total(len(found))))
    if shown not in {"missed", "due"}:
        return None
    rows = organizations_for(user)
    for marks in registry.offers("tree_marks") if shown == "missed" else ():
        rows = marks.narrow(user, rows)
    if shown == "due":
        rows = rows.filter(pk__in=[each.subject_id for each in term_overdue(on=add_months(on, MONTHS_AHEAD))])
    return Narrowed(text, shown, page_of(rows, key="pinyin", query=query))
