"""The daily reminder: one a day and organization, told to the nearest, passed up when long overdue, without names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail

from gongjian.foundation.notices.actions import add_channel
from gongjian.foundation.notices.models import Channel
from gongjian.oversight.duties.reminding import loads_of, remind
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.conftest import Street
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _with_mail(settings) -> None:
    settings.EMAIL_HOST = "mail.example.com"
    settings.PUBLIC_URL = "https://gj.example.com"


def channel(at: Organization, address: str) -> None:
    add_channel(kind="email", label=address, address=address, organization=at.name, path=at.path, by=None, now=NOW)


def test_one_notice_a_day_says_how_much_and_where_and_no_names(street: Street) -> None:
    channel(street.parts["乙"], "b@example.com")
    for hours in (0, 3):
        remind(NOW + timedelta(hours=hours))
    [sent] = mail.outbox
    assert sent.body == "11 月 23 日：已经逾期 6 项：党员大会 6。请打开 https://gj.example.com/d/ 查看。"


def test_the_next_day_is_another_notice(street: Street) -> None:
    channel(street.parts["乙"], "b@example.com")
    for days in (0, 1):
        remind(NOW + timedelta(days=days))
    assert len(mail.outbox) == 2


def test_each_period_is_told_to_the_nearest_and_long_overdue_ones_above(street: Street) -> None:
    paths = [street.root.path, street.parts["乙"].path]
    loads = loads_of(paths, TODAY)
    assert dict(loads[street.parts["乙"].path].late) == {"assembly": 6}
    assert dict(loads[street.root.path].late) == {"assembly": 3, "regional_body_meeting": 10}
    assert dict(loads[street.root.path].passed_up) == {"assembly": 6}


def test_what_is_a_few_days_late_is_not_passed_up(street: Street) -> None:
    paths = [street.root.path, street.parts["乙"].path]
    assert dict(loads_of(paths, date(2026, 4, 10))[street.root.path].passed_up) == {}


def test_where_nothing_waits_nothing_is_sent(street: Street) -> None:
    channel(street.branches["甲一"], "a@example.com")
    remind(NOW)
    assert mail.outbox == []


def test_a_channel_that_fails_holds_nobody_else_back(street: Street) -> None:
    add_channel(
        kind="wecom",
        label="群",
        address="http://127.0.0.1:9/",
        organization="乙",
        path=street.parts["乙"].path,
        by=None,
        now=NOW,
    )
    channel(street.root, "root@example.com")
    remind(NOW)
    assert [each.to for each in mail.outbox] == [["root@example.com"]]
    assert Channel.objects.get(kind="wecom").fault != ""
