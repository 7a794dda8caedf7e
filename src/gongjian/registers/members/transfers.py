"""Transfers of affiliation (组织关系转接): the sender stays responsible until the receiver accepts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from gongjian.foundation import history
from gongjian.foundation.rulebook import rule
from gongjian.foundation.scope import scope_of, within
from gongjian.registers.members import permissions
from gongjian.registers.members.actions import check_not_in_transfer
from gongjian.registers.members.counting import Tally
from gongjian.registers.members.keeping import told
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.members.terms import MemberCategory, MemberState, TransferState
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationState

DAY_OF_RULE = "transfer.letter_valid_days"


class Answered(ValueError):
    """Someone has answered or withdrawn this transfer already; nothing was changed."""


class WrongReceiver(ValueError):
    """The receiver cannot take these members."""


@transaction.atomic
def send(
    *, members: Sequence[Member], to: Organization | None, outside: str = "", reason: str, by: Any, now: datetime
) -> list[Transfer]:
    """Send MEMBERS to a branch of the street, or OUTSIDE it by name. They stay where they are until accepted.

    Raises WrongReceiver, InTransfer, PermissionDenied; then nobody is sent.
    """
    sent = list(
        Member.objects.select_for_update(of=("self",)).filter(pk__in=[each.pk for each in members]).order_by("pk")
    )
    for each in sent:
        _check_sendable(each, to, by)
    check_not_in_transfer(sent)
    today = timezone.localdate(now)
    valid_until = today + timedelta(days=rule(DAY_OF_RULE, on=today).number)
    transfers = [
        Transfer(
            member=each,
            from_organization_id=each.organization_id,
            from_path=each.org_path,
            to_organization=to,
            to_path=to.path if to else "",
            to_outside="" if to else outside,
            reason=reason,
            sent_at=now,
            sent_by=str(by or "系统"),
            letter_valid_until=valid_until,
        )
        for each in sent
    ]
    Transfer.objects.bulk_create(transfers)
    target = to.name if to else outside
    history.record_many(
        history.line(**told(each, verb="转出", by=by, now=now), reason=f"转往{target}，等对方接收。{reason}")
        for each in sent
    )
    return transfers


def _check_sendable(member: Member, to: Organization | None, by: Any) -> None:
    if not permissions.may_send(by, member):
        raise PermissionDenied(f"“{member.name}”的转接不归您办。")
    if member.state != MemberState.ACTIVE:
        raise WrongReceiver(f"“{member.name}”已经不在册，不能转接。")
    if to is None:
        return
    if to.state != OrganizationState.ACTIVE or not to.is_branch:
        raise WrongReceiver(f"“{to.name}”不能接收党员。请转到在用的党支部。")
    if to.pk == member.organization_id:
        raise WrongReceiver(f"“{member.name}”已经在“{to.name}”。请换一个接收方。")


@transaction.atomic
def accept(*, transfer: Transfer, by: Any, now: datetime) -> Transfer:
    """Take the member in: affiliation, path and counts change together. Raises Answered the second time."""
    current = _answer(transfer, TransferState.ACCEPTED, "", by, now, may=permissions.may_answer)
    target = Organization.objects.get(transfers_in=current)
    if target.state != OrganizationState.ACTIVE:
        raise WrongReceiver(f"“{target.name}”已经撤销，不能接收。请退回。")
    if not target.is_branch:
        raise WrongReceiver(f"“{target.name}”已经不是党支部，不能接收。请退回，让对方转到党支部。")
    member = current.member
    tally, before = Tally(), member.organization
    tally.note(member)
    member.organization, member.org_path, member.version = target, target.path, member.version + 1
    if member.category == MemberCategory.UNAFFILIATED:
        member.category = MemberCategory.RESIDENT
    member.save(update_fields=["organization", "org_path", "category", "version"])
    tally.note(member)
    tally.write()
    changes = {"organization": [before.name if before else "", target.name]}
    history.record(**told(member, verb="接收", by=by, now=now), changes=changes)
    return current


@transaction.atomic
def send_back(*, transfer: Transfer, reason: str, by: Any, now: datetime) -> Transfer:
    """The receiver returns the transfer with a reason; the member stays where they are."""
    current = _answer(transfer, TransferState.RETURNED, reason, by, now, may=permissions.may_answer)
    history.record(**told(current.member, verb="退回", by=by, now=now), reason=reason)
    return current


@transaction.atomic
def withdraw(*, transfer: Transfer, by: Any, now: datetime) -> Transfer:
    """The sender takes the transfer back before it is answered."""
    current = _answer(transfer, TransferState.WITHDRAWN, "", by, now, may=permissions.may_withdraw)
    history.record(**told(current.member, verb="撤回转接", by=by, now=now))
    return current


@transaction.atomic
def withdraw_all(*, sent_at: datetime, by: Any, now: datetime) -> int:
    """Take back all that BY sent at one moment and nobody answered yet; returns how many."""
    theirs = within("from_path", scope_of(by), "members.transfer")
    rows = Transfer.objects.filter(theirs, sent_at=sent_at, sent_by=str(by), state=TransferState.SENT)
    for each in (waiting := list(rows.order_by("member_id"))):
        withdraw(transfer=each, by=by, now=now)
    return len(waiting)


@transaction.atomic
def close_outside(*, transfer: Transfer, receipt_on: date, by: Any, now: datetime) -> Transfer:
    """An organization outside the street sent its receipt: the member has moved, as of that day."""
    current = _answer(transfer, TransferState.ACCEPTED, f"回执 {receipt_on}", by, now, may=permissions.may_withdraw)
    if current.to_organization_id:
        raise WrongReceiver("这是转给本街道的，由接收方接收，不用登记回执。")
    member, tally = current.member, Tally()
    tally.note(member)
    member.state, member.left_on, member.version = MemberState.MOVED, receipt_on, member.version + 1
    member.save(update_fields=["state", "left_on", "version"])
    tally.note(member)
    tally.write()
    changes = {"state": [MemberState.ACTIVE, MemberState.MOVED], "left_on": [None, receipt_on]}
    history.record(**told(member, verb="转出办结", by=by, now=now), changes=changes, reason=current.to_outside)
    return current


def _answer(transfer: Transfer, state: TransferState, answer: str, by: Any, now: datetime, *, may: Any) -> Transfer:
    """Close a transfer that is still open, once; whoever comes second is told. The member is locked first, as ever."""
    member = Member.objects.select_for_update().get(pk=transfer.member_id)
    current = Transfer.objects.select_for_update().get(pk=transfer.pk)
    current.member = member
    if not may(by, current):
        raise PermissionDenied("这件转接不归您办。")
    if current.state != TransferState.SENT:
        raise Answered(f"“{current.member.name}”的转接{TransferState(current.state).label}，不用再办。")
    current.state, current.answer = state, answer
    current.decided_at, current.decided_by = now, str(by or "系统")
    current.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    return current
