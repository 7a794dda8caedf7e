"""Reads of members, always for a viewer."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, QuerySet, Sum, Value

from gongjian.foundation.columns import EmptyLast, Unindexed, starts_with
from gongjian.foundation.people import columns_for
from gongjian.foundation.prepared import asked
from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.search import matching
from gongjian.foundation.tree import depth, under
from gongjian.registers.members.models import Member, MemberQuerySet, Transfer
from gongjian.registers.members.terms import MemberState, TransferState
from gongjian.registers.organizations.models import Organization, OrganizationTotals, Post
from gongjian.registers.organizations.parts import WITHOUT_BELOW, in_part, part_from
from gongjian.registers.units.models import Unit

FEW, LOOKED_UP = 10_000, 2_000
CHOICES_AT_MOST = 300
LONGEST_ID = 18


def members_for(user: Any) -> MemberQuerySet:
    """Everyone on the roll whom USER may see, with the day they joined by which a list sorts."""
    widely = sees_all(user) or not Member.objects.few_for(user, FEW)
    return _listed(Member.objects.visible_to(user, widely=widely).on_roll())


def number_for(user: Any) -> int:
    """How many `members_for` has, without counting them: what organizations keep, and those whom none has."""
    parts = asked("number of members", user, scope_of(user), lambda: _kept_and_counted(user))
    return sum(number or 0 for (number,) in parts)


def _kept_and_counted(user: Any) -> QuerySet[Any, Any]:
    """(number) of the members at and below where USER sees them, then of those without an organization."""
    theirs = OrganizationTotals.objects.filter(organization__path__in=scope_of(user).paths("members.view"))
    nobodys = Member.objects.visible_to(user).on_roll().filter(organization=None).order_by()
    kept = theirs.values(all=Value(1)).annotate(number=Sum(F("full") + F("probationary"))).values_list("number")
    return kept.union(nobodys.values(all=Value(1)).annotate(number=Count("pk")).values_list("number"), all=True)


def former_members_for(user: Any) -> MemberQuerySet:
    """Those who left the roll, whom USER may still see."""
    return _listed(Member.objects.visible_to(user).exclude(state=MemberState.ACTIVE))


def sees_all(user: Any) -> bool:
    """Whether USER's part of the tree is the whole of it."""
    return any(depth(path) == 1 for path in scope_of(user).paths("members.view"))


def in_organization(rows: Any, text: str) -> MemberQuerySet:
    """Those of ROWS in the part of the tree that TEXT means."""
    part = part_from(text)
    if part is None or part.levels:
        return rows.filter(in_part(part)) if part else rows.none()
    path = Organization.objects.filter(pk=part.pk).values_list("path", flat=True).first() or ""
    if Member.objects.below(path).at_most(FEW):
        return rows.below(path)
    return rows.alias(below_read=Unindexed("org_path")).filter(under("below_read", path))


def _listed(rows: MemberQuerySet) -> MemberQuerySet:
    return rows.annotate(joined=EmptyLast("joined_on"))


def found_by(rows: Any, text: str) -> MemberQuerySet:
    """Those of ROWS whose name, given name, pinyin or initials begin with TEXT.

    A text that few members answer to is looked up first, so that their order costs nothing; one that many answer to is
    met often enough while reading in that order.
    """
    typed = "".join(text.split()).lower()
    ranges = reduce(or_, (starts_with(column, typed) for column in columns_for(typed)))
    found = list(Member.objects.filter(ranges).order_by().values_list("pk", flat=True)[: LOOKED_UP + 1])
    if len(found) <= LOOKED_UP:
        return rows.filter(pk__in=found)
    read = {f"{column}_read": Unindexed(column) for column in columns_for(typed)}
    return rows.alias(**read).filter(reduce(or_, (starts_with(column, typed) for column in read)))


class Upper(NamedTuple):
    """An organization to choose from, and the community it stands for."""

    pk: int
    name: str
    path: str
    community: int | None
    community_name: str | None
    community_pinyin: str | None


def organization_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    """The upper three levels of what USER sees, indented by level, and the chosen part wherever it stands."""
    shown, part = upper_organizations(user), part_from(chosen)
    if part and part.pk not in {row.pk for row in shown}:
        shown = [*shown, *map(Upper._make, uppers(Organization.objects.visible_to(user).filter(pk=part.pk)))]
    top = min((depth(row.path) for row in shown), default=0)
    choices = [(str(row.pk), "　" * (depth(row.path) - top) + row.name) for row in shown]
    apart = [(chosen, row.name + WITHOUT_BELOW) for row in shown if part and part.levels and row.pk == part.pk]
    return [*choices, *apart]


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


def branch_name_for(user: Any, pk: str) -> str:
    """The name of a branch that USER may see, by its id as the address has it; "" when there is none."""
    if not pk.isdecimal() or len(pk) > LONGEST_ID:
        return ""
    rows = Organization.objects.visible_to(user).active().branches()
    return rows.filter(pk=int(pk)).values_list("name", flat=True).first() or ""


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


def moved(way: str, *, path: str, since: date, until: date) -> QuerySet[Transfer]:
    """Transfers accepted from SINCE until UNTIL that brought members to PATH or below from elsewhere ("in") or away."""
    here, there = ("to_path", "from_path") if way == "in" else ("from_path", "to_path")
    rows = Transfer.objects.filter(under(here, path), state=TransferState.ACCEPTED).exclude(under(there, path))
    return rows.filter(decided_at__date__range=(since, until))


def posts_of(member: Member) -> QuerySet[Post]:
    """Seats the member holds or held, the present ones first."""
    rows = Post.objects.filter(holder_uid=member.uid).select_related("organization")
    return rows.order_by(F("until_on").desc(nulls_first=True), "pk")
