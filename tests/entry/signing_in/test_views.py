"""Who gets in, and how."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from gongjian.foundation.history import Entry
from gongjian.registers.accounts.models import User
from tests.street import organization

pytestmark = pytest.mark.django_db
PASSWORD = "chenghu-2026"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def clerk() -> User:
    return User.objects.create_user("clerk", password=PASSWORD, name="徐慧芳")


def sign_in(client: Client, password: str) -> int:
    return client.post(reverse("account_login"), {"login": "clerk", "password": password}).status_code


def test_a_stranger_is_asked_to_sign_in_and_brought_back(client: Client) -> None:
    response = client.get("/m/?q=wang")
    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/m/%3Fq%3Dwang"


def test_only_who_was_on_a_page_is_told_of_coming_back_to_it(client: Client) -> None:
    promise = "登录后回到刚才那一页"
    assert promise in client.get("/account/login/?next=/m/").content.decode()
    assert promise not in client.get("/account/login/?next=/").content.decode()


def test_the_right_password_opens_the_door(client: Client, clerk: User) -> None:
    assert sign_in(client, PASSWORD) == 302
    assert client.session["_auth_user_id"] == str(clerk.pk)
    assert list(client.get("/me").context["messages"]) == []


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


def test_a_stopped_account_is_told_so_and_only_with_the_right_password(client: Client, clerk: User) -> None:
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    told = client.post(reverse("account_login"), {"login": "clerk", "password": PASSWORD}, follow=True)
    assert "这个账号已经停用" in told.content.decode()
    wrong = client.post(reverse("account_login"), {"login": "clerk", "password": "nope"})
    assert "停用" not in wrong.content.decode()
    assert "_auth_user_id" not in client.session


def test_what_is_missing_and_what_is_wrong_is_said_in_our_words(client: Client, clerk: User) -> None:
    missing = client.post(reverse("account_login"), {"login": "", "password": ""}).content.decode()
    assert "账号：还没有填。" in missing
    assert "密码：还没有填。" in missing
    wrong = client.post(reverse("account_login"), {"login": "clerk", "password": "nope"}).content.decode()
    assert "账号或密码不对。请再核对一遍，注意大小写。" in wrong


def change(client: Client, present: str, chosen: str, again: str, **more: str) -> HttpResponse:
    return client.post(
        reverse("account_change_password"), {"present": present, "chosen": chosen, "again": again, **more}
    )


def test_the_rules_stand_on_the_page_before_anything_is_typed(client: Client, clerk: User) -> None:
    client.force_login(clerk, backend=BACKEND)
    page = client.get(reverse("account_change_password")).content.decode()
    assert "至少 8 位，字母、数字都可以用。不能全是数字。" in page


@pytest.mark.parametrize(
    ("present", "chosen", "again", "field", "sentence"),
    [
        ("nope", "yiyuan-2027", "yiyuan-2027", "present", "不对。请再写一遍，注意大小写。"),
        (PASSWORD, "yiyuan", "yiyuan", "chosen", "太短了，至少要 8 位。"),
        (PASSWORD, "20261123", "20261123", "chosen", "不能全是数字。请加上几个字母。"),
        (PASSWORD, "password1", "password1", "chosen", "这个密码用的人太多，别人一猜就中。请换一个。"),
        (PASSWORD, PASSWORD, PASSWORD, "chosen", "您现在的密码就是这个。请换一个新的。"),
        (PASSWORD, "yiyuan-2027", "yiyuan-2026", "again", "两遍写得不一样。请再写一遍。"),
        (PASSWORD, "", "", "chosen", "还没有填。"),
    ],
)
def test_a_password_that_will_not_do_is_said_at_its_box(
    client: Client, clerk: User, present: str, chosen: str, again: str, field: str, sentence: str
) -> None:
    client.force_login(clerk, backend=BACKEND)
    answer = change(client, present, chosen, again)
    assert (answer.status_code, answer.context["form"].errors[field]) == (422, [sentence])
    assert User.objects.get().check_password(PASSWORD)


def test_a_password_is_changed_and_its_owner_stays_signed_in(client: Client, clerk: User) -> None:
    client.force_login(clerk, backend=BACKEND)
    answer = change(client, PASSWORD, "yiyuan-2027", "yiyuan-2027", next="/me")
    assert (answer.status_code, answer["Location"]) == (302, "/me")
    assert "密码改好了。" in client.get("/me").content.decode()
    assert User.objects.get().check_password("yiyuan-2027")
    assert [entry.verb for entry in Entry.objects.all()] == ["改密码"]


@pytest.fixture
def newcomer(clerk: User) -> User:
    clerk.must_change_password = True
    clerk.save()
    return clerk


def test_a_given_password_opens_nothing_but_the_page_to_change_it(client: Client, newcomer: User) -> None:
    assert sign_in(client, PASSWORD) == 302
    for address in ("/", "/m/?q=wang", "/search?q=a", "/admin/", "/m/1/edit"):
        answer = client.get(address)
        assert (answer.status_code, answer["Location"]) == (
            302,
            f"/account/password/?{urlencode({'next': address})}",
        )
    assert client.post("/desk/")["Location"] == "/account/password/"
    page = client.get("/account/password/?next=/m/")
    assert (page.status_code, "先换成您自己的密码" in page.content.decode()) == (200, True)
    assert 'action="/account/logout/"' in page.content.decode()


def test_once_changed_the_way_is_open_to_where_it_led(client: Client, newcomer: User) -> None:
    sign_in(client, PASSWORD)
    answer = change(client, PASSWORD, "yiyuan-2027", "yiyuan-2027", next="/help")
    assert answer["Location"] == "/help"
    assert client.get("/help").status_code == 200


def test_signing_out_is_always_possible(client: Client, newcomer: User) -> None:
    sign_in(client, PASSWORD)
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_the_accounts_of_a_demo_keep_their_password(client: Client, settings: LazySettings) -> None:
    settings.DEMO = True
    organization("澄湖街道党工委", "working_committee")
    User.objects.create_user("zhoumin", password=PASSWORD, name="周敏")
    client.post(reverse("demo_sign_in"), {"username": "zhoumin"})
    assert client.get("/").status_code == 200
