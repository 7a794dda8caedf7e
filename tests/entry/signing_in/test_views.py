"""Who gets in, and how."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from gongjian.registers.accounts.models import User

pytestmark = pytest.mark.django_db
PASSWORD = "chenghu-2026"


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk", password=PASSWORD, name="徐慧芳")


def sign_in(client: Client, password: str) -> int:
    return client.post(reverse("account_login"), {"login": "clerk", "password": password}).status_code


def test_a_stranger_is_asked_to_sign_in_and_brought_back(client: Client) -> None:
    response = client.get("/m/?q=wang")
    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/m/%3Fq%3Dwang"


def test_the_right_password_opens_the_door(client: Client, clerk: User) -> None:
    assert sign_in(client, PASSWORD) == 302
    assert client.session["_auth_user_id"] == str(clerk.pk)


def test_a_wrong_password_says_so_without_saying_which_part_was_wrong(client: Client, clerk: User) -> None:
    response = client.post(reverse("account_login"), {"login": "clerk", "password": "nope"})
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    unknown = client.post(reverse("account_login"), {"login": "nobody", "password": "nope"})
    assert [str(each) for each in response.context["form"].errors.values()] == [
        str(each) for each in unknown.context["form"].errors.values()
    ]


def test_ten_wrong_passwords_lock_the_account_even_for_the_right_one(client: Client, clerk: User) -> None:
    for _ in range(10):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD) in {403, 429}
    assert "_auth_user_id" not in client.session


def test_nobody_can_sign_up(client: Client) -> None:
    assert client.get("/account/signup/").status_code == 404


def test_one_click_accounts_exist_in_a_demo_only(client: Client, settings: LazySettings) -> None:
    User.objects.create_user("zhoumin", password=PASSWORD, name="周敏")
    settings.DEMO = False
    assert client.post(reverse("demo_sign_in"), {"username": "zhoumin"}).status_code == 404
    assert "周敏" not in client.get(reverse("account_login")).content.decode()
    settings.DEMO = True
    assert "周敏" in client.get(reverse("account_login")).content.decode()
    assert client.post(reverse("demo_sign_in"), {"username": "zhoumin"}).status_code == 302


def test_a_demo_opens_no_other_account(client: Client, clerk: User, settings: LazySettings) -> None:
    settings.DEMO = True
    assert client.post(reverse("demo_sign_in"), {"username": clerk.username}).status_code == 404


def test_a_watchman_may_ask_whether_the_server_is_up(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"
