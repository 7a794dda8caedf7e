"""Each rule about organizations: below, at and above its threshold, before and after its day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjian.registers.organizations import findings
from tests.street import TODAY, organization

pytestmark = pytest.mark.django_db


def names(finder: Any, on: date = TODAY) -> set[str]:
    return {each.subject_name for each in finder(on=on, among=None)}


def test_a_branch_is_too_large_above_fifty_members_with_the_probationary() -> None:
    organization("五十", full=50)
    organization("五十一", full=50, probationary=1)
    organization("联合五十一", "joint_branch", full=51)
    organization("党委六十", "committee", full=60)
    organization("撤销的", full=60, state="ended", ended_on=TODAY)
    assert names(findings.branch_too_large) == {"五十一", "联合五十一"}


def test_a_branch_is_too_small_below_three_full_members_of_its_own() -> None:
    root = organization("总支", "general_branch")
    organization("三", parent=root, full=3)
    organization("二", parent=root, full=2, probationary=5)
    organization("零", "joint_branch", root)
    assert names(findings.branch_too_small) == {"二", "零"}


@pytest.mark.parametrize(("full", "size", "found"), [(6, 0, False), (7, 0, True), (7, None, True), (7, 3, False)])
def test_a_branch_of_seven_full_members_needs_a_committee(full: int, size: int | None, found: bool) -> None:
    organization("支部", full=full, probationary=3, committee_size=size)
    assert names(findings.branch_needs_committee) == ({"支部"} if found else set())


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"elected_on": date(2023, 11, 23)}, False),
        ({"elected_on": date(2023, 11, 22)}, True),
        ({"elected_on": date(2023, 11, 22), "term_years": 5}, False),
        ({"elected_on": date(2021, 11, 22), "term_years": 5}, True),
        ({"founded_on": date(2023, 11, 22)}, True),
        ({"founded_on": date(2000, 1, 1), "elected_on": date(2025, 1, 1)}, False),
        ({}, False),
        ({"elected_on": date(2023, 11, 22), "postponed_until": date(2026, 11, 23)}, False),
        ({"elected_on": date(2023, 11, 22), "postponed_until": date(2026, 11, 22)}, True),
    ],
)
def test_a_term_is_overdue_the_day_after_it_ended(fields: dict[str, Any], found: bool) -> None:
    organization("支部", **fields)
    assert names(findings.term_overdue) == ({"支部"} if found else set())


def test_terms_below_the_residential_body_last_five_years() -> None:
    root = organization("党工委", "working_committee", elected_on=date(2000, 1, 1))
    body = organization("居民区综合党委", "committee", root, body="residential", elected_on=date(2021, 11, 22))
    organization("社区支部", parent=body, elected_on=date(2021, 11, 23))
    organization("别处支部", parent=root, elected_on=date(2021, 11, 23))
    assert names(findings.term_overdue) == {"居民区综合党委", "别处支部"}


def test_a_term_is_overdue_since_the_day_after_its_end() -> None:
    organization("支部", elected_on=date(2023, 11, 1))
    [found] = findings.term_overdue(on=TODAY)
    assert (found.since, found.detail) == (
        date(2026, 11, 2),
        {
            "started": "2023-11-01",
            "ended": "2026-11-01",
            "years": 3,
            "elected": True,
            "rule_key": "term.other_years",
        },
    )


def test_a_finding_names_the_rule_that_raised_it() -> None:
    body = organization("居民区综合党委", "committee", body="residential", elected_on=date(2021, 11, 21))
    organization("社区党总支", "general_branch", body, full=100)
    [overdue] = findings.term_overdue(on=TODAY)
    keys = {each.subject_name: each.detail["rule_key"] for each in findings.organization_kind_by_size(on=TODAY)}
    assert overdue.detail["rule_key"] == "term.community_years"
    assert keys == {"社区党总支": "organization.committee_from_members"}


@pytest.mark.parametrize(
    ("kind", "below", "found"),
    [
        ("general_branch", 98, False),
        ("general_branch", 99, True),
        ("committee", 48, True),
        ("committee", 49, False),
        ("party_group", 500, False),
    ],
)
def test_the_kind_fits_the_members_of_the_whole_subtree(kind: str, below: int, found: bool) -> None:
    top = organization("上级", kind, probationary=1)
    middle = organization("中间", "general_branch", top)
    organization("支部", parent=middle, full=below)
    assert ("上级" in names(findings.organization_kind_by_size)) is found


def test_only_those_asked_for_are_judged() -> None:
    one, other = organization("一"), organization("二")
    assert [each.subject_id for each in findings.branch_too_small(on=TODAY, among=[other.pk])] == [other.pk]
    assert {each.subject_id for each in findings.branch_too_small(on=TODAY)} == {one.pk, other.pk}
