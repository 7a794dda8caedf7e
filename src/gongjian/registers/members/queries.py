"""Reads of members, always for a viewer."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from gongjian.foundation.columns import EmptyLast, starts_with
from gongjian.foundation.scope import scope_of
from gongjian.foundation.secrets import index_of
from gongjian.registers.members.models import Member, MemberQuerySet
from gongjian.registers.members.terms import MemberState
from gongjian.registers.organizations.models import Organization
from gongjian.registers.places.models import Place

IDENTITY_LENGTH = 18
SPELLINGS = ("spelled", "initials", "spelled_also", "initials_also")
WRITINGS = ("name", "given")
CHOICES_AT_MOST = 300


def members_for(user: Any) -> MemberQuerySet:
    """Everyone on the roll whom USER may see, with what a list shows of them."""
    return _listed(Member.objects.visible_to(user).on_roll())


def former_members_for(user: Any) -> MemberQuerySet:
    """Those who left the roll, whom USER may still see."""
    return _listed(Member.objects.visible_to(user).exclude(state=MemberState.ACTIVE))


def _listed(rows: MemberQuerySet) -> MemberQuerySet:
    return rows.select_related("organization", "community").annotate(joined=EmptyLast("joined_on"))


def found_by(text: str) -> Q:
    """Members whose name, given name, pinyin or initials begin with TEXT, or whose identity number it is."""
    typed = "".join(text.split())
    if len(typed) == IDENTITY_LENGTH and typed[:-1].isdigit():
        return Q(identity_index=index_of(typed.upper()))
    columns = SPELLINGS if typed.isascii() else WRITINGS
    return reduce(or_, (starts_with(column, typed.lower()) for column in columns))


def organization_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    """The upper three levels of what USER sees, indented by level, and the chosen one wherever it stands."""
    tops = scope_of(user).paths("members.view")
    upper = Q(path__in=tops) | Q(parent__path__in=tops) | Q(parent__parent__path__in=tops)
    wanted = upper | Q(pk=int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else upper
    rows = Organization.objects.visible_to(user).active().filter(wanted).in_tree_order()
    shown = list(rows.only("name", "path")[:CHOICES_AT_MOST])
    top = min((row.depth for row in shown), default=0)
    return [(str(row.pk), "　" * (row.depth - top) + row.name) for row in shown]


def community_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    rows = Place.objects.visible_to(user).communities().only("name")[:CHOICES_AT_MOST]
    return [(str(row.pk), row.name) for row in rows]
