"""What is done to members: contacted, put into a branch."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongjian.foundation import editing, history
from gongjian.foundation.changes import touch
from gongjian.foundation.refusals import Refused
from gongjian.registers.members.counting import recount_organizations
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.members.terms import MemberCategory, TransferState
from gongjian.registers.organizations.models import Organization


class InTransfer(Refused):
    """A member's transfer is under way; the receiver has to answer first."""


@transaction.atomic
def log_contact(*, member: Member, on: date, note: str, by: Any, now: datetime) -> Member:
    """Write down that a member was heard of on a day; NOTE is the one line that says how."""
    current, changes = editing.change(Member.objects.all(), member.pk, {"last_contact_on": on}, version=member.version)
    history.record(**_line(current, "联系", by, now), changes=changes, reason=note)
    touch("members", [current.pk])
    return current


@transaction.atomic
def affiliate(
    *,
    members: Sequence[Member],
    organization: Organization,
    by: Any,
    now: datetime,
    category: str = "",
    reason: str = "",
) -> None:
    """Put members into a branch of the street at once, for those nobody has and for branches reshaped from above.

    CATEGORY replaces 无挂靠 where a member is so marked. Raises InTransfer.
    """
    moving = list(Member.objects.select_for_update().filter(pk__in=[each.pk for each in members]))
    check_not_in_transfer(moving)
    before = {each.pk: each.organization_id for each in moving}
    names = dict(Organization.objects.filter(pk__in=set(before.values())).values_list("pk", "name"))
    for each in moving:
        each.organization, each.org_path, each.version = organization, organization.path, each.version + 1
        if each.category == MemberCategory.UNAFFILIATED:
            each.category = category or MemberCategory.RESIDENT
    Member.objects.bulk_update(moving, ["organization", "org_path", "category", "version"], batch_size=500)
    recount_organizations({organization.pk, *before.values()})
    history.record_many(
        history.line(
            **_line(each, "编入支部", by, now),
            changes={"organization": [names.get(before[each.pk]), organization.name]},
            reason=reason,
        )
        for each in moving
    )
    touch("members", before)
    touch("organizations", {organization.pk, *before.values()})


def check_not_in_transfer(members: Sequence[Member]) -> None:
    under_way = Transfer.objects.filter(member__in=members, state=TransferState.SENT).select_related("member").first()
    if under_way:
        raise InTransfer(f"“{under_way.member.name}”正在转接，等对方接收或退回以后再办。")


def _line(member: Member, verb: str, by: Any, now: datetime) -> dict[str, Any]:
    return {
        "by": by,
        "now": now,
        "verb": verb,
        "subject_type": "members",
        "subject_id": member.pk,
        "subject": member.name,
        "org_path": member.org_path,
    }
