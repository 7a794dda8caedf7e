"""The roster kept by hand: members added, changed, unmasked, gone and come back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from gongjian.foundation import editing, history
from gongjian.foundation.records import made_with
from gongjian.foundation.refusals import Refused
from gongjian.foundation.secrets import decrypt, encrypt, index_of
from gongjian.registers.members import permissions
from gongjian.registers.members.actions import check_not_in_transfer
from gongjian.registers.members.counting import Tally
from gongjian.registers.members.fields import words_of
from gongjian.registers.members.models import Member
from gongjian.registers.members.naming import name_keys
from gongjian.registers.members.terms import MemberState
from gongjian.registers.organizations.areas import root_path
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationState
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Unit
from gongjian.registers.units.ties import unit_ids

UNTOLD = {*name_keys(""), "identity_index", "unit", "org_path"}


class IdentityTaken(ValueError):
    """Another member on the roll has this identity number."""


class AlreadyLeft(Refused):
    """The member left the roll before, another day or another way."""


@transaction.atomic
def register(
    *, values: Mapping[str, Any], organization: Organization | None, by: Any, now: datetime, reason: str = ""
) -> Member:
    """Add a member. VALUES are fields, with the number in plain as `identity`; raises IdentityTaken.

    With a `uid` that was added before, by the same form sent twice, it is that member.
    """
    columns = _columns(values, organization)
    _refuse(not permissions.may_manage(by, columns["org_path"]), "这里的党员名册不归您管。")
    if "uid" in columns and (made := made_with(Member.objects.filter(org_path=columns["org_path"]), columns["uid"])):
        return made
    _check_free(columns.get("identity_index", ""), but=None)
    member = Member.objects.create(**columns, organization=organization)
    tally = Tally()
    tally.note(member)
    tally.write()
    history.record(**told(member, verb="新增", by=by, now=now), reason=reason)
    return member


@transaction.atomic
def change(*, member: Member, values: Mapping[str, Any], version: int, by: Any, now: datetime) -> Member:
    """Set VALUES (fields; `identity` in plain) of a member as the writer saw it; raises Meanwhile, IdentityTaken."""
    before = Member.objects.select_for_update().get(pk=member.pk)
    _refuse(not permissions.may_manage(by, before.org_path), "这名党员不归您管，不能修改。")
    columns = _columns(values, before.organization, before)
    _check_free(columns.get("identity_index", ""), but=member.pk)
    tally = Tally()
    tally.note(before)
    after, changes = editing.change(Member.objects.all(), member.pk, columns, version=version)
    tally.note(after)
    tally.write()
    if changes:
        history.record(**told(after, verb="修改", by=by, now=now), changes=in_words(changes))
    return after


@transaction.atomic
def reveal(*, member: Member, field: str, by: Any, now: datetime) -> str:
    """The whole identity number or phone, for one look; the look is written into the history."""
    _refuse(not permissions.may_unmask(by, member), "您的账号不能看完整的号码。")
    shown = {"identity": "查看身份证号", "phone": "查看联系电话"}[field]
    history.record(**told(member, verb=shown, by=by, now=now))
    return decrypt(member.identity_sealed) if field == "identity" else member.phone


@transaction.atomic
def leave(*, member: Member, state: MemberState, on: date, reason: str, by: Any, now: datetime) -> Member:
    """Take a member off the roll: moved, died, expelled, withdrawn or suspended. The record stays.

    Raises InTransfer, and AlreadyLeft when somebody has written down something else.
    """
    known = Member.objects.select_for_update().get(pk=member.pk)
    if known.state not in (MemberState.ACTIVE, state) or (known.state == state and known.left_on != on):
        told_before = f"{words_of('state', known.state)}，{words_of('left_on', known.left_on)}"
        raise AlreadyLeft(f"“{known.name}”已经离开名册（{told_before}），没有再记。记错了的话，先恢复在册。")
    return _set_state(member, {"state": state, "left_on": on}, verb="离开", reason=reason, by=by, now=now)


@transaction.atomic
def take_back(*, member: Member, reason: str, by: Any, now: datetime) -> Member:
    """Put a member back on the roll, where they were; raises IdentityTaken, InTransfer.

    Whose branch has ended meanwhile is without one.
    """
    _check_free(member.identity_index, but=member.pk)
    values: dict[str, Any] = {"state": MemberState.ACTIVE, "left_on": None}
    if member.organization and member.organization.state == OrganizationState.ENDED:
        values |= {"organization": None, "org_path": care_path(None, member.community)}
    return _set_state(member, values, verb="恢复在册", reason=reason, by=by, now=now)


def _set_state(member: Member, values: dict[str, Any], *, verb: str, reason: str, by: Any, now: datetime) -> Member:
    before = Member.objects.select_for_update().get(pk=member.pk)
    _refuse(not permissions.may_manage(by, before.org_path), "这名党员不归您管，不能修改。")
    check_not_in_transfer([before])
    tally = Tally()
    tally.note(before)
    after, changes = editing.change(Member.objects.all(), member.pk, values, version=before.version)
    tally.note(after)
    tally.write()
    if changes:
        history.record(**told(after, verb=verb, by=by, now=now), changes=in_words(changes), reason=reason)
    return after


def told(member: Member, **act: Any) -> dict[str, Any]:
    """What a history line says of a member; ACT is the rest of it: verb, by, now."""
    return {
        **act,
        "subject_type": "members",
        "subject_id": member.pk,
        "subject": member.name,
        "org_path": member.org_path,
    }


def in_words(changes: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
    """CHANGES as history keeps them: branches and communities by name, phones masked, without what follows."""
    kept = {field: pair for field, pair in changes.items() if field not in UNTOLD}
    if "phone" in kept:
        kept["phone"] = [words_of("phone", each) for each in kept["phone"]]
    for field, rows in (("community", Place.objects), ("organization", Organization.objects)):
        if field in kept:
            names = dict(rows.filter(pk__in=[pk for pk in kept[field] if pk]).values_list("pk", "name"))
            kept[field] = [names.get(pk, "") for pk in kept[field]]
    return kept


def _columns(
    values: Mapping[str, Any], organization: Organization | None, member: Member | None = None
) -> dict[str, Any]:
    """The columns that VALUES mean: keys of the name, the sealed number, the unit, and who answers for the person."""
    columns = {field: value for field, value in values.items() if field != "identity"}
    if "name" in columns:
        columns |= name_keys(columns["name"])
    if (number := values.get("identity")) and (member is None or member.identity_index != index_of(number)):
        columns |= {"identity_sealed": encrypt(number), "identity_index": index_of(number)}
    if "workplace" in columns:
        columns["unit"] = _unit_of(columns["workplace"])
    if member is None or "community" in columns:
        columns["org_path"] = care_path(organization, columns.get("community"))
    return columns


def _unit_of(workplace: str) -> Unit | None:
    """The unit that a workplace (工作单位, maybe followed by a blank and the post) names, None when it is just text."""
    head = workplace.split(" ", maxsplit=1)[0]
    found = unit_ids({workplace, head} - {""})
    return Unit.objects.filter(pk=found.get(workplace, found.get(head, 0))).first()


def care_path(organization: Organization | None, community: Place | None) -> str:
    """The path of whoever answers for a person: the branch, else the community's organization, else the root."""
    return (organization and organization.path) or (community and community.org_path) or root_path()


def _check_free(index: str, *, but: int | None) -> None:
    if index and Member.objects.on_roll().filter(identity_index=index).exclude(pk=but).exists():
        raise IdentityTaken("这个身份证号已经在册，请核对是不是同一个人。找不到的话，他可能归别的组织管。")


def _refuse(when: bool, sentence: str) -> None:
    if when:
        raise PermissionDenied(sentence)
