"""Who ends findings, who proposes and who decides: every role at the street, at a community and at a branch."""

from __future__ import annotations

import pytest

from gongjian.foundation import registry
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.oversight.coverage.permissions import may_decide, may_defer, may_use, needs_proposal, superior_path
from gongjian.registers.access.roles import ROLES
from tests.street import organization, user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "use", "propose", "defer", "decide"),
    [
        ("street_office", True, False, True, True),
        ("body_secretary", True, False, True, True),
        ("community_worker", True, True, True, False),
        ("branch_secretary", True, True, True, False),
        ("auditor", False, True, False, False),
        ("administrator", False, True, False, False),
    ],
)
def test_each_role_above_the_subject(role: str, use: bool, propose: bool, defer: bool, decide: bool) -> None:
    root = organization("党工委", "working_committee")
    branch = organization("支部", parent=root)
    person = user(role, root)
    finding = Finding(rule="term_overdue", subject_type="organizations", subject_id=branch.pk, org_path=branch.path)
    proposal = Proposal(subject_type="organizations", org_path=branch.path)
    postpone = registry.remedies()["postpone_election"]
    assert may_use(person, postpone, finding) is use
    assert needs_proposal(person, postpone, finding) is propose
    assert may_defer(person, finding) is defer
    assert may_decide(person, proposal) is decide


def test_nobody_decides_for_their_own_superior() -> None:
    root = organization("党工委", "working_committee")
    branch = organization("支部", parent=root)
    own = user("body_secretary", branch)
    assert not may_decide(own, Proposal(subject_type="organizations", org_path=branch.path))
    assert may_decide(own, Proposal(subject_type="units", org_path=branch.path))


@pytest.mark.parametrize("role", list(ROLES))
def test_nothing_may_be_done_beside_ones_own_part(role: str) -> None:
    root = organization("党工委", "working_committee")
    here, beside = organization("甲", parent=root), organization("乙", parent=root)
    finding = Finding(rule="term_overdue", subject_type="organizations", subject_id=beside.pk, org_path=beside.path)
    person = user(role, here)
    assert not may_defer(person, finding)
    assert not any(may_use(person, each, finding) for each in registry.remedies().values())


def test_the_superior_of_an_organization_is_its_parent_and_of_a_unit_the_one_responsible() -> None:
    assert superior_path("organizations", "0000100002") == "00001"
    assert superior_path("organizations", "00001") == "00001"
    assert superior_path("units", "0000100002") == "0000100002"
