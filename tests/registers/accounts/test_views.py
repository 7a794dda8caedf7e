"""Where the way back leads."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from tests.street import organization, user

pytestmark = pytest.mark.django_db


def test_a_view_saved_on_a_narrowed_list_opens_as_it_was_saved(client: Client) -> None:
    root = organization("街道党工委", "working_committee")
    client.force_login(user("street_office", root), backend="allauth.account.auth_backends.AuthenticationBackend")
    saved = {"table": "members", "name": "流动", "query": "category=floating", "next": "/m/?z=1"}
    response = client.post(reverse("view_save"), saved)
    assert (response.status_code, response["Location"]) == (302, "/m/?category=floating")


@pytest.mark.parametrize(
    ("asked", "goes_to"),
    [
        ("/m/?q=wang", "/m/?q=wang"),
        ("members", "/"),
        ("//elsewhere.example/", "/"),
        ("/\\elsewhere.example/", "/"),
        ("https://elsewhere.example/", "/"),
        ("2026-02-31", "/"),
        ("a\r\nSet-Cookie: b", "/"),
        ("", "/"),
    ],
)
def test_the_way_back_is_an_address_of_ours(client: Client, asked: str, goes_to: str) -> None:
    response = client.post("/account/preferences", {"theme": "dark", "next": asked})
    assert (response.status_code, response["Location"]) == (302, goes_to)
