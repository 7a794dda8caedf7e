"""Members found by the beginning of a name, given name, spelling or initials, or by their identity number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from gongjian.foundation.people import PeopleSearch
from gongjian.foundation.registry import Hit
from gongjian.foundation.secrets import index_of
from gongjian.registers.members.identity import SHAPE
from gongjian.registers.members.models import Member, MemberQuerySet

SHOWN = ("pk", "name", "organization__name")
MEMBERS = PeopleSearch(Member, MemberQuerySet.on_roll, SHOWN)


def find(user: Any, text: str, limit: int) -> list[Hit]:
    """At most LIMIT members USER may see, names before spellings; the search source of this register."""
    typed = "".join(text.split())
    if not typed or (len(typed) == 1 and typed.isascii()):
        return []
    is_identity = SHAPE.fullmatch(typed.upper())
    found = with_number(user, typed.upper(), limit) if is_identity else MEMBERS.find(user, typed.lower(), limit)
    before, after = reverse("member", args=[0]).rsplit("0", 1)
    return [Hit(name, place or "没有支部", f"{before}{pk}{after}") for pk, name, place in found]


def with_number(user: Any, number: str, limit: int) -> Iterable[Sequence[Any]]:
    """Those with an identity NUMBER in capitals; one whose number nobody wrote down is not found by it."""
    known = Q(identity_index=index_of(number), region=settings.REGION) & ~Q(identity_index="")
    return Member.objects.visible_to(user).on_roll().filter(known).values_list(*SHOWN)[:limit]
