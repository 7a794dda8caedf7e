"""Each rule about members: who counts, and from which day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjian.registers.members import findings
from tests.street import TODAY, member, organization

pytestmark = pytest.mark.django_db


def names(finder: Any, on: date = TODAY) -> set[str]:
    return {each.subject_name for each in finder(on=on, among=None)}


def test_a_member_without_branch_or_marked_unaffiliated_is_found() -> None:
    branch = organization("支部")
    member("有支部", branch)
    member("没支部")
    member("无挂靠", branch, category="unaffiliated")
    member("走了", state="moved", left_on=TODAY)
    assert names(findings.member_without_branch) == {"没支部", "无挂靠"}


@pytest.mark.parametrize(
    ("last", "found"),
    [(None, True), (date(2026, 5, 22), True), (date(2026, 5, 23), False), (TODAY, False)],
)
def test_contact_is_lost_after_more_than_six_months(last: date | None, found: bool) -> None:
    member("流动", organization("支部"), category="floating", last_contact_on=last)
    assert names(findings.floating_member_lost) == ({"流动"} if found else set())


def test_only_floating_members_on_the_roll_can_be_lost() -> None:
    branch = organization("支部")
    member("居民", branch)
    member("走了", branch, category="floating", state="died", left_on=TODAY)
    assert names(findings.floating_member_lost) == set()


def test_contact_is_lost_since_the_day_after_six_months() -> None:
    member("流动", organization("支部"), category="floating", last_contact_on=date(2026, 5, 1))
    [found] = findings.floating_member_lost(on=TODAY)
    assert (found.since, found.detail) == (date(2026, 11, 2), {"last_contact": "2026-05-01", "months": 6})


def test_only_those_asked_for_are_judged() -> None:
    member("一")
    other = member("二")
    assert [each.subject_id for each in findings.member_without_branch(on=TODAY, among=[other.pk])] == [other.pk]
