"""Who administers whom."""

from __future__ import annotations

import pytest

from gongjian.registers.access.models import Grant
from gongjian.registers.access.permissions import may_grant, may_manage_account, may_see_grants
from tests.street import TODAY, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street():
    root = organization("街道党工委", "working_committee")
    return root, organization("一社区党委", "committee", root), organization("二社区党委", "committee", root)


def test_an_administrator_grants_within_the_own_part_only(street):
    root, one, two = street
    admin = user("administrator", one)
    assert [may_grant(admin, None, each.path) for each in (root, one, two)] == [False, True, False]


def test_nobody_grants_to_himself(street):
    root, one, _ = street
    admin = user("administrator", root)
    assert may_grant(admin, admin, one.path) is False


@pytest.mark.parametrize(
    ("role", "sees"),
    [
        ("street_office", True),
        ("auditor", True),
        ("administrator", True),
        ("body_secretary", False),
        ("community_worker", False),
        ("branch_secretary", False),
    ],
)
def test_who_sees_grants(street, role: str, sees: bool):
    assert may_see_grants(user(role, street[0])) is sees


def test_an_account_that_also_holds_a_role_elsewhere_is_not_the_local_administrators(street):
    root, one, _ = street
    admin, worker = user("administrator", one), user("community_worker", one)
    assert may_manage_account(admin, worker, on=TODAY) is True
    Grant.objects.create(user=worker, role="auditor", organization=root, org_path=root.path, from_on=TODAY)
    assert may_manage_account(admin, worker, on=TODAY) is False
    assert may_manage_account(user("administrator", root), worker, on=TODAY) is True
