"""Members found by the beginning of a name, given name, spelling or initials, or by their identity number."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.conf import settings
from django.db.models import OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from gongjian.foundation.asking import NO_SEARCH, Search
from gongjian.foundation.columns import APART, InOneColumn
from gongjian.foundation.compiled import Compiled
from gongjian.foundation.people import PeopleSearch
from gongjian.foundation.registry import Hit
from gongjian.foundation.secrets import index_of
from gongjian.registers.members.identity import SHAPE
from gongjian.registers.members.models import Member, MemberQuerySet
from gongjian.registers.organizations.models import Organization

BRANCH = Subquery(Organization.objects.filter(pk=OuterRef("organization_id")).values("name"))
SHOWN = ("name", Coalesce(BRANCH, Value("")))
MEMBERS = PeopleSearch(Member, MemberQuerySet.on_roll, SHOWN)


def find(user: Any, text: str, limit: int) -> Search:
    """At most LIMIT members USER may see, names before spellings; the search source of this register."""
    typed = "".join(text.split())
    if not typed or (len(typed) == 1 and typed.isascii()):
        return NO_SEARCH
    is_identity = SHAPE.fullmatch(typed.upper())
    found = with_number(user, typed.upper(), limit) if is_identity else MEMBERS.find(user, typed.lower(), limit)
    before, after = reverse("member", args=[0]).rsplit("0", 1)
    return found.shown(lambda each: Hit(each[1], each[2] or "没有支部", f"{before}{each[0]}{after}"))


def with_number(user: Any, number: str, limit: int) -> Search:
    """Those with an identity NUMBER in capitals; one whose number nobody wrote down is not found by it."""
    statement = NUMBERED.said(user, index_of(number), limit)
    return Search(statement, lambda parts: [(pk, *told.split(APART)) for pk, told in chain(*parts)])


def numbered(viewer: Any, index: str, limit: int) -> list[QuerySet[Any, Any]]:
    known = Q(identity_index=index, region=settings.REGION) & ~Q(identity_index="")
    rows = Member.objects.visible_to(viewer, by_key=True).on_roll().filter(known)
    return [rows.annotate(told=InOneColumn(*SHOWN)).values_list("pk", "told")[:limit]]


NUMBERED = Compiled("members.view", numbered)
