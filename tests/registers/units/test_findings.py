"""Each rule about units: below, at and above its threshold."""

from __future__ import annotations

from typing import Any

import pytest

from gongjian.registers.units import findings
from gongjian.registers.units.terms import UnitKind
from tests.street import TODAY, cover, organization, unit

pytestmark = pytest.mark.django_db


def names(finder: Any) -> set[str]:
    return {each.subject_name for each in finder(on=TODAY, among=None)}


def test_the_number_of_formal_members_decides_what_a_unit_needs() -> None:
    for formal in range(5):
        unit(f"{formal} 名", members_full=formal)
    assert names(findings.unit_needs_instructor) == {"0 名"}
    assert names(findings.unit_needs_joint_branch) == {"1 名", "2 名"}
    assert names(findings.unit_needs_branch) == {"3 名", "4 名"}


def test_formal_members_are_the_larger_of_declared_and_registered() -> None:
    unit("报得多", members_full=3, full=1)
    unit("登记得多", members_full=0, full=3)
    unit("都不够", members_full=2, full=2, probationary=9, members_probationary=9)
    assert names(findings.unit_needs_branch) == {"报得多", "登记得多"}


@pytest.mark.parametrize("kind", list(UnitKind))
def test_outposts_and_residents_committees_need_no_branch(kind: UnitKind) -> None:
    unit("单位", kind, members_full=3)
    exempt = {UnitKind.AGENCY, UnitKind.RESIDENTS_COMMITTEE}
    assert names(findings.unit_needs_branch) == (set() if kind in exempt else {"单位"})


@pytest.mark.parametrize("kind", list(UnitKind))
def test_only_firms_and_social_organizations_need_an_instructor(kind: UnitKind) -> None:
    unit("单位", kind)
    unit("有人", kind, instructor="王芳")
    wanting = {UnitKind.ENTERPRISE, UnitKind.SOCIAL_ORGANIZATION}
    assert names(findings.unit_needs_instructor) == ({"单位"} if kind in wanting else set())


@pytest.mark.parametrize("listed", [True, False])
def test_a_covered_unit_needs_nothing_whichever_side_says_so(listed: bool) -> None:
    branch = organization("支部", "joint_branch")
    cover(branch, unit("单位", members_full=3), listed=listed)
    assert names(findings.unit_needs_branch) == set()


def test_an_ended_organization_and_a_name_without_unit_cover_nothing() -> None:
    gone = organization("撤销的", state="ended", ended_on=TODAY)
    cover(gone, unit("单位", members_full=3))
    cover(organization("支部"), name="单位二")
    unit("单位二", members_full=3)
    assert names(findings.unit_needs_branch) == {"单位", "单位二"}


def test_a_unit_that_left_is_not_judged() -> None:
    unit("走了", members_full=3, members_total=9, state="closed")
    assert names(findings.unit_needs_branch) | names(findings.members_unregistered) == set()


@pytest.mark.parametrize("kind", [UnitKind.ENTERPRISE, UnitKind.AGENCY, UnitKind.RESIDENTS_COMMITTEE])
def test_declared_members_beyond_the_registered_are_missing(kind: UnitKind) -> None:
    unit("一样多", kind, members_total=3, full=2, probationary=1)
    unit("差一名", kind, members_total=4, full=2, probationary=1)
    unit("登记更多", kind, members_total=1, full=2)
    assert names(findings.members_unregistered) == {"差一名"}


def test_a_joint_branch_lists_at_most_five_units() -> None:
    for count in (5, 6):
        branch = organization(f"{count} 家", "joint_branch")
        for number in range(count):
            cover(branch, name=f"单位{number}")
    plain = organization("党支部")
    said = organization("单位自己说的", "joint_branch")
    for number in range(6):
        cover(plain, name=f"单位{number}")
        cover(said, unit(f"甲{number}"), listed=False)
    assert names(findings.joint_branch_too_many_units) == {"6 家"}


def test_only_those_asked_for_are_judged() -> None:
    unit("一", members_full=3)
    other = unit("二", members_full=3)
    assert [each.subject_id for each in findings.unit_needs_branch(on=TODAY, among=[other.pk])] == [other.pk]
