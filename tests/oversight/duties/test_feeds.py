"""Subscriptions: read by two foreign calendar parsers, secret, revocable, without names of people, hard to guess."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from ical.calendar_stream import IcsCalendarStream
from ical.event import EventStatus
from icalendar import Calendar

from gongjian.foundation import registry
from gongjian.foundation.registry import Offers
from gongjian.foundation.work import Appointment, Appointments
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


def test_a_parser_that_shares_nothing_with_the_writer_reads_the_same_days(worker: User) -> None:
    url = address(worker)
    events = IcsCalendarStream.calendar_from_ics(Client().get(url).content.decode()).events
    days = {(each.uid, each.summary, each.dtstart, each.dtend) for each in events}
    assert days == {
        (str(each["uid"]), str(each["summary"]), each.decoded("dtstart"), each.decoded("dtend"))
        for each in read(url).walk("VEVENT")
    }
    assert len(days) == 4


HALF_PAST_TWO = datetime(2026, 11, 26, 6, 30, tzinfo=UTC)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, street: Street) -> list[Any]:
    """A folder that keeps two hours free for everybody; what it was asked for is written down."""
    calls: list[Any] = []

    def find(**asked: Any) -> Iterator[Appointment]:
        calls.append(asked)
        end = HALF_PAST_TWO + timedelta(minutes=90)
        place = "二楼；会议室, 东头"
        yield Appointment("meeting-1", "乙一支部：党员大会", "已通知", place, HALF_PAST_TWO, end)
        yield Appointment("meeting-2", "乙二支部：党小组会", "草稿", "", HALF_PAST_TWO, end, tentative=True)

    offered = Offers(label="开会", appointments=[Appointments("meetings", "会议", find)])
    monkeypatch.setattr(registry, "_offers", [*(each for each in registry._offers if not each.appointments), offered])
    return calls


def test_hours_that_other_folders_offer_stand_beside_the_periods(worker: User, asked: list[Any]) -> None:
    text = Client().get(address(worker)).content.decode()
    events = {each.uid: each for each in IcsCalendarStream.calendar_from_ics(text).events}
    assert len(events) == 6
    sure, planned = events["meeting-1@gongjian"], events["meeting-2@gongjian"]
    assert (sure.dtstart, sure.dtend) == (HALF_PAST_TWO, datetime(2026, 11, 26, 8, tzinfo=UTC))
    assert (sure.summary, sure.description) == ("乙一支部：党员大会", "已通知")
    assert (sure.location, planned.location) == ("二楼；会议室, 东头", None)
    assert (sure.status, planned.status) == (EventStatus.CONFIRMED, EventStatus.TENTATIVE)
    assert asked == [{"user": worker, "since": date(2026, 8, 23), "until": date(2027, 2, 23)}]


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
