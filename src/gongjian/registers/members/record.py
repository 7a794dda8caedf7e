"""Everything the page of one member shows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from gongjian.foundation.history import Entry
from gongjian.foundation.pages.record import sections_for, tabs_for
from gongjian.foundation.pages.timeline import told
from gongjian.registers.members import permissions, queries
from gongjian.registers.members.fields import LABELS, words_of
from gongjian.registers.members.models import Member
from gongjian.registers.members.terms import MemberState, TransferState

RECENT, LONG = 8, 100
PERSON = ("sex", "ethnicity", "born_on", "education", "native_place")
MEMBERSHIP = ("status", "category", "joined_on", "converted_on")
AWAY = ("away_place", "away_on", "last_contact_on")


def record_of(user: Any, member: Member, *, tab: str, on: date) -> dict[str, Any]:
    """The heading and the open TAB ("" overview, "history") of a member USER may see."""
    manages = permissions.may_manage(user, member.org_path)
    entries = Entry.objects.visible_to(user).about("members", member.pk)
    active = member.state == MemberState.ACTIVE
    transfers = list(member.transfers.select_related("from_organization", "to_organization").order_by("-pk")[:RECENT])
    context: dict[str, Any] = {
        "member": member,
        "tab": "history" if tab == "history" else "",
        "tabs": tabs_for("member", user, member),
        "status": words_of("status", member.status),
        "category": words_of("category", member.category),
        "state": "" if active else words_of("state", member.state),
        "open_transfer": next((each for each in transfers if each.state == TransferState.SENT), None),
        "may_edit": manages and active,
        "may_take_back": manages and not active,
        "may_send": active and permissions.may_send(user, member),
        "may_unmask": permissions.may_unmask(user, member),
        "revealed": {},
    }
    if context["tab"] == "history":
        return context | {"entries": told(phones_masked(entries[:LONG]))}
    sections = sections_for("member", user, member, on=on)
    return context | {
        "person": facts(member, PERSON),
        "membership": facts(member, MEMBERSHIP),
        "away": facts(member, AWAY) if any(getattr(member, field) for field in AWAY) else [],
        "posts": queries.posts_of(member),
        "transfers": transfers,
        "recent": told(phones_masked(entries[:RECENT])),
        "aside": [each for each in sections if each.aside],
        "below": [each for each in sections if not each.aside],
    }


def facts(member: Member, fields: Iterable[str]) -> list[tuple[str, str]]:
    return [(LABELS[field], words_of(field, getattr(member, field))) for field in fields]


def phones_masked(entries: Iterable[Entry]) -> Iterable[Entry]:
    """Lines whose phone numbers are no longer readable."""
    for entry in entries:
        if entry.changes and isinstance(entry.changes.get("phone"), list):
            entry.changes["phone"] = [words_of("phone", value) for value in entry.changes["phone"]]
        yield entry
