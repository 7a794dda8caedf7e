"""Reads of members, always for a viewer."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.conf import settings
from django.core.cache import cache
from django.db.models import F, Q, QuerySet

from gongjian.foundation.columns import EmptyLast, Unindexed, starts_with
from gongjian.foundation.prepared import asked
from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.search import matching
from gongjian.foundation.secrets import index_of
from gongjian.foundation.tree import depth, under
from gongjian.registers.members.models import Member, MemberQuerySet, Transfer
from gongjian.registers.members.terms import MemberState, TransferState
from gongjian.registers.organizations.models import Organization, Post
from gongjian.registers.units.models import Unit

FEW, LOOKED_UP = 10_000, 2_000
TEN_MINUTES = 600
IDENTITY_LENGTH = 18
SPELLINGS = ("spelled", "initials", "spelled_also", "initials_also")
WRITINGS = ("name", "given")
CHOICES_AT_MOST = 300
LONGEST_ID = 18


def members_for(user: Any) -> MemberQuerySet:
    """Everyone on the roll whom USER may see, with the day they joined by which a list sorts."""
    return _listed(Member.objects.visible_to(user, widely=sees_all(user) or not sees_few(user)).on_roll())


def former_members_for(user: Any) -> MemberQuerySet:
    """Those who left the roll, whom USER may still see."""
    return _listed(Member.objects.visible_to(user).exclude(state=MemberState.ACTIVE))


def sees_all(user: Any) -> bool:
    """Whether USER's part of the tree is the whole of it."""
    return any(depth(path) == 1 for path in scope_of(user).paths("members.view"))


def sees_few(user: Any) -> bool:
    """Whether USER's part of the tree is best read through, not looked for in everyone's; only speed hangs on it."""
    key = "members.few:" + ".".join(scope_of(user).paths("members.view"))
    return bool(cache.get_or_set(key, lambda: few(Member.objects.visible_to(user)), TEN_MINUTES))


def few(rows: MemberQuerySet) -> bool:
    """Whether ROWS, a range of paths, are no more than FEW; counting stops there."""
    return rows.order_by().values("pk")[: FEW + 1].count() <= FEW


def in_organization(rows: Any, pk: str) -> MemberQuerySet:
    """Those of ROWS at and below an organization."""
    path = Organization.objects.filter(pk=pk).values_list("path", flat=True).first() or ""
    if few(Member.objects.below(path)):
        return rows.below(path)
    return rows.alias(below_read=Unindexed("org_path")).filter(under("below_read", path))


def _listed(rows: MemberQuerySet) -> MemberQuerySet:
    return rows.annotate(joined=EmptyLast("joined_on"))


def found_by(rows: Any, text: str) -> MemberQuerySet:
    """Those of ROWS whose name, given name, pinyin or initials begin with TEXT, or whose identity number it is.

    A text that few members answer to is looked up first, so that their order costs nothing; one that many answer to is
    met often enough while reading in that order.
    """
    typed = "".join(text.split())
    if is_identity(typed):
        return rows.filter(by_identity(typed))
    ranges = reduce(or_, (starts_with(column, typed.lower()) for column in columns_for(typed)))
    found = list(Member.objects.filter(ranges).order_by().values_list("pk", flat=True)[: LOOKED_UP + 1])
    if len(found) <= LOOKED_UP:
        return rows.filter(pk__in=found)
    read = {f"{column}_read": Unindexed(column) for column in columns_for(typed)}
    return rows.alias(**read).filter(reduce(or_, (starts_with(column, typed.lower()) for column in read)))


def is_identity(typed: str) -> bool:
    return len(typed) == IDENTITY_LENGTH and typed[:-1].isdigit()


def by_identity(typed: str) -> Q:
    return Q(identity_index=index_of(typed.upper()), region=settings.REGION) & ~Q(identity_index="")


def columns_for(typed: str) -> tuple[str, ...]:
    """Letters are looked for in spellings, characters in names."""
    return SPELLINGS if typed.isascii() else WRITINGS


class Upper(NamedTuple):
    """An organization to choose from, and the community it stands for."""

    pk: int
    name: str
    path: str
    community: int | None
    community_name: str | None
    community_pinyin: str | None


def organization_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    """The upper three levels of what USER sees, indented by level, and the chosen one wherever it stands."""
    shown = upper_organizations(user)
    if chosen and chosen.isdecimal() and chosen not in {str(row.pk) for row in shown}:
        shown = [*shown, *map(Upper._make, uppers(Organization.objects.visible_to(user).filter(pk=int(chosen[:18]))))]
    top = min((depth(row.path) for row in shown), default=0)
    return [(str(row.pk), "　" * (depth(row.path) - top) + row.name) for row in shown]


