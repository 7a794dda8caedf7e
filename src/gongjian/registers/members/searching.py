"""Members found by the beginning of a name, given name, spelling or initials: indexed ranges, never a scan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse

from gongjian.foundation.columns import starts_with
from gongjian.foundation.compiled import Compiled
from gongjian.foundation.registry import Hit
from gongjian.registers.members.models import Member
from gongjian.registers.members.queries import SPELLINGS, WRITINGS, by_identity, columns_for, is_identity

FEW = 1_000
SHOWN = ("pk", "name", "organization__name")


def find(user: Any, text: str, limit: int) -> list[Hit]:
    """At most LIMIT members USER may see, names before spellings; the search source of this register."""
    typed = "".join(text.split())
    if not typed or (len(typed) == 1 and typed.isascii()):
        return []
    found = with_number(user, typed, limit) if is_identity(typed) else with_beginning(user, typed.lower(), limit)
    before, after = reverse("member", args=[0]).rsplit("0", 1)
    return [Hit(name, place or "没有支部", f"{before}{pk}{after}") for pk, name, place, *_ in found]


def with_number(user: Any, typed: str, limit: int) -> Iterable[Sequence[Any]]:
    return Member.objects.visible_to(user).on_roll().filter(by_identity(typed)).values_list(*SHOWN)[:limit]


def with_beginning(user: Any, typed: str, limit: int) -> Iterable[Sequence[Any]]:
    """Members of whom a column begins with TYPED: in the order of the columns, then of what stands there; each once."""
    ask = (IN_OWN_PART if Member.objects.few_for(user, FEW) else IN_ALL)[columns_for(typed)].ask
    found = {row[0]: row for row in ask(user, typed, limit)}
    return sorted(found.values(), key=lambda row: place_of(row[len(SHOWN) :], typed))[:limit]


def place_of(written: Sequence[str], typed: str) -> tuple[int, str]:
    """Which of the columns begins with TYPED, and what is WRITTEN there."""
    return next((at, each) for at, each in enumerate(written) if each.startswith(typed))


def in_own_part(columns: Sequence[str], viewer: Any, typed: str, limit: int) -> list[QuerySet[Any, Any]]:
    """One range of paths, read through; the empty text joined on keeps the city-wide indexes out of it."""
    read = {f"{column}_read": Concat(F(column), Value("")) for column in columns}
    rows = Member.objects.visible_to(viewer).on_roll().alias(**read)
    return [rows.filter(reduce(or_, (starts_with(column, typed) for column in read))).values_list(*SHOWN, *columns)]


def in_all(columns: Sequence[str], viewer: Any, typed: str, limit: int) -> list[QuerySet[Any, Any]]:
    """A few of each column's range, in its own order."""
    rows = Member.objects.visible_to(viewer, widely=True).on_roll().values_list(*SHOWN, *columns)
    return [rows.filter(starts_with(column, typed)).order_by(column)[:limit] for column in columns]


def compiled(build: Any) -> dict[tuple[str, ...], Compiled]:
    return {columns: Compiled("members.view", partial(build, columns)) for columns in (SPELLINGS, WRITINGS)}


IN_OWN_PART, IN_ALL = compiled(in_own_part), compiled(in_all)
