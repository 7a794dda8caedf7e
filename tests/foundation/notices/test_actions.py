"""Notices: once each, by mail or to a group's robot, kept in words when they do not get through."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection

from gongjian.foundation.history import Entry
from gongjian.foundation.notices import actions
from gongjian.foundation.notices.actions import add_channel, deliver, notify, stop_channel
from gongjian.foundation.notices.models import Channel, Sent
from tests.foundation.notices.robot import Robot
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def robot() -> Iterator[Robot]:
    made = Robot()
    yield made
    made.stop()


def channel(kind: str, address: str) -> Channel:
    words = {"label": "工作群", "organization": "某街道党工委", "path": "00001"}
    return add_channel(kind=kind, address=address, by=None, now=NOW, **words)


def say(to: Channel, key: str = "duties.2026-11-23") -> bool:
    return notify(Channel.objects.get(pk=to.pk), key=key, subject="应办提醒", text="有 3 项应办。", now=NOW)


def test_a_group_hears_a_text_once_under_a_key(robot: Robot) -> None:
    made = channel("wecom", robot.address)
    assert [say(made), say(made), say(made, "duties.2026-11-24")] == [True, False, True]
    assert robot.heard == [{"msgtype": "text", "text": {"content": "应办提醒\n有 3 项应办。"}}] * 2


@pytest.mark.parametrize("answer", [{"errcode": 310000, "errmsg": "keywords not in content"}, None])
def test_a_failure_is_kept_in_words_and_tried_again(robot: Robot, answer: dict | None) -> None:
    made = channel("dingtalk", robot.address)
    robot.answer = answer
    assert say(made) is False
    assert Channel.objects.get().fault.startswith("群机器人没有")
    robot.answer = {"errcode": 0}
    assert say(made) is True
    assert (Channel.objects.get().fault, Sent.objects.get().arrived) == ("", True)


def test_a_robot_that_is_not_there_stops_nothing(robot: Robot) -> None:
    made = channel("wecom", "http://127.0.0.1:9/robot")
    assert say(made) is False
    assert "没有回应" in Channel.objects.get().fault


def test_mail_goes_out_or_says_that_no_server_is_set(settings) -> None:
    made = channel("email", "office@example.com")
    settings.EMAIL_HOST = None
    assert say(made) is False
    assert "GONGJIAN_MAIL" in Channel.objects.get().fault
    settings.EMAIL_HOST = "mail.example.com"
    assert say(made) is True
    assert [(each.to, each.subject) for each in mail.outbox] == [(["office@example.com"], "应办提醒")]


def test_the_address_is_sealed_and_forgotten_when_the_channel_stops() -> None:
    made = channel("wecom", "https://qyapi.weixin.qq.com/robot?key=secret")
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM foundation_channel")
        assert "secret" not in cursor.fetchone()[0]
    for _ in range(2):
        stop_channel(made, by=None, now=NOW)
    assert Channel.objects.values_list("address", "active").get() == ("", False)
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == ["新增通知渠道", "停用通知渠道"]


def test_the_same_channel_is_set_up_once() -> None:
    assert channel("email", "a@example.com") == channel("email", "a@example.com")


def test_what_is_found_at_night_arrives_at_the_hour_of_the_channel_as_one_message(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    made = channel("email", "office@example.org")
    night = NOW.replace(hour=2, minute=30)
    for key, text in (("duties.1", "有 3 项应办。"), ("reports.1", "催报 2 份。")):
        assert not notify(made, key=key, subject="应办提醒", text=text, now=night)
    assert (deliver(NOW.replace(hour=8)), len(mail.outbox)) == (0, 0)
    assert [deliver(NOW), deliver(NOW + timedelta(hours=1))] == [1, 0]
    assert [each.body for each in mail.outbox] == ["有 3 项应办。\n催报 2 份。"]
    assert set(Sent.objects.values_list("arrived", "text")) == {(True, "")}


def test_nothing_arrives_in_the_evening_and_what_is_a_day_old_is_left_out(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    made = channel("email", "office@example.org")
    evening = NOW.replace(hour=20)
    assert not notify(made, key="duties.1", subject="应办提醒", text="有 3 项应办。", now=evening)
    assert (deliver(evening), deliver(NOW + timedelta(days=1)), len(mail.outbox)) == (0, 0, 0)


@pytest.mark.parametrize("fault", ["", "群机器人没有回应"])
def test_what_two_processes_found_waiting_is_sent_by_one_of_them(monkeypatch, robot: Robot, fault: str) -> None:
    made = channel("wecom", robot.address)
    kept = {"at": NOW, "subject": "应办提醒", "text": "有 3 项应办。", "fault": fault}
    waiting = Sent.objects.create(channel=made, key="duties.2026-11-23", **kept)
    sending = actions.send

    def meanwhile(*told: str) -> None:
        """The other process comes while this one is sending."""
        monkeypatch.setattr(actions, "send", sending)
        assert (actions._post(made, [waiting], NOW), deliver(NOW), say(made)) == (False, 0, False)
        sending(*told)

    monkeypatch.setattr(actions, "send", meanwhile)
    assert say(made) if fault else deliver(NOW) == 1
    assert len(robot.heard) == 1
