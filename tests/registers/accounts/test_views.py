"""Where the way back leads."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


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
