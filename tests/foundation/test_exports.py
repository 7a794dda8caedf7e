"""Whoever takes a list away leaves a line: which list, how many rows, which part."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongjian.foundation.exports import reach_of, tell_export
from gongjian.foundation.history import Entry
from gongjian.registers.access.models import Grant
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, member, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    one, two = organization("一社区党委", "committee", root), organization("二社区党委", "committee", root)
    return {"root": root, "one": one, "two": two}


def visit(viewer: Any) -> Client:
    client = Client()
    client.force_login(viewer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_a_list_taken_away_says_how_many_rows_under_which_conditions(street: dict[str, Organization]) -> None:
    member("甲", street["one"], category="floating")
    member("乙", street["one"])
    office = user("street_office", street["root"])
    visit(office).get(reverse("members"), {"category": "floating", "format": "xlsx"})
    line = Entry.objects.get()
    assert (line.verb, line.subject, line.actor_id, line.org_path) == ("导出", "党员", office.pk, street["root"].path)
    assert line.reason == "1 行，条件：党员类型 流动党员"


def test_findings_and_the_log_leave_lines_too(street: dict[str, Organization]) -> None:
    client = visit(user("street_office", street["root"]))
    client.get(reverse("findings"), {"format": "xlsx"})
    client.get(reverse("log"), {"format": "xlsx", "who": "周"})
    assert list(Entry.objects.order_by("pk").values_list("subject", flat=True)) == ["空白点和盲点", "操作日志"]
    assert Entry.objects.latest("pk").reason == "0 行，条件：周"


def test_a_number_looked_for_is_not_written_down(street: dict[str, Organization]) -> None:
    tell_export(label="党员", rows=1, part="姓名 11010519491231002X", path="", by=None, now=NOW)
    assert Entry.objects.get().reason == "1 行，条件：姓名 110***********002X"


def test_the_line_stands_where_all_is_overseen_that_was_reached(street: dict[str, Organization]) -> None:
    clerk = user("community_worker", street["one"])
    assert reach_of(clerk, "members.view") == street["one"].path
    Grant.objects.create(
        user=clerk, role="community_worker", organization=street["two"], org_path=street["two"].path, from_on=TODAY
    )
    clerk.__dict__.pop("_scope")
    assert reach_of(clerk, "members.view") == street["root"].path
