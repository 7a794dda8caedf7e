"""The roster kept by hand: who may, what follows, what is written down."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from gongjian.foundation.changes import Touched
from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.history import Entry
from gongjian.foundation.secrets import decrypt
from gongjian.registers.members import bulk_edits, counting, keeping
from gongjian.registers.members.models import Member
from gongjian.registers.members.terms import MemberState
from gongjian.registers.organizations.actions import end_organization
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.units.models import UnitFigures
from tests.street import NOW, TODAY, community, member, organization, unit, user

pytestmark = pytest.mark.django_db
NUMBER = "320402194005068416"


@pytest.fixture
def branch() -> Organization:
    root = organization("街道党工委", "working_committee")
    return organization("甲支部", "branch", organization("甲社区党委", "committee", root))


def register(branch: Organization | None, by: Any, **values: Any) -> Member:
    common = {"name": "王秀兰", "status": "full", "category": "resident"}
    return keeping.register(values={**common, **values}, organization=branch, by=by, now=NOW)


def test_a_new_member_counts_is_findable_and_leaves_a_line(branch: Organization) -> None:
    worker, firm = user("community_worker", branch), unit("某某有限公司")
    made = register(branch, worker, workplace="某某有限公司 会计", identity=NUMBER)
    assert (made.spelled, made.org_path, made.unit) == ("wangxiulan", branch.path, firm)
    assert decrypt(Member.objects.get().identity_sealed) == NUMBER
    assert OrganizationFigures.objects.get(pk=branch.pk).full == 1
    assert UnitFigures.objects.get(pk=firm.pk).full == 1
    assert [entry.verb for entry in Entry.objects.about("members", made.pk)] == ["新增"]
    assert set(Touched.objects.values_list("subject_type", flat=True)) == {"members", "organizations", "units"}


def test_without_a_branch_the_community_answers_for_a_member(branch: Organization) -> None:
    committee = branch.parent
    made = register(None, user("community_worker", committee), community=community("甲社区", committee))
    assert made.org_path == committee.path


def test_the_same_identity_number_is_refused(branch: Organization) -> None:
    worker = user("community_worker", branch)
    register(branch, worker, identity=NUMBER)
    with pytest.raises(keeping.IdentityTaken):
        register(branch, worker, name="另一人", identity=NUMBER)
    assert Member.objects.count() == 1


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("street_office", True),
        ("body_secretary", True),
        ("community_worker", True),
        ("branch_secretary", True),
        ("auditor", False),
        ("administrator", False),
    ],
)
def test_who_may_add_a_member(branch: Organization, role: str, may: bool) -> None:
    by = user(role, branch)
    if may:
        assert register(branch, by).pk
    else:
        with pytest.raises(PermissionDenied):
            register(branch, by)


def test_a_change_is_told_with_before_and_after_and_phones_masked(branch: Organization) -> None:
    one = member("王秀兰", branch, phone="15400001234")
    by = user("community_worker", branch)
    keeping.change(member=one, values={"education": "大专", "phone": "15400005678"}, version=1, by=by, now=NOW)
    [entry] = Entry.objects.about("members", one.pk)
    assert entry.changes == {"education": ["", "大专"], "phone": ["154****1234", "154****5678"]}


def test_the_second_editor_is_told_and_nothing_is_overwritten(branch: Organization) -> None:
    one, by = member("王秀兰", branch), user("community_worker", branch)
    keeping.change(member=one, values={"education": "大专"}, version=1, by=by, now=NOW)
    with pytest.raises(Meanwhile):
        keeping.change(member=one, values={"education": "本科"}, version=1, by=by, now=NOW)
    assert Member.objects.get().education == "大专"


def test_becoming_a_full_member_moves_the_counts(branch: Organization) -> None:
    one, by = member("王秀兰", branch, status="probationary"), user("community_worker", branch)
    keeping.change(member=one, values={"status": "full"}, version=1, by=by, now=NOW)
    kept = OrganizationFigures.objects.get(pk=branch.pk)
    assert (kept.full, kept.probationary, counting.recount()) == (1, 0, 0)


def test_leaving_keeps_the_record_and_taking_back_restores_the_count(branch: Organization) -> None:
    one, by = member("王秀兰", branch), user("community_worker", branch)
    keeping.leave(member=one, state=MemberState.DIED, on=TODAY, reason="", by=by, now=NOW)
    gone = Member.objects.get()
    assert (gone.state, gone.left_on, OrganizationFigures.objects.get(pk=branch.pk).full) == ("died", TODAY, 0)
    keeping.take_back(member=gone, reason="", by=by, now=NOW)
    assert (Member.objects.get().state, OrganizationFigures.objects.get(pk=branch.pk).full) == ("active", 1)


def test_who_comes_back_to_a_branch_that_ended_is_without_one(branch: Organization) -> None:
    one, by = member("王秀兰", branch), user("street_office", Organization.objects.get(parent=None))
    keeping.leave(member=one, state=MemberState.DIED, on=TODAY, reason="", by=by, now=NOW)
    end_organization(branch, on=TODAY, reason="", by=by, now=NOW)
    back = keeping.take_back(member=Member.objects.get(), reason="", by=by, now=NOW)
    assert (back.organization, back.org_path) == (None, Organization.objects.get(parent=None).path)
    assert list(Member.objects.without_branch()) == [back]
    assert Entry.objects.get(verb="恢复在册").changes["organization"] == ["甲支部", ""]


def test_who_left_already_is_told_to_whoever_says_otherwise_and_nothing_changes(branch: Organization) -> None:
    one, by = member("王秀兰", branch), user("community_worker", branch)
    for _ in ("once", "the same form again"):
        keeping.leave(member=one, state=MemberState.DIED, on=TODAY, reason="", by=by, now=NOW)
    for state, on in ((MemberState.MOVED, TODAY), (MemberState.DIED, date(2026, 1, 1))):
        with pytest.raises(keeping.AlreadyLeft) as refused:
            keeping.leave(member=one, state=state, on=on, reason="", by=by, now=NOW)
        label = MemberState.DIED.label
        assert str(refused.value).startswith(f"“王秀兰”已经离开名册（{label}，{TODAY:%Y-%m-%d}）")
    gone = Member.objects.get()
    assert (gone.state, gone.left_on, Entry.objects.filter(verb="离开").count()) == ("died", TODAY, 1)


def test_a_number_is_shown_to_those_granted_it_and_leaves_a_trace(branch: Organization) -> None:
    made = register(branch, user("community_worker", branch), identity=NUMBER)
    assert keeping.reveal(member=made, field="identity", by=user("body_secretary", branch), now=NOW) == NUMBER
    assert Entry.objects.about("members", made.pk).first().verb == "查看身份证号"
    with pytest.raises(PermissionDenied):
        keeping.reveal(member=made, field="identity", by=user("auditor", branch), now=NOW)
    assert Entry.objects.about("members", made.pk).count() == 2


def test_recounting_finds_and_corrects_a_wrong_count(branch: Organization) -> None:
    member("王秀兰", branch)
    assert counting.recount() == 0
    OrganizationFigures.objects.filter(pk=branch.pk).update(full=7)
    assert (counting.recount(), OrganizationFigures.objects.get(pk=branch.pk).full) == (1, 1)


def change_all(field: str, value: Any, by: Any) -> bulk_edits.Batch:
    return bulk_edits.change_many(members=Member.objects.all(), field=field, value=value, by=by, now=NOW)


def test_a_bulk_change_touches_only_those_that_differ_and_are_the_editors_own(branch: Organization) -> None:
    other = organization("乙支部", "branch", branch.parent)
    member("一", branch), member("二", branch, education="大专"), member("三", other)
    batch = change_all("education", "大专", user("community_worker", branch))
    assert batch.changed == 1
    assert dict(Member.objects.values_list("name", "education")) == {"一": "大专", "二": "大专", "三": ""}


def test_undoing_a_bulk_change_gives_back_what_nobody_changed_since(branch: Organization) -> None:
    by = user("community_worker", branch)
    member("一", branch, education="高中"), member("二", branch, education="初中")
    batch = change_all("education", "大专", by)
    Member.objects.filter(name="二").update(education="本科")
    assert bulk_edits.undo_many(batch_id=batch.id, by=by, now=NOW) == 1
    assert dict(Member.objects.values_list("name", "education")) == {"一": "高中", "二": "本科"}
    assert bulk_edits.undo_many(batch_id=batch.id, by=by, now=NOW) == 0


def test_a_bulk_change_of_community_moves_the_care_of_the_unaffiliated_and_back(branch: Organization) -> None:
    committee = branch.parent
    old, new = community("甲社区", committee), community("乙社区", branch)
    member("散", None, community=old, org_path=committee.path)
    by = user("community_worker", committee)
    batch = change_all("community", new, by)
    assert Member.objects.get().org_path == branch.path
    bulk_edits.undo_many(batch_id=batch.id, by=by, now=NOW)
    assert (Member.objects.get().org_path, Member.objects.get().community) == (committee.path, old)


def test_a_bulk_change_of_the_contact_day_can_be_undone(branch: Organization) -> None:
    by = user("community_worker", branch)
    member("一", branch, last_contact_on=date(2026, 1, 2)), member("二", branch)
    batch = change_all("last_contact_on", TODAY, by)
    assert batch.changed == 2
    assert bulk_edits.undo_many(batch_id=batch.id, by=by, now=NOW) == 2
    assert dict(Member.objects.values_list("name", "last_contact_on")) == {"一": date(2026, 1, 2), "二": None}
