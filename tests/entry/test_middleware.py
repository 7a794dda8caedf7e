"""What every request goes through."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.street import organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    client = Client()
    who = user("street_office", organization("街道党工委", "working_committee"))
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("page", ["/", "/m/", "/m/?format=xlsx", "/m/99", "/search?q=wang", "/desk/templates/members"])
def test_no_page_is_kept_by_browsers_and_proxies(visitor: Client, page: str) -> None:
    assert set(visitor.get(page)["Cache-Control"].split(", ")) == {"no-store", "private"}


@pytest.mark.parametrize("page", ["/m/", "/u/", "/search", "/places/", "/settings/access/", "/k/findings"])
def test_zero_characters_in_an_address_mean_nothing(visitor: Client, page: str) -> None:
    response = visitor.get(f"{page}?q=wa%00ng")
    assert response.status_code == 200
    assert response.wsgi_request.GET["q"] == "wang"


def test_zero_characters_hidden_in_one_another_mean_nothing_either(visitor: Client) -> None:
    response = visitor.get("/settings/access/?q=wa%0%000ng")
    assert response.wsgi_request.GET["q"] == "wang"


def test_a_request_nobody_can_read_is_answered_in_plain_words(visitor: Client) -> None:
    response = visitor.get("/", headers={"Host": "a b"})
    assert (response.status_code, "没有收下" in response.content.decode()) == (400, True)
