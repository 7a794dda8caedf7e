"""A batch is taken back whole, or it is said what stands in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjian.entry.desk.actions import import_now
from gongjian.entry.desk.checking import Source
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.terms import NotNow
from gongjian.entry.desk.undoing import UNDO_DAYS, InTheWay, Obstacle, TooLate, undo
from gongjian.foundation.history import Entry, record
from gongjian.foundation.search import Term
from gongjian.oversight.coverage.models import Proposal
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization, OrganizationFigures, Post
from gongjian.registers.organizations.seats import secretaries_of
from gongjian.registers.places.models import Place
from gongjian.registers.units.models import Cover, Unit
from tests import rosters, street
from tests.street import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

LATER = NOW + timedelta(days=1)
REGISTERS = (Organization, OrganizationFigures, Post, Place, Unit, Cover, Member, Term)


def batch_of(handed_in: list[tuple[str, bytes]]) -> Batch:
    sources = [Source(name, content) for name, content in handed_in]
    import_now(sources, rosters.checked(handed_in), by=None, now=NOW, on=TODAY)
    return Batch.objects.latest("id")


def test_a_first_import_taken_back_leaves_empty_registers_and_its_history() -> None:
    batch = batch_of(rosters.files())
    undone = undo(batch, by=None, now=LATER)
    assert (undone.removed, undone.restored, undone.left) == (17, 0, ())
    assert [model.objects.count() for model in REGISTERS] == [0] * len(REGISTERS)
    assert Entry.objects.filter(batch_id=batch.pk, verb="撤销导入", at=LATER).count() == 20
    assert (batch.state, batch.undone_at) == ("undone", LATER)


def test_a_second_import_taken_back_leaves_what_the_first_had_written() -> None:
    batch_of(rosters.files())
    before = told()
    batch = batch_of(changed_files())
    assert told() != before
    undone = undo(batch, by=None, now=LATER)
    assert (undone.removed, undone.restored, undone.left) == (1, 4, ())
    assert told() == before


def test_a_transfer_that_the_import_ended_is_under_way_again() -> None:
    batch_of(rosters.files())
    one = Member.objects.get(name="何一")
    letter = {"from_path": one.org_path, "to_outside": "外地", "sent_at": NOW, "letter_valid_until": TODAY}
    transfer = Transfer.objects.create(member=one, from_organization=one.organization, sent_by="某", **letter)
    batch = batch_of(changed_files())
    transfer.refresh_from_db()
    assert transfer.state == "withdrawn"
    undo(batch, by=None, now=LATER)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.answer, transfer.decided_at, transfer.decided_by) == ("sent", "", None, "")
    assert Entry.objects.about("members", one.pk).filter(verb="恢复转接", at=LATER).count() == 1


def test_what_was_changed_since_refuses_the_undo_and_nothing_is_done() -> None:
    batch_of(rosters.files())
    batch = batch_of(changed_files())
    Member.objects.filter(name="何一").update(phone="15400000077")
    before = told()
    with pytest.raises(InTheWay) as refused:
        undo(batch, by=None, now=LATER)
    one = Member.objects.get(name="何一")
    assert refused.value.obstacles == (Obstacle("members", one.pk, "何一", "导入以后又改过：联系电话。"),)
    assert told() == before
    batch.refresh_from_db()
    assert batch.state == "done"


def test_what_can_be_taken_back_is_when_the_rest_may_stay() -> None:
    batch_of(rosters.files())
    before = told()
    batch = batch_of(changed_files())
    Member.objects.filter(name="何一").update(phone="15400000077")
    undone = undo(batch, by=None, now=LATER, leave_changed=True)
    assert [each.subject for each in undone.left] == ["何一"]
    one = Member.objects.get(name="何一")
    assert (one.phone, one.organization.name) == ("15400000077", rosters.FIRST)
    before["members"]["何一"]["phone"] = "15400000077"
    assert told() == before


def test_an_organization_somebody_else_uses_stays_with_all_above_it() -> None:
    batch = batch_of(rosters.files())
    street.user("community_worker", Organization.objects.get(name=rosters.EAST))
    with pytest.raises(InTheWay) as refused:
        undo(batch, by=None, now=LATER)
    assert {each.subject: each.why for each in refused.value.obstacles} == {
        rosters.EAST: "有账号的授权在这里。",
        rosters.RESIDENTIAL: "下面还有党组织。",
        rosters.ROOT: "下面还有党组织。",
    }
    undo(batch, by=None, now=LATER, leave_changed=True)
    assert set(Organization.objects.values_list("name", flat=True)) == {rosters.EAST, rosters.RESIDENTIAL, rosters.ROOT}
    assert Member.objects.count() == 0


def test_a_batch_is_undone_once_and_only_within_the_days_given() -> None:
    batch = batch_of(rosters.files())
    with pytest.raises(TooLate):
        undo(batch, by=None, now=NOW + timedelta(days=UNDO_DAYS, seconds=1))
    undo(batch, by=None, now=NOW + timedelta(days=UNDO_DAYS))
    with pytest.raises(NotNow):
        undo(batch, by=None, now=NOW + timedelta(days=UNDO_DAYS))


def test_a_community_that_changed_hands_comes_back_with_all_that_lies_in_it() -> None:
    batch_of(rosters.files())
    before = told()
    table = rosters.organizations()
    for row in table:
        row["所属社区"] = {"东园": "西园", "西园": ""}.get(row["所属社区"], "")
    batch = batch_of([rosters.file("organizations.csv", table)])
    root, east = (Organization.objects.get(name=name).path for name in (rosters.ROOT, rosters.EAST))
    assert set(Place.objects.communities().values_list("name", "org_path")) == {("东园社区", root), ("西园社区", east)}
    assert set(Unit.objects.values_list("name", "org_path")) == {("甲公司", root), ("乙公司", east), ("丙公司", root)}
    assert Member.objects.get(name="贾四").org_path == root
    undo(batch, by=None, now=LATER)
    assert told() == before


def test_who_was_in_a_branch_that_ended_since_stays_where_the_import_put_them_and_it_is_said() -> None:
    batch_of(rosters.files())
    batch = batch_of(changed_files())
    one = Member.objects.get(name="何一")
    line = Entry.objects.get(batch_id=batch.pk, subject_type="members", subject_id=one.pk)
    former = line.changes["organization"][0]
    Organization.objects.filter(name=former).update(state="ended", ended_on=TODAY)
    undone = undo(batch, by=None, now=LATER, leave_changed=True)
    assert undone.left[1:] == (Obstacle("members", one.pk, "何一", f"原来的“{former}”已经没有了。"),)
    one.refresh_from_db()
    assert (one.organization.name, one.phone) == (rosters.SECOND, line.changes["phone"][0])


def changed_files() -> list[tuple[str, bytes]]:
    """A member moved with a new phone, a member new, a unit, a secretary and a list of units changed."""
    people, units, organizations = rosters.members(), rosters.units(), rosters.organizations()
    people[0] |= {"党支部": rosters.SECOND, "联系电话": "15400000009"}
    people.append({**people[1], "姓名": "新来", "公民身份号码": rosters.identity(9), "居住社区": ""})
    units[1] |= {"已建党组织": rosters.JOINT, "所属社区": "东园"}
    organizations[0] |= {"书记": "换了"}
    organizations[-1] |= {"所在单位": "甲公司、丙公司"}
    return rosters.files(members=people, units=units, organizations=organizations)


def told() -> dict[str, object]:
    """All that people see of the registers, by names."""
    people = Member.objects.values("name", "phone", "org_path", "organization__name", "unit__name", "version")
    ids = dict(Organization.objects.values_list("id", "name"))
    ties = Cover.objects.values_list("organization__name", "unit_name", "said_by_organization", "said_by_unit")
    return {
        "members": {row["name"]: {**row, "version": None} for row in people},
        "units": set(Unit.objects.values_list("name", "org_path", "community__name", "organization_text")),
        "places": set(Place.objects.values_list("name", "org_path")),
        "paths": set(Organization.objects.values_list("name", "path", "parent__name")),
        "secretaries": {ids[each]: name for each, name in secretaries_of(ids).items()},
        "ties": set(ties),
        "figures": set(OrganizationFigures.objects.values_list("organization__name", "full", "probationary")),
    }


def asked_about(member: Member, state: str = "waiting") -> Proposal:
    """Somebody asked for something about a member, and left the usual line in the history."""
    told = {
        "subject_type": "members",
        "subject_id": member.pk,
        "subject_name": member.name,
        "org_path": member.org_path,
    }
    asked = {
        "remedy": "x",
        "rule": "x",
        "data": {},
        "summary": "把何一转走",
        "proposed_by": "周敏",
        "proposed_by_id": 1,
    }
    decided = {} if state == "waiting" else {"decided_at": LATER}
    note(member, "申请转走", None)
    return Proposal.objects.create(**told, **asked, proposed_at=LATER, state=state, **decided)


def note(member: Member, verb: str, changes: dict[str, list[str]] | None) -> None:
    whom = {"subject_type": "members", "subject_id": member.pk, "subject": member.name, "org_path": member.org_path}
    record(verb=verb, **whom, changes=changes, by=None, now=LATER)


def test_what_was_only_asked_and_taken_back_or_looked_at_is_no_reason_to_stay() -> None:
    batch = batch_of(rosters.files())
    asked_about(Member.objects.get(name="何一"), "withdrawn")
    note(Member.objects.get(name="贾四"), "查看身份证号", None)
    assert undo(batch, by=None, now=LATER).left == ()


def test_a_request_that_waits_is_named_with_the_way_to_end_it() -> None:
    batch = batch_of(rosters.files())
    asked_about(Member.objects.get(name="何一"))
    with pytest.raises(InTheWay) as refused:
        undo(batch, by=None, now=LATER)
    assert {each.why for each in refused.value.obstacles if each.subject == "何一"} == {
        "有申请等着批：把何一转走。请先批复或撤回，再来撤销。"
    }


def test_an_act_since_is_told_with_its_person_and_kept_for_the_page_after_the_undo() -> None:
    batch = batch_of(rosters.files())
    note(Member.objects.get(name="贾四"), "联系", {"contacted_on": ["", "2026-11-24"]})
    undo(batch, by=None, now=LATER, leave_changed=True)
    why = "导入以后又办过：联系（系统，2026-11-24）。请留下这一条；确实不要，到它自己的页面里另外办理。"
    assert ["贾四", why] in Batch.objects.get(pk=batch.pk).left


def test_once_the_later_batch_is_taken_back_the_earlier_one_can_be() -> None:
    first = batch_of(rosters.files())
    second = batch_of(changed_files())
    with pytest.raises(InTheWay) as refused:
        undo(first, by=None, now=LATER)
    why = {each.subject: each.why for each in refused.value.obstacles}
    assert why["何一"] == "后来的一批导入又改过：导入更新（系统，2026-11-23）。请先撤销那一批，再来撤销这一批。"
    undo(second, by=None, now=LATER)
    assert undo(first, by=None, now=LATER).left == ()
