"""Who falls through the net among members: each finder is one query, whatever the scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gongjian.foundation.registry import Finding
from gongjian.foundation.rulebook import rule
from gongjian.registers.members.models import Member, MemberQuerySet
from gongjian.registers.members.terms import MemberCategory
from gongjian.rules.contact import contact_limit, lost_since


def judged(among: Sequence[int] | None) -> MemberQuerySet:
    """All members; only those of AMONG when given."""
    return Member.objects.all() if among is None else Member.objects.filter(pk__in=among)


def member_without_branch(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Members on the roll whom no branch has: none is written, or they are marked unaffiliated (无挂靠)."""
    rows = judged(among).without_branch()
    for pk, name, path, category, organization in rows.values_list(
        "pk", "name", "org_path", "category", "organization"
    ):
        marked = organization is not None and category == MemberCategory.UNAFFILIATED
        yield Finding(pk, name, path, detail={"marked": marked})


def floating_member_lost(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Floating members (流动党员) never contacted, or not for longer than the rule allows."""
    months = rule("floating.lost_after_months", on=on).number
    rows = judged(among).contact_lost(contact_limit(on, months))
    for pk, name, path, last in rows.values_list("pk", "name", "org_path", "last_contact_on"):
        detail = {"last_contact": last and last.isoformat(), "months": months}
        yield Finding(pk, name, path, since=last and lost_since(last, months), detail=detail)
