"""设置 → 用户与授权, my own page and the preferences."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.foundation.search import Naming, index_names
from gongjian.registers.accounts.models import User
from tests.street import organization, user

pytestmark = pytest.mark.django_db


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_new_account_shows_its_password_once():
    root = organization("街道党工委", "working_committee")
    index_names("organizations", [Naming(root.pk, root.name)], new=True)
    client = signed_in(user("administrator", root))
    posted = {
        "username": "wang",
        "name": "王秀英",
        "role": "auditor",
        "organization": "街道党",
        "from_on": "2026-11-23",
    }
    page = client.post("/settings/access/new", posted)
    made = User.objects.get(username="wang")
    assert (page.status_code, made.check_password(page.context["password"])) == (200, True)
    assert page.context["password"] not in client.get(f"/settings/access/{made.pk}").content.decode()


def test_a_community_administrator_neither_sees_nor_grants_above():
    root = organization("街道党工委", "working_committee")
    one = organization("一社区党委", "committee", root)
    office, admin = user("street_office", root), user("administrator", one)
    client = signed_in(admin)
    assert client.get(f"/settings/access/{office.pk}").status_code == 404
    posted = {"username": "w", "name": "王", "role": "auditor", "organization": "街道党工委", "from_on": "2026-11-23"}
    assert client.post("/settings/access/new", posted).status_code == 422


def test_a_deactivated_account_is_signed_out():
    root = organization("街道党工委", "working_committee")
    person = user("auditor", root)
    theirs = signed_in(person)
    assert theirs.get("/me").status_code == 200
    signed_in(user("administrator", root)).post(f"/settings/access/{person.pk}/active", {"active": "0"})
    assert theirs.get("/me").status_code == 302


def test_who_may_not_see_grants_is_told_so():
    root = organization("街道党工委", "working_committee")
    client = signed_in(user("community_worker", root))
    assert client.get("/settings/access/").status_code == 403


def test_my_page_says_in_plain_words_what_i_may_do():
    root = organization("街道党工委", "working_committee")
    page = signed_in(user("auditor", root)).get("/me").content.decode()
    assert "范围：街道党工委和它所有的下级。看得到范围内的记录和操作日志" in page


def test_preferences_are_kept_with_the_account_and_lead_back():
    root = organization("街道党工委", "working_committee")
    person = user("auditor", root)
    answer = signed_in(person).post("/account/preferences", {"text_size": "large", "next": "/o/"})
    person.refresh_from_db()
    assert (answer["Location"], person.text_size) == ("/o/", "large")


def test_preferences_of_a_visitor_are_a_cookie_and_lead_nowhere_else():
    answer = Client().post("/account/preferences", {"text_size": "extra", "next": "https://elsewhere.example/"})
    assert (answer["Location"], answer.cookies["text_size"].value) == ("/", "extra")
