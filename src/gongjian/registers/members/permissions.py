"""Who may do what with members. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.registers.members.models import Member, Transfer


def may_manage(user: Any, path: str) -> bool:
    """Those who keep the roster there may add and change members."""
    return scope_of(user).holds("members.manage", path)


def may_manage_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("members.manage")


def may_send_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("members.transfer")


def may_unmask(user: Any, member: Member) -> bool:
    """Full personal numbers are shown only to those granted it, one at a time, with a history line."""
    return scope_of(user).holds("members.unmask", member.org_path)


def may_send(user: Any, member: Member) -> bool:
    """Whoever handles transfers for the organization responsible for the member."""
    return scope_of(user).holds("members.transfer", member.org_path)


def may_answer(user: Any, transfer: Transfer) -> bool:
    """Only the receiving side accepts or returns; nobody answers for a receiver outside the street."""
    return bool(transfer.to_path) and scope_of(user).holds("members.transfer", transfer.to_path)


def may_withdraw(user: Any, transfer: Transfer) -> bool:
    """The sending side, as long as nobody has answered. It also files the receipt of an outside receiver."""
    return scope_of(user).holds("members.transfer", transfer.from_path)


def may_see_some(user: Any) -> bool:
    """The roster is open to everyone who may see any member; each sees their own part."""
    return scope_of(user).holds_somewhere("members.view")
