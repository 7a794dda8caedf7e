"""Every remedy ends its finding; what needs the superior waits for the superior; every act leaves its line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import QueryDict

from gongjian.foundation import registry
from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.oversight.coverage import remedying
from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.oversight.coverage.queries import subject_for
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, community, cover, member, organization, unit, user

pytestmark = pytest.mark.django_db


class Street:
    """A working committee, a community below it, and someone of each."""

    def __init__(self) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.committee = organization("甲社区党总支", "general_branch", self.root, elected_on=TODAY)
        self.place = community("甲社区", self.committee)
        self.office = user("street_office", self.root)
        self.worker = user("community_worker", self.committee)

    def branch(self, name: str, kind: str = "branch", members: int = 0, **fields: Any) -> Organization:
        made = organization(name, kind, self.committee, **{"elected_on": TODAY, "committee_size": 3, **fields})
        for number in range(members):
            member(f"{name}{number}号", made)
        return made

    def unit(self, name: str, **fields: Any) -> Any:
        common = {"community": self.place, "org_path": self.committee.path, "longitude": 120.0, "latitude": 31.0}
        return unit(name, **{**common, **fields})


@pytest.fixture
def street() -> Street:
    return Street()


def small_units(street: Street) -> Any:
    first = street.unit("甲公司", members_full=2)
    street.unit("乙公司", members_full=2)
    return first


def roomy_joint_branch(street: Street) -> Any:
    branch = street.branch("某联合党支部", "joint_branch", members=4)
    cover(branch, street.unit("老单位", members_full=3))
    return street.unit("丙公司", members_full=1)


def unregistered(street: Street) -> Any:
    return street.unit("丁公司", kind="agency", members_total=5)


def crowded_joint_branch(street: Street) -> Any:
    branch = street.branch("大联合党支部", "joint_branch", members=4)
    for number in range(7):
        cover(branch, name=f"单位{number}")
    return branch


def small_branch(street: Street) -> Any:
    branch = street.branch("小支部", members=2)
    cover(branch, street.unit("小支部的单位", members_full=3))
    street.branch("大支部", members=5)
    return branch


def lone_member(street: Street, **fields: Any) -> Any:
    street.branch("第一支部", members=3)
    common = {"community": street.place, "org_path": street.committee.path}
    return member("没支部", **{**common, **fields})


CASES: dict[str, tuple[str, Callable[[Street], Any], dict[str, str]]] = {
    "found_branch": ("unit_needs_branch", lambda s: s.unit("大公司", members_full=3), {}),
    "form_joint_branch": ("unit_needs_joint_branch", small_units, {}),
    "join_branch": ("unit_needs_joint_branch", roomy_joint_branch, {}),
    "assign_instructor": ("unit_needs_instructor", lambda s: s.unit("空公司"), {"instructor": "王芳"}),
    "correct_declared": ("members_unregistered", unregistered, {"reason": "报重了"}),
    "move_units": ("joint_branch_too_many_units", crowded_joint_branch, {}),
    "divide_branch": ("branch_too_large", lambda s: s.branch("满支部", members=51), {}),
    "merge_branch": ("branch_too_small", small_branch, {}),
    "set_committee": ("branch_needs_committee", lambda s: s.branch("支部", members=7, committee_size=0), {}),
    "election_held": (
        "term_overdue",
        lambda s: s.branch("支部", elected_on=date(2023, 11, 1)),
        {"elected_on": "2026.11.20"},
    ),
    "postpone_election": (
        "term_overdue",
        lambda s: s.branch("支部", elected_on=date(2023, 11, 1)),
        {"until": "2027-03-01", "reason": "装修"},
    ),
    "adjust_kind": (
        "organization_kind_by_size",
        lambda s: organization("小党委", "committee", s.root, elected_on=TODAY),
        {},
    ),
    "affiliate": ("member_without_branch", lone_member, {"branch": "第一支部"}),
    "log_contact": (
        "floating_member_lost",
        lambda s: lone_member(s, category="floating", branch=s.branch("流动支部")),
        {"note": "打过电话"},
    ),
}


def filled(finding: Finding, key: str, by: User, typed: dict[str, Any]) -> tuple[registry.Remedy, Any, Any]:
    """The remedy, its subject and its form as it comes, with TYPED over what was filled in."""
    remedy = registry.remedies()[key]
    subject = subject_for(by, finding.subject_type, finding.subject_id)
    empty: Any = remedy.form(None, subject=subject, user=by, on=TODAY)
    data = QueryDict(mutable=True)
    for name, field in empty.fields.items():
        value = typed.get(name, empty.get_initial_for_field(field, name))
        values = value if isinstance(value, list) else [value]
        data.setlist(name, [str(getattr(each, "pk", each)) for each in values if each is not None])
    form: Any = remedy.form(data, subject=subject, user=by, on=TODAY)
    assert form.is_valid(), form.errors
    return remedy, subject, form


def the_finding(rule: str, subject: Any) -> Finding:
    return Finding.objects.get(rule=rule, subject_id=subject.pk)


OF_DUTIES = {"excuse_duty"}


def test_every_remedy_has_a_case_and_every_finding_a_remedy() -> None:
    """Those of duties have theirs beside the duties."""
    assert set(CASES) == set(registry.remedies()) - OF_DUTIES
    assert {rule for each in registry.remedies().values() for rule in each.rules} == set(registry.finding_rules())


@pytest.mark.parametrize("key", CASES)
def test_a_remedy_carried_out_ends_its_finding(street: Street, key: str) -> None:
    rule, build, typed = CASES[key]
    subject = build(street)
    judge_all(now=NOW)
    finding = the_finding(rule, subject)
    remedy, record, form = filled(finding, key, street.office, typed)
    done = remedying.remedy_finding(finding, remedy, subject=record, form=form, by=street.office, now=NOW)
    assert done is None
    assert not Finding.objects.filter(pk=finding.pk).exists()
    kept = set(Finding.objects.values_list("rule", "subject_id"))
    judge_all(now=NOW)
    assert set(Finding.objects.values_list("rule", "subject_id")) == kept
    assert Entry.objects.filter(subject_id=subject.pk, subject_type=finding.subject_type).exists()
    assert form.summary()


@pytest.mark.parametrize("key", [key for key, each in CASES.items() if key != "adjust_kind"])
def test_what_needs_the_superior_is_filed_by_those_who_may_not_decide(street: Street, key: str) -> None:
    rule, build, typed = CASES[key]
    subject = build(street)
    judge_all(now=NOW)
    finding = the_finding(rule, subject)
    remedy, record, form = filled(finding, key, street.worker, typed)
    proposal = remedying.remedy_finding(finding, remedy, subject=record, form=form, by=street.worker, now=NOW)
    assert (proposal is not None) == bool(remedy.approval)
    assert Finding.objects.filter(pk=finding.pk).exists() == bool(remedy.approval)
    if proposal:
        subject_again = subject_for(street.office, finding.subject_type, finding.subject_id)
        remedying.approve(proposal, subject=subject_again, by=street.office, now=NOW)
        assert not Finding.objects.filter(pk=finding.pk).exists()
        assert Proposal.objects.get().state == "approved"


def test_a_branch_may_be_written_in_short_if_it_is_one_of_ones_own(street: Street) -> None:
    own = street.branch("东园社区党委第二党支部", members=3)
    organization("远处的支部", "branch", street.root, elected_on=TODAY)
    subject = lone_member(street)
    judge_all(now=NOW)
    finding = the_finding("member_without_branch", subject)
    _, _, form = filled(finding, "affiliate", street.worker, {"branch": "东园第二支部"})
    assert form.cleaned_data["branch"] == own
    for written in ("远处的支部", "哪里都没有的支部"):
        again: Any = registry.remedies()["affiliate"].form(
            {"branch": written}, subject=subject, user=street.worker, on=TODAY
        )
        assert again.errors["branch"] == ["没有找到这个支部，或者简称对得上好几个。请写全称，或从下拉里选。"]


def proposed(street: Street) -> Proposal:
    subject = street.unit("大公司", members_full=3)
    judge_all(now=NOW)
    finding = the_finding("unit_needs_branch", subject)
    remedy, _, form = filled(finding, "found_branch", street.worker, {})
    return remedying.propose(finding, remedy, form=form, by=street.worker, now=NOW)


def test_the_same_is_not_proposed_twice(street: Street) -> None:
    proposal = proposed(street)
    finding = Finding.objects.get(rule=proposal.rule)
    remedy, _, form = filled(finding, "found_branch", street.worker, {})
    with pytest.raises(Refused):
        remedying.propose(finding, remedy, form=form, by=street.worker, now=NOW)
    assert Proposal.objects.count() == 1


def test_a_second_click_finds_nothing_left_to_do(street: Street) -> None:
    subject = small_units(street)
    judge_all(now=NOW)
    finding = the_finding("unit_needs_joint_branch", subject)
    remedy, record, form = filled(finding, "form_joint_branch", street.office, {})
    remedying.remedy_finding(finding, remedy, subject=record, form=form, by=street.office, now=NOW)
    lines = Entry.objects.count()
    with pytest.raises(Refused, match="已经办好"):
        remedying.remedy_finding(finding, remedy, subject=record, form=form, by=street.office, now=NOW)
    assert Entry.objects.count() == lines


def test_a_refusal_says_why_and_changes_nothing(street: Street) -> None:
    proposal = remedying.refuse(proposed(street), answer="先做工作", by=street.office, now=NOW)
    assert (proposal.state, proposal.answer, proposal.decided_by) == ("refused", "先做工作", str(street.office))
    assert Finding.objects.filter(rule="unit_needs_branch").count() == 1
    with pytest.raises(Refused):
        remedying.withdraw(proposal, by=street.worker, now=NOW)


def test_a_proposal_withdrawn_can_be_made_again(street: Street) -> None:
    remedying.withdraw(proposed(street), by=street.worker, now=NOW)
    finding = Finding.objects.get(rule="unit_needs_branch")
    remedy, _, form = filled(finding, "found_branch", street.worker, {})
    remedying.propose(finding, remedy, form=form, by=street.worker, now=NOW)
    assert list(Proposal.objects.order_by("pk").values_list("state", flat=True)) == ["withdrawn", "waiting"]


def test_what_no_longer_fits_is_not_approved(street: Street) -> None:
    proposal = proposed(street)
    organization("大公司党支部", parent=street.root)
    subject = subject_for(street.office, "units", proposal.subject_id)
    with pytest.raises(Refused, match="情况变了"):
        remedying.approve(proposal, subject=subject, by=street.office, now=NOW)
    assert Proposal.objects.get().state == "waiting"


def test_what_is_solved_already_is_not_approved(street: Street) -> None:
    proposal = proposed(street)
    Finding.objects.all().delete()
    subject = subject_for(street.office, "units", proposal.subject_id)
    with pytest.raises(Refused, match="已经解决"):
        remedying.approve(proposal, subject=subject, by=street.office, now=NOW)


def test_not_now_needs_a_later_day_and_leaves_a_line(street: Street) -> None:
    street.unit("大公司", members_full=3)
    judge_all(now=NOW)
    finding = Finding.objects.get(rule="unit_needs_branch")
    with pytest.raises(Refused):
        remedying.defer(finding, until=TODAY, reason="忙", by=street.worker, now=NOW)
    remedying.defer(finding, until=date(2026, 12, 1), reason="老板出差", by=street.worker, now=NOW)
    line = Entry.objects.get()
    assert (line.verb, line.reason, line.changes) == ("暂不处理", "老板出差", {"deferred_until": [None, "2026-12-01"]})


def test_a_history_line_that_fails_leaves_nothing_done(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    lost = lone_member(street, category="floating", branch=street.branch("流动支部"))
    judge_all(now=NOW)
    finding = the_finding("floating_member_lost", lost)
    remedy, record, form = filled(finding, "log_contact", street.office, {"note": "打过电话"})
    monkeypatch.setattr("gongjian.foundation.history.record", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        remedying.remedy_finding(finding, remedy, subject=record, form=form, by=street.office, now=NOW)
    assert Member.objects.get(pk=lost.pk).last_contact_on is None
