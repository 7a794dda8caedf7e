"""Every number of organizations is the number of rows its link leads to, on days gone by too."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongjian.registers.organizations.figures import FIGURES
from gongjian.registers.organizations.models import Organization
from tests.street import organization, user

pytestmark = pytest.mark.django_db
NOVEMBER, OCTOBER = (date(2026, 11, 1), date(2026, 11, 30)), (date(2026, 10, 1), date(2026, 10, 31))
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def root() -> Organization:
    root = organization("某街道党工委", "working_committee")
    body = organization("居民区综合党委", "committee", root, body="residential")
    community = organization("甲社区党总支", "general_branch", body, elected_on=date(2026, 11, 30))
    organization("甲社区第一党支部", "branch", community, founded_on=date(2026, 11, 1))
    organization("楼宇联合党支部", "joint_branch", community, founded_on=date(2020, 1, 1))
    organization("旧支部", "branch", community, state="ended", ended_on=date(2026, 11, 5))
    return root


def counted(at: Organization, period: tuple[date, date]) -> dict[str, int]:
    return {each.key: each.count(path=at.path, since=period[0], until=period[1]) for each in FIGURES}


def test_a_month_and_the_one_before_are_told_apart(root: Organization) -> None:
    now, before = counted(root, NOVEMBER), counted(root, OCTOBER)
    assert now == {
        "organizations": 5,
        "organizations_committees": 1,
        "organizations_general_branches": 1,
        "organizations_branches": 2,
        "organizations_joint_branches": 1,
        "organizations_founded": 1,
        "organizations_ended": 1,
        "organizations_elected": 1,
    }
    assert {key for key in now if now[key] == before[key]} == {
        "organizations",
        "organizations_committees",
        "organizations_general_branches",
        "organizations_branches",
        "organizations_joint_branches",
    }


def test_every_number_is_that_of_the_rows_behind_it(root: Organization) -> None:
    client = Client()
    client.force_login(user("street_office", root), backend=BACKEND)
    for period in (NOVEMBER, OCTOBER):
        for each in FIGURES:
            rows = client.get(each.rows(root, *period)).context["list"].page.rows
            assert (period, each.key, len(rows)) == (period, each.key, counted(root, period)[each.key])


def test_the_list_shows_what_one_may_see(root: Organization) -> None:
    other = organization("乙社区党总支", "general_branch", root)
    client = Client()
    client.force_login(user("community_worker", other), backend=BACKEND)
    assert [row.name for row in client.get("/o/list").context["list"].page.rows] == ["乙社区党总支"]
