"""Who sees a record and why: nobody but those whose grant reaches it today."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.registers.access.models import Grant
from gongjian.registers.access.queries import viewers_of
from tests.street import TODAY, organization, user

pytestmark = pytest.mark.django_db


def test_those_above_and_here_are_named_with_their_reason_and_those_beside_are_not():
    root = organization("街道党工委", "working_committee")
    one, two = organization("一社区党委", "committee", root), organization("二社区党委", "committee", root)
    user("street_office", root, "office")
    user("community_worker", one, "worker")
    user("community_worker", two, "neighbor")
    user("administrator", root, "admin")
    found = viewers_of(one.path, permission="members.view", on=TODAY)
    assert [(each.name, each.why) for each in found] == [
        ("community_worker的人", "在这个组织任“社区党务工作者”"),
        ("street_office的人", "在上级“街道党工委”任“街道党工委、组织办”"),
    ]


def test_a_grant_counts_from_its_first_to_its_last_day():
    root = organization("街道党工委", "working_committee")
    user("auditor", root)
    Grant.objects.update(from_on=date(2026, 1, 1), until_on=date(2026, 6, 30))
    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1)]
    assert [len(viewers_of(root.path, permission="members.view", on=day)) for day in days] == [0, 1, 1, 0]
