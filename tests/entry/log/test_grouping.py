"""The log told by acts: many lines of one act are one line that opens, for each viewer as far as they may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from gongjian.entry.log import grouping
from gongjian.foundation.history import Entry, line, record_many
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    return {"root": root, "one": organization("一社区党委", "committee", root)}


def act(at: Organization, verb: str, names: list[str], *, minute: int = 0) -> list[int]:
    """One act on units of these names; gives the ids of its lines."""
    moment = NOW + timedelta(minutes=minute)
    about = {"verb": verb, "subject_type": "units", "org_path": at.path}
    record_many([line(by=None, now=moment, subject_id=1, subject=name, **about) for name in names])
    return list(Entry.objects.filter(at=moment, verb=verb).order_by("pk").values_list("pk", flat=True))


def signed_in(role: str, at: Organization) -> Client:
    client = Client()
    client.force_login(user(role, at), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def subjects(client: Client, **query: str) -> list[str]:
    return [each.subject for each in client.get("/settings/history/", query).context["entries"]]


def test_many_lines_of_one_act_are_one_line(street: dict[str, Organization]) -> None:
    act(street["root"], "导入", ["甲", "乙", "丙", "丁"])
    act(street["root"], "修改", ["戊", "己"], minute=1)
    assert subjects(signed_in("auditor", street["root"])) == ["己", "戊", "单位 4 条"]


def test_two_acts_of_one_moment_stay_two(street: dict[str, Organization]) -> None:
    act(street["root"], "导入", list("甲乙丙丁"))
    act(street["root"], "判断", list("甲乙丙丁"))
    assert subjects(signed_in("auditor", street["root"])) == ["单位 4 条", "单位 4 条"]


def test_the_line_opens(street: dict[str, Organization]) -> None:
    act(street["root"], "修改", ["戊"])
    ids = act(street["root"], "导入", list("甲乙丙丁"), minute=1)
    client = signed_in("auditor", street["root"])
    page = client.get("/settings/history/")
    assert f"?lines={ids[0]}-{ids[-1]}" in page.content.decode()
    assert subjects(client, lines=f"{ids[0]}-{ids[-1]}") == ["丁", "丙", "乙", "甲"]


def test_nobody_opens_more_than_they_may_see(street: dict[str, Organization]) -> None:
    ids = [*act(street["root"], "导入", list("甲乙丙丁")), *act(street["one"], "修改", ["戊"], minute=1)]
    assert subjects(signed_in("community_worker", street["one"]), lines=f"{ids[0]}-{ids[-1]}") == ["戊"]


def test_pages_go_on_and_back_by_acts(street: dict[str, Organization], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "ROWS", 2)
    for minute, names in enumerate(["甲", "乙丙丁戊", "己", "庚"]):
        act(street["root"], "导入", list(names), minute=minute)
    client = signed_in("auditor", street["root"])
    first = client.get("/settings/history/").context["page"]
    second = client.get("/settings/history/", {"after": first.after}).context["page"]
    back = client.get("/settings/history/", {"before": second.before}).context["page"]
    assert [[each.subject for each in page.rows] for page in (first, second, back)] == [
        ["庚", "己"],
        ["单位 4 条", "甲"],
        ["庚", "己"],
    ]
    assert [bool(page.before) for page in (first, second, back)] == [False, True, False]
    assert [bool(page.after) for page in (first, second, back)] == [True, False, True]


@pytest.mark.parametrize("pages", [("", "after"), ("before", "")])
def test_an_act_longer_than_is_read_at_once_is_still_one_line(
    street: dict[str, Organization], monkeypatch: pytest.MonkeyPatch, pages: tuple[str, str]
) -> None:
    older = act(street["root"], "修改", ["旧"])
    ids = act(street["root"], "导入", list("甲乙丙丁戊己庚辛"), minute=1)
    newer = act(street["root"], "修改", ["新"], minute=2)
    monkeypatch.setattr(grouping, "READ_AT_MOST", 5)
    client = signed_in("auditor", street["root"])
    query = {"before": str(older[0])} if pages[0] else {"after": str(newer[0])}
    page = client.get("/settings/history/", query).context["page"]
    assert [(each.subject, each.span) for each in page.rows] == [("单位 8 条", f"{ids[0]}-{ids[-1]}")]
    assert (page.before, page.after) == (str(ids[-1]), str(ids[0]))


def test_a_place_that_cannot_be_read_gives_the_first_page(street: dict[str, Organization]) -> None:
    act(street["root"], "修改", ["戊"])
    client = signed_in("auditor", street["root"])
    assert [subjects(client, after=text) for text in ("x", "²", "9" * 30, "-1")] == [["戊"]] * 4
    assert subjects(client, lines="all") == ["戊"]
