"""Once a day, one notice to each organization with a channel; no names of people in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjian.foundation.notices.actions import add_channel
from gongjian.foundation.notices.models import Sent
from gongjian.mechanisms.reports.actions import urge
from gongjian.mechanisms.reports.kinds import COMMUNITY_REPORT
from gongjian.mechanisms.reports.queries import period_at
from gongjian.mechanisms.reports.reminding import asked_by_path, remind, text_of
from tests.mechanisms.reports.desk import OCTOBER, Desk
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


def test_what_was_asked_for_is_told_to_the_nearest_channel_until_it_is_there() -> None:
    desk = Desk()
    for each in (desk.first, desk.second):
        urge(each, COMMUNITY_REPORT, period_at(OCTOBER, 1), by=desk.secretary, now=NOW)
    paths = {desk.body.path, desk.first.path}
    assert {path: asked["社区月报"] for path, asked in asked_by_path(paths, TODAY).items()} == {
        desk.body.path: 1,
        desk.first.path: 1,
    }
    assert asked_by_path(paths, TODAY + timedelta(days=2)) == {}
    desk.sent()
    assert set(asked_by_path(paths, TODAY)) == {desk.body.path}
    told = text_of(asked_by_path(paths, TODAY)[desk.body.path])
    assert told.startswith("上级催报 1 份：社区月报 1。")
    assert "乙社区" not in told


def test_the_job_tells_once_a_day() -> None:
    desk = Desk()
    urge(desk.first, COMMUNITY_REPORT, period_at(OCTOBER, 1), by=desk.secretary, now=NOW)
    common = {"organization": desk.first.name, "path": desk.first.path, "by": desk.office, "now": NOW}
    add_channel(kind="email", label="邮箱", address="a@example.org", **common)
    for _ in range(2):
        remind(NOW)
    assert list(Sent.objects.values_list("key", flat=True)) == [f"reports.{TODAY}"]
