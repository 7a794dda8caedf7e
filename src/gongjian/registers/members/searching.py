"""Members found by the beginning of a name, given name, spelling or initials: indexed ranges, never a scan."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Concat
from django.urls import reverse

from gongjian.foundation.columns import starts_with
from gongjian.foundation.registry import Hit
from gongjian.registers.members.models import Member, MemberQuerySet
from gongjian.registers.members.queries import by_identity, columns_for, is_identity, sees_few


def find(user: Any, text: str, limit: int) -> list[Hit]:
    """At most LIMIT members USER may see; the search source of this register."""
    typed = "".join(text.split())
    if not typed or (len(typed) == 1 and typed.isascii()):
        return []
    rows = Member.objects.visible_to(user, widely=not sees_few(user)).on_roll()
    rows = rows.select_related("organization").only("name", "organization__name")
    if is_identity(typed):
        found = list(rows.filter(by_identity(typed))[:limit])
    elif sees_few(user):
        found = in_own_part(rows, typed, limit)
    else:
        found = in_all(rows, typed, limit)
    return [as_hit(each) for each in found]


def as_hit(member: Member) -> Hit:
    place = member.organization.name if member.organization else "没有支部"
    return Hit(member.name, place, reverse("member", args=[member.pk]))


def in_own_part(rows: MemberQuerySet, typed: str, limit: int) -> list[Member]:
    """One range of paths, read through; the empty text joined on keeps the city-wide indexes out of it."""
    columns = columns_for(typed)
    read = {f"{column}_read": Concat(F(column), Value("")) for column in columns}
    wanted = reduce(or_, (starts_with(f"{column}_read", typed.lower()) for column in columns))
    return list(rows.alias(**read).filter(wanted)[:limit])


def in_all(rows: MemberQuerySet, typed: str, limit: int) -> list[Member]:
    """A few of each column's range in its own order, names before spellings, each member once."""
    found: dict[int, Member] = {}
    for column in columns_for(typed):
        if len(found) < limit:
            matches = rows.filter(starts_with(column, typed.lower())).order_by(column)
            found |= {each.pk: each for each in matches[:limit] if each.pk not in found}
    return list(found.values())[:limit]
