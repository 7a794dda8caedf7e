"""What is done to members: contacted, put into a branch."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from gongjian.foundation import bulk, editing, history
from gongjian.foundation.changes import touch
from gongjian.foundation.refusals import Refused
from gongjian.registers.members.counting import Tally
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.members.terms import MemberCategory, TransferState
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationState


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

    CATEGORY replaces 无挂靠 where a member is so marked. Transfers under way end with it.
    """
    moving = list(Member.objects.select_for_update().filter(pk__in=[each.pk for each in members]).order_by("pk"))
    tally, before = Tally(), {each.pk: each.organization_id for each in moving}
    names = dict(Organization.objects.filter(pk__in=set(before.values())).values_list("pk", "name"))
    for each in moving:
        tally.note(each)
        each.organization, each.org_path, each.version = organization, organization.path, each.version + 1
        if each.category == MemberCategory.UNAFFILIATED:
            each.category = category or MemberCategory.RESIDENT
        tally.note(each)
    Member.objects.bulk_update(moving, ["organization", "org_path", "category", "version"], batch_size=500)
    tally.write()
    end_transfers(before, reason=f"已编入{organization.name}", by=by, now=now)
    history.record_many(
        history.line(
            **_line(each, "编入支部", by, now),
            changes={"organization": [names.get(before[each.pk]), organization.name]},
            reason=reason,
        )
        for each in moving
    )


def end_transfers(members: Iterable[int], *, reason: str, by: Any, now: datetime) -> None:
    """Withdraw the transfers under way of MEMBERS (ids) who moved by another way, so that nobody accepts them later."""
    for portion in bulk.portions(members):
        rows = Transfer.objects.filter(member__in=portion, state=TransferState.SENT).select_related("member")
        under_way = list(rows.select_for_update(of=("self",)).order_by("pk"))
        answer = {
            "state": TransferState.WITHDRAWN,
            "answer": reason,
            "decided_at": now,
            "decided_by": str(by or "系统"),
        }
        Transfer.objects.filter(pk__in=[each.pk for each in under_way]).update(**answer)
        history.record_many(
            history.line(**_line(each.member, "撤回转接", by, now), reason=reason) for each in under_way
        )


def resume_transfers(members: Iterable[int], *, ended_at: datetime, reason: str, by: Any, now: datetime) -> None:
    """Take up again the transfers of MEMBERS (ids) that `end_transfers` withdrew at that moment for that REASON.

    Those stay withdrawn whose receiver no longer stands, or whose member is no longer with the sender.
    """
    for portion in bulk.portions(members):
        rows = Transfer.objects.filter(
            Q(from_organization=F("member__organization"))
            | Q(from_organization__isnull=True, member__organization__isnull=True),
            member__in=portion,
            state=TransferState.WITHDRAWN,
            decided_at=ended_at,
            answer=reason,
        )
        resumed = list(rows.exclude(to_organization__state=OrganizationState.ENDED).select_related("member"))
        answer = {"state": TransferState.SENT, "answer": "", "decided_at": None, "decided_by": ""}
        Transfer.objects.filter(pk__in=[each.pk for each in resumed]).update(**answer)
        history.record_many(history.line(**_line(each.member, "恢复转接", by, now)) for each in resumed)


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
