"""Every number of units is the number of rows its link leads to."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.figures import FIGURES
from tests.street import cover, organization, unit, user

pytestmark = pytest.mark.django_db
PERIOD = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def root() -> Organization:
    root = organization("某街道党工委", "working_committee")
    community = organization("甲社区党总支", "general_branch", root)
    branch = organization("甲社区第一党支部", "branch", community)
    cover(branch, unit("恒泰商贸", full=3, org_path=community.path))
    unit("远航科技", members_full=1, org_path=community.path)
    unit("小店", instructor="高敏", org_path=community.path)
    unit("甲社区居委会", "residents_committee", org_path=community.path)
    unit("新厂", org_path=root.path)
    unit("旧厂", org_path=root.path, state="closed")
    return root


def counted(at: Organization) -> dict[str, int]:
    return {each.key: each.count(path=at.path, **PERIOD) for each in FIGURES}


def test_the_units_of_a_community_are_counted(root: Organization) -> None:
    assert counted(Organization.objects.get(name="甲社区党总支")) == {
        "units": 4,
        "units_covered": 1,
        "units_instructed": 1,
        "units_uncovered": 1,
        "units_covered_share": 66,
    }


def test_where_nothing_should_be_covered_nothing_is_missing(root: Organization) -> None:
    assert counted(Organization.objects.get(name="甲社区第一党支部"))["units_covered_share"] == 100


def test_every_number_is_that_of_the_rows_behind_it(root: Organization) -> None:
    client = Client()
    client.force_login(user("street_office", root), backend=BACKEND)
    for at in Organization.objects.all():
        for each in (each for each in FIGURES if each.adds_up):
            rows = client.get(each.rows(at, PERIOD["since"], PERIOD["until"])).context["list"].page.rows
            assert (at.name, each.key, len(rows)) == (at.name, each.key, counted(at)[each.key])
