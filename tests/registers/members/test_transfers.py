"""Transfers: at every moment each member is in exactly one organization's care, and every answer has one effect."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.registers.members import counting, permissions, transfers
from gongjian.registers.members.actions import InTransfer
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.members.terms import TransferState
from gongjian.registers.organizations.actions import end_organization
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from tests.street import NOW, TODAY, member, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> dict[str, Any]:
    """Two communities with a branch and a worker each; one member in the first."""
    root = organization("街道党工委", "working_committee")
    first, second = organization("甲社区党委", "committee", root), organization("乙社区党委", "committee", root)
    here, there = organization("甲支部", "branch", first), organization("乙支部", "branch", second)
    return {
        "root": root,
        "here": here,
        "there": there,
        "sender": user("community_worker", first),
        "receiver": user("community_worker", second),
        "member": member("王秀兰", here, status="full"),
    }


def counts(organization: Organization) -> int:
    kept = OrganizationFigures.objects.get(pk=organization.pk)
    return kept.full + kept.probationary


def sent(two: dict[str, Any]) -> Transfer:
    [made] = transfers.send(members=[two["member"]], to=two["there"], reason="搬家", by=two["sender"], now=NOW)
    return made


def where(member: Member) -> tuple[Any, str]:
    return Member.objects.values_list("organization__name", "org_path").get(pk=member.pk)


def test_a_sent_member_stays_and_counts_with_the_sender(two: dict[str, Any]) -> None:
    transfer = sent(two)
    assert transfer.letter_valid_until == TODAY + timedelta(days=90)
    assert where(two["member"]) == ("甲支部", two["here"].path)
    assert (counts(two["here"]), counts(two["there"])) == (1, 0)


def test_a_letter_sent_after_midnight_is_valid_from_the_day_on_the_wall(two: dict[str, Any]) -> None:
    night = datetime(2026, 11, 22, 17, tzinfo=UTC)
    [made] = transfers.send(members=[two["member"]], to=two["there"], reason="", by=two["sender"], now=night)
    assert made.letter_valid_until == TODAY + timedelta(days=90)


def test_accepting_moves_affiliation_path_and_counts_together(two: dict[str, Any]) -> None:
    transfers.accept(transfer=sent(two), by=two["receiver"], now=NOW)
    assert where(two["member"]) == ("乙支部", two["there"].path)
    assert (counts(two["here"]), counts(two["there"])) == (0, 1)
    assert [entry.verb for entry in Entry.objects.about("members", two["member"].pk)] == ["接收", "转出"]


def test_accepting_twice_has_one_effect(two: dict[str, Any]) -> None:
    transfer = sent(two)
    transfers.accept(transfer=transfer, by=two["receiver"], now=NOW)
    with pytest.raises(transfers.Answered):
        transfers.accept(transfer=transfer, by=two["receiver"], now=NOW)
    assert (counts(two["here"]), counts(two["there"])) == (0, 1)


def test_a_returned_member_never_left(two: dict[str, Any]) -> None:
    transfers.send_back(transfer=sent(two), reason="已不住这里", by=two["receiver"], now=NOW)
    assert where(two["member"]) == ("甲支部", two["here"].path)
    assert Transfer.objects.get().answer == "已不住这里"


def test_a_withdrawn_transfer_can_be_sent_again(two: dict[str, Any]) -> None:
    transfers.withdraw(transfer=sent(two), by=two["sender"], now=NOW)
    assert sent(two).state == TransferState.SENT


def test_all_sent_together_are_taken_back_but_for_those_answered(two: dict[str, Any]) -> None:
    both = [two["member"], member("何一", two["here"])]
    made = transfers.send(members=both, to=two["there"], reason="", by=two["sender"], now=NOW)
    transfers.accept(transfer=made[0], by=two["receiver"], now=NOW)
    assert transfers.withdraw_all(sent_at=NOW, by=two["receiver"], now=NOW) == 0
    assert transfers.withdraw_all(sent_at=NOW, by=two["sender"], now=NOW) == 1
    assert list(Transfer.objects.order_by("pk").values_list("state", flat=True)) == ["accepted", "withdrawn"]


def test_nobody_is_sent_twice_at_once(two: dict[str, Any]) -> None:
    sent(two)
    with pytest.raises(InTransfer):
        sent(two)
    assert Transfer.objects.count() == 1


def test_a_receipt_from_outside_takes_the_member_off_the_roll(two: dict[str, Any]) -> None:
    [transfer] = transfers.send(
        members=[two["member"]], to=None, outside="外省某支部", reason="", by=two["sender"], now=NOW
    )
    assert counts(two["here"]) == 1
    transfers.close_outside(transfer=transfer, receipt_on=TODAY, by=two["sender"], now=NOW)
    gone = Member.objects.get(pk=two["member"].pk)
    assert (gone.state, gone.left_on, counts(two["here"])) == ("moved", TODAY, 0)


def test_a_receipt_does_not_close_a_transfer_within_the_street(two: dict[str, Any]) -> None:
    transfer = sent(two)
    with pytest.raises(transfers.WrongReceiver):
        transfers.close_outside(transfer=transfer, receipt_on=TODAY, by=two["sender"], now=NOW)
    assert Transfer.objects.get().state == TransferState.SENT


def test_only_branches_other_than_their_own_receive_members(two: dict[str, Any]) -> None:
    for wrong in (two["root"], two["here"]):
        with pytest.raises(transfers.WrongReceiver):
            transfers.send(members=[two["member"]], to=wrong, reason="", by=two["sender"], now=NOW)
    assert Transfer.objects.count() == 0


def test_each_side_does_only_its_own_part(two: dict[str, Any]) -> None:
    with pytest.raises(PermissionDenied):
        transfers.send(members=[two["member"]], to=two["there"], reason="", by=two["receiver"], now=NOW)
    transfer = sent(two)
    for act, by in ((transfers.accept, "sender"), (transfers.withdraw, "receiver")):
        with pytest.raises(PermissionDenied):
            act(transfer=transfer, by=two[by], now=NOW)
    with pytest.raises(PermissionDenied):
        transfers.send_back(transfer=transfer, reason="不收", by=two["sender"], now=NOW)
    assert Transfer.objects.get().state == TransferState.SENT


def test_an_unaffiliated_member_becomes_a_resident_of_the_branch(two: dict[str, Any]) -> None:
    loose = member("赵无", None, category="unaffiliated", org_path=two["here"].path)
    [transfer] = transfers.send(members=[loose], to=two["there"], reason="", by=two["sender"], now=NOW)
    transfers.accept(transfer=transfer, by=two["receiver"], now=NOW)
    assert Member.objects.get(pk=loose.pk).category == "resident"


ACTS = ("send", "accept", "return", "withdraw", "outside", "receipt")


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 2)), max_size=12))
def test_kept_counts_equal_recounted_ones_after_any_sequence(two: dict[str, Any], steps: list[tuple[str, int]]) -> None:
    office = user("street_office", two["root"], f"office{Transfer.objects.count()}-{Member.objects.count()}")
    branches = [two["here"], two["there"]]
    people = [member(f"人{n}", branches[n % 2]) for n in range(3)]
    for act, n in steps:
        attempt(act, people[n], branches, office)
    assert counting.recount() == 0
    care = Member.objects.on_roll().filter(pk__in=[each.pk for each in people])
    assert all(each.org_path == each.organization.path for each in care.select_related("organization"))


def attempt(act: str, person: Member, branches: list[Organization], by: Any) -> None:
    """One step; what is not possible now is refused and changes nothing."""
    person = Member.objects.get(pk=person.pk)
    target = next((each for each in branches if each.pk != person.organization_id), branches[0])
    latest = Transfer.objects.filter(member=person).order_by("-pk").first()
    refused = (transfers.Answered, transfers.WrongReceiver, InTransfer)
    try:
        if act == "send":
            transfers.send(members=[person], to=target, reason="", by=by, now=NOW)
        elif act == "outside":
            transfers.send(members=[person], to=None, outside="外地", reason="", by=by, now=NOW)
        elif latest and act == "receipt" and not latest.to_organization_id:
            transfers.close_outside(transfer=latest, receipt_on=TODAY, by=by, now=NOW)
        elif latest and act == "withdraw":
            transfers.withdraw(transfer=latest, by=by, now=NOW)
        elif latest and latest.to_organization_id and act == "accept":
            transfers.accept(transfer=latest, by=by, now=NOW)
        elif latest and latest.to_organization_id and act == "return":
            transfers.send_back(transfer=latest, reason="不收", by=by, now=NOW)
    except refused:
        pass


def test_a_branch_members_are_on_their_way_to_does_not_end_and_their_names_are_told(two: dict[str, Any]) -> None:
    transfer = sent(two)
    with pytest.raises(Refused) as refused:
        end_organization(two["there"], on=TODAY, reason="调整", by=None, now=NOW)
    assert str(refused.value) == "王秀兰正在转进“乙支部”。先接收或退回，再撤销。"
    transfers.send_back(transfer=transfer, reason="支部要撤销", by=two["receiver"], now=NOW)
    assert end_organization(two["there"], on=TODAY, reason="调整", by=None, now=NOW).state == "ended"


def test_a_branch_that_became_a_committee_meanwhile_takes_nobody_in(two: dict[str, Any]) -> None:
    transfer = sent(two)
    Organization.objects.filter(pk=two["there"].pk).update(kind="committee")
    with pytest.raises(transfers.WrongReceiver, match="已经不是党支部"):
        transfers.accept(transfer=transfer, by=two["receiver"], now=NOW)
    assert where(two["member"]) == ("甲支部", two["here"].path)


def test_what_still_waits_for_a_branch_that_ended_is_sent_back_by_whoever_answers_for_it(two: dict[str, Any]) -> None:
    transfer, secretary = sent(two), user("branch_secretary", two["there"])
    Organization.objects.filter(pk=two["there"].pk).update(state="ended", ended_on=TODAY)
    with pytest.raises(transfers.WrongReceiver):
        transfers.accept(transfer=transfer, by=two["receiver"], now=NOW)
    may = [who for who in ("sender", "receiver") if permissions.may_answer(two[who], transfer)]
    assert (may, permissions.may_answer(secretary, transfer)) == (["receiver"], True)
    assert transfers.send_back(transfer=transfer, reason="已撤销", by=two["receiver"], now=NOW).state == "returned"