def community_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    """The communities of those organizations, by name."""
    found = {row.community: row for row in upper_organizations(user) if row.community}
    ordered = sorted(found.values(), key=lambda row: row.community_pinyin or "")
    return [(str(row.community), row.community_name or "") for row in ordered]


def upper_organizations(user: Any) -> list[Upper]:
    """Where USER's tree begins and two levels below it, fewer levels where they are too many; found once a request."""
    known = user.__dict__.get("_upper_organizations")
    if known is None:
        rows = asked("upper organizations", user, scope_of(user), lambda: below_the_top(user))
        shown = [Upper(*row) for row in rows]
        if len(shown) > CHOICES_AT_MOST:
            shown = [row for row in shown if depth(row.path) < depth(shown[-1].path)] or shown
        known = user.__dict__["_upper_organizations"] = sorted(shown, key=lambda row: row.path)
    return known


def below_the_top(user: Any) -> QuerySet[Any, Any]:
    """Where USER's tree begins and two levels below it, from above; one more than may be chosen from."""
    deepest = max(map(depth, scope_of(user).paths("members.view")), default=0)
    return uppers(Organization.objects.visible_to(user).active().down_to(deepest + 2))[: CHOICES_AT_MOST + 1]


def uppers(rows: QuerySet[Organization]) -> QuerySet[Any, Any]:
    return rows.values_list("pk", "name", "path", "community", "community__name", "community__pinyin")


def branch_names_for(user: Any) -> list[str]:
    """Names to help with typing: the branches USER sees, a few hundred at most."""
    rows = Organization.objects.visible_to(user).active().branches().order_by("path")
    return list(rows.values_list("name", flat=True)[:CHOICES_AT_MOST])


def unit_name_for(user: Any, pk: str) -> str:
    """The name of a unit that USER may see, by its id as the address has it; "" when there is none."""
    if not pk.isdecimal() or len(pk) > LONGEST_ID:
        return ""
    return Unit.objects.visible_to(user).filter(pk=int(pk)).values_list("name", flat=True).first() or ""


def working_in(rows: Any, name: str) -> MemberQuerySet:
    """Those of ROWS who work in the units called so; where none is, in those whose name has NAME in it."""
    called = Unit.objects.filter(name=name)
    meant = called if called.exists() else Unit.objects.filter(matching("units", name))
    return rows.filter(unit__in=meant.values("pk"))


def incoming_for(user: Any) -> QuerySet[Transfer]:
    """Transfers waiting for USER's answer, oldest first. Not theirs yet: show only name, category and sender."""
    rows = Transfer.objects.filter(within("to_path", scope_of(user), "members.transfer"), state=TransferState.SENT)
    return rows.select_related("member", "from_organization", "to_organization").order_by("pk")


def awaited_by(user: Any, *, on: date) -> QuerySet[Transfer]:
    """Open transfers that wait for USER: those to answer, and those sent whose letter ran out before a day."""
    scope = scope_of(user)
    overdue = within("from_path", scope, "members.transfer") & Q(letter_valid_until__lt=on)
    rows = Transfer.objects.filter(within("to_path", scope, "members.transfer") | overdue, state=TransferState.SENT)
    return rows.select_related("from_organization", "to_organization").order_by("pk")


def outgoing_for(user: Any) -> QuerySet[Transfer]:
    """Transfers USER's organizations sent and that nobody answered yet, oldest first."""
    rows = Transfer.objects.filter(within("from_path", scope_of(user), "members.transfer"), state=TransferState.SENT)
    return rows.select_related("member", "from_organization", "to_organization").order_by("pk")


def answered_for(user: Any) -> QuerySet[Transfer]:
    """Closed transfers of both directions, newest first."""
    scope = scope_of(user)
    mine = within("from_path", scope, "members.transfer") | within("to_path", scope, "members.transfer")
    rows = Transfer.objects.filter(mine).exclude(state=TransferState.SENT)
    return rows.select_related("member", "from_organization", "to_organization").order_by("-pk")


def posts_of(member: Member) -> QuerySet[Post]:
    """Seats the member holds or held, the present ones first."""
    rows = Post.objects.filter(holder_uid=member.uid).select_related("organization")
    return rows.order_by(F("until_on").desc(nulls_first=True), "pk")
