"""Subscriptions: read by a foreign calendar parser, secret, revocable, without names of people, hard to guess."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from icalendar import Calendar

from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.duties import actions, feeds
from gongjian.oversight.duties.models import Feed
from gongjian.registers.accounts.models import User
from tests.oversight.duties.conftest import Street
from tests.street import NOW, user

pytestmark = pytest.mark.django_db


def address(who: User) -> str:
    return f"/feeds/{actions.make_feed(who, label='手机', now=NOW)[1]}.ics"


@pytest.fixture
def worker(street: Street) -> User:
    return user("community_worker", street.parts["乙"])


def read(url: str) -> Calendar:
    response = Client().get(url)
    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return Calendar.from_ical(response.content)


def test_a_foreign_parser_reads_one_event_for_every_open_period(worker: User) -> None:
    events = read(address(worker)).walk("VEVENT")
    assert sorted((str(each["summary"]), each.decoded("dtstart")) for each in events) == [
        (f"{name}：党员大会", due)
        for name in ("乙一支部", "乙二支部")
        for due in (date(2026, 9, 30), date(2026, 12, 31))
    ]
    assert len({str(each["uid"]) for each in events}) == 4


def test_what_is_done_is_gone_and_the_others_keep_their_names(worker: User, street: Street) -> None:
    before = {str(each["uid"]) for each in read(address(worker)).walk("VEVENT")}
    actions.excuse(
        "assembly",
        [street.branches["乙一"]],
        first=date(2026, 1, 1),
        last=date(2026, 12, 31),
        reason="停办",
        by=None,
        now=NOW,
    )

    catch_up(now=NOW)
    after = {str(each["uid"]) for each in read(address(worker)).walk("VEVENT")}
    assert after < before
    assert len(after) == 2


def test_many_periods_are_told_together(worker: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "SINGLE_AT_MOST", 3)
    events = read(address(worker)).walk("VEVENT")
    assert {str(each["summary"]) for each in events} == {"党员大会：还有 2 个党组织没办"}


def test_no_person_is_named(worker: User) -> None:
    assert worker.name not in Client().get(address(worker)).content.decode()


def test_a_revoked_address_and_a_guessed_one_lead_nowhere(worker: User) -> None:
    url = address(worker)
    assert Client().get(url).status_code == 200
    for _ in range(2):
        actions.revoke_feed(Feed.objects.get(), now=NOW)
    assert Client().get(url).status_code == 404
    assert Client().get("/feeds/abc.ics").status_code == 404


def test_who_guesses_is_soon_not_answered(worker: User) -> None:
    codes = [Client().get(f"/feeds/{number}.ics").status_code for number in range(32)]
    assert (codes[0], codes[-1]) == (404, 429)


def test_an_account_that_was_shut_reads_nothing(worker: User) -> None:
    url = address(worker)
    User.objects.filter(pk=worker.pk).update(is_active=False)
    assert Client().get(url).status_code == 404


def test_the_address_is_shown_once_and_kept_as_a_fingerprint(worker: User) -> None:
    client = Client()
    client.force_login(worker, backend="allauth.account.auth_backends.AuthenticationBackend")
    shown = client.post("/d/feeds", {"label": "手机"}).content.decode()
    secret = shown.split("/feeds/")[1].split(".ics")[0]
    assert len(secret) == 48
    assert secret not in client.get("/d/feeds").content.decode()
    assert secret not in str(Feed.objects.values().get())
    assert client.post(f"/d/feeds/{Feed.objects.get().pk}/revoke").status_code == 302
    assert Client().get(f"/feeds/{secret}.ics").status_code == 404


def test_nobody_stops_the_subscription_of_another(worker: User, street: Street) -> None:
    address(worker)
    client = Client()
    client.force_login(
        user("street_office", street.root), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    client.post(f"/d/feeds/{Feed.objects.get().pk}/revoke")
    assert Feed.objects.get().revoked_at is None
