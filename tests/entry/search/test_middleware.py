"""No address keeps a person's number."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.street import organization, user

pytestmark = pytest.mark.django_db
IDENTITY = "320402194005068416"


@pytest.fixture
def office() -> Client:
    client = Client()
    client.force_login(
        user("street_office", organization("街道党工委", "working_committee")),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        (f"/search?q={IDENTITY}", "/search"),
        (f"/m/?q={IDENTITY}", "/m/"),
        (f"/m/?q={IDENTITY}&status=full", "/m/?status=full"),
        ("/m/?status=full&q=138%200013%208000", "/m/?status=full"),
        (f"/tree/?find={IDENTITY}", "/tree/"),
        (f"/settings/log/?what={IDENTITY}", "/settings/log/"),
    ],
)
def test_an_address_with_a_persons_number_loses_it(office: Client, asked: str, answered: str) -> None:
    assert office.get(asked).headers["Location"] == answered


def test_the_page_that_follows_says_why_and_where_to_look(office: Client) -> None:
    page = office.get(f"/m/?q={IDENTITY}", follow=True).content.decode()
    assert ("号码不放进网址" in page, "页面最上面的搜索框" in page, IDENTITY in page) == (True, True, False)


def test_who_is_not_signed_in_does_not_carry_it_along_either(client: Client) -> None:
    answers = client.get(f"/search?q={IDENTITY}", follow=True).redirect_chain
    assert [IDENTITY in address for address, _ in answers] == [False, False]


@pytest.mark.parametrize("asked", ["/search?q=王秀", "/u/?q=91320402MA1MX2N85K", "/m/?q=王"])
def test_names_and_codes_stay(office: Client, asked: str) -> None:
    assert office.get(asked).status_code == 200
