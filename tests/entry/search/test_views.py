"""One box over everything, within what the viewer may see."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from gongjian.entry import middleware
from gongjian.foundation.search import Naming, index_names
from gongjian.foundation.secrets import index_of
from gongjian.registers.organizations.models import Organization
from tests.street import member, organization, unit, user

pytestmark = pytest.mark.django_db
IDENTITY = "320402194005068416"


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


def office(street: dict[str, Organization]) -> Client:
    client = Client()
    who = user("street_office", street["root"], "office")
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_words_posted_get_an_address_of_their_own(street: dict[str, Organization]):
    answer = office(street).post("/search", {"q": " 怡园 "})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/search?q=%E6%80%A1%E5%9B%AD")


def test_nothing_posted_leads_to_the_empty_page(street: dict[str, Organization]):
    assert office(street).post("/search", {"q": ""}).headers["Location"] == "/search"


@pytest.mark.parametrize("typed", [IDENTITY, "320402 19400506 8416"])
def test_an_identity_number_posted_is_answered_there_and_then_in_no_address_and_no_title(
    street: dict[str, Organization], typed: str
):
    member("王秀英", street["one"], identity_index=index_of(IDENTITY))
    answer = office(street).post("/search", {"q": typed})
    page = answer.content.decode()
    hits = [hit.label for group in answer.context["groups"] for hit in group.hits]
    assert (answer.status_code, hits) == (200, ["王秀英"])
    addresses = re.findall(r'(?:href|action|hx-get|hx-post)="([^"]*)"', page)
    assert [each for each in addresses if typed in each or IDENTITY in each] == []
    assert re.findall("<title>(.*?)</title>", page) == ["搜索 · 共建"]


def test_an_identity_number_of_another_community_finds_nobody(street: dict[str, Organization]):
    member("王秀英", street["one"], identity_index=index_of(IDENTITY))
    client = Client()
    client.force_login(
        user("community_worker", street["two"]), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert list(client.post("/search", {"q": IDENTITY}).context["groups"]) == []


def test_the_box_posts_what_is_typed_with_a_token_and_is_refused_without(street: dict[str, Organization]):
    client = office(street)
    client.handler.enforce_csrf_checks = True
    assert client.post("/search", {"q": "怡园"}).status_code == 403
    page = client.get("/search").content.decode()
    box = page[page.index('<form class="search"') :].partition("</form>")[0]
    token = re.findall('name="csrfmiddlewaretoken" value="([^"]+)"', box)[0]
    assert ('method="post"' in box, 'hx-post="/search"' in box, "data-search" in box) == (True, True, True)
    typed = client.post("/search", {"q": "怡园", "csrfmiddlewaretoken": token}, headers={"HX-Request": "true"})
    assert (typed.status_code, typed.content.decode().count("<li>")) == (200, 3)


def test_a_search_judges_nothing_again(street: dict[str, Organization], monkeypatch: pytest.MonkeyPatch):
    judged = []
    monkeypatch.setattr(middleware, "catch_up", lambda *, now: judged.append(now))
    client = office(street)
    client.post("/search", {"q": "怡园"})
    assert judged == []
