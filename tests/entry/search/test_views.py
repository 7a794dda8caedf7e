"""One box over everything, within what the viewer may see."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.foundation.search import Naming, index_names
from gongjian.registers.organizations.models import Organization
from tests.street import member, organization, unit, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    one, two = organization("怡园社区党委", "committee", root), organization("古槐社区党委", "committee", root)
    firms = [unit("怡园商贸有限公司", org_path=one.path), unit("古槐怡园分店", org_path=two.path)]
    member("怡小园", one)
    index_names("organizations", [Naming(each.pk, each.name) for each in (root, one, two)], new=True)
    index_names("units", [Naming(each.pk, each.name) for each in firms], new=True)
    return {"root": root, "one": one, "two": two}


def found(role: str, at: Organization, text: str) -> dict[str, list[str]]:
    client = Client()
    client.force_login(user(role, at), backend="allauth.account.auth_backends.AuthenticationBackend")
    groups = client.get("/search", {"q": text}).context["groups"]
    return {group.label: [hit.label for hit in group.hits] for group in groups}


def test_the_street_finds_all_kinds_best_first(street: dict[str, Organization]):
    assert found("street_office", street["root"], "怡园") == {
        "党组织": ["怡园社区党委"],
        "单位": ["怡园商贸有限公司", "古槐怡园分店"],
    }


def test_a_community_finds_its_own(street: dict[str, Organization]):
    assert found("community_worker", street["two"], "怡园") == {"单位": ["古槐怡园分店"]}


def test_the_administrator_finds_organizations_only(street: dict[str, Organization]):
    assert found("administrator", street["root"], "怡园") == {"党组织": ["怡园社区党委"]}


def test_nothing_typed_finds_nothing(street: dict[str, Organization]):
    assert found("street_office", street["root"], "  ") == {}


def test_under_the_box_comes_only_the_list(street: dict[str, Organization]):
    client = Client()
    client.force_login(
        user("street_office", street["root"]), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    answer = client.get("/search", {"q": "怡园"}, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in answer, answer.count("<li>")) == (False, 3)
