"""The pages that only say something."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.entry.desk.undoing import UNDO_DAYS
from tests.street import organization, user

pytestmark = pytest.mark.django_db


def test_help_is_in_the_menu_and_says_how_long_an_import_can_be_taken_back() -> None:
    client = Client()
    client.force_login(
        user("community_worker", organization("街道党工委", "working_committee")),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = client.get("/help").content.decode()
    assert f"{UNDO_DAYS} 天内可以撤销整批" in page
    assert '<a href="/help">帮助</a>' in client.get("/account/password/").content.decode()


def test_without_a_network_nobody_is_asked_to_sign_in() -> None:
    assert "写的内容先存在这台设备上" in Client().get("/offline").content.decode()


def test_help_speaks_only_of_what_the_viewer_may_do() -> None:
    client = Client()
    client.force_login(
        user("administrator", organization("街道党工委", "working_committee")),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    page = client.get("/help").content.decode()
    assert "看不清、点不准" in page
    assert "把现在用的 Excel 交进来" not in page
    assert "党员和转接" not in page
