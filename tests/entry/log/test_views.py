"""操作日志: read-only, scoped, narrowed, exported."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from gongjian.foundation.history import Entry, record
from gongjian.registers.access.actions import grant_role
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Organization]:
    root = organization("街道党工委", "working_committee")
    one, two = organization("一社区党委", "committee", root), organization("二社区党委", "committee", root)
    for each in (one, two):
        record(
            by=None,
            now=NOW,
            verb="修改",
            subject_type="organizations",
            subject_id=each.pk,
            subject=each.name,
            org_path=each.path,
            changes={"phone": ["1", "2"]},
            reason="核对",
        )
    return {"root": root, "one": one, "two": two}


def signed_in(role: str, at: Organization) -> Client:
    client = Client()
    client.force_login(user(role, at), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def subjects(client: Client, query: str = "") -> list[str]:
    return [each.subject for each in client.get(f"/settings/history/{query}").context["entries"]]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["二社区党委", "一社区党委"]),
        ("?what=一社区", ["一社区党委"]),
        ("?who=系统", ["二社区党委", "一社区党委"]),
        ("?who=周", []),
        ("?kind=units", []),
        ("?since=2026-11-24", []),
        ("?until=2026-11-23", ["二社区党委", "一社区党委"]),
        ("?until=9999-12-31&since=1850-01-01", ["二社区党委", "一社区党委"]),
    ],
)
def test_the_log_is_narrowed_by_who_what_and_when(street: dict[str, Organization], query: str, expected: list[str]):
    assert subjects(signed_in("auditor", street["root"]), query) == expected


def test_the_community_reads_its_own_lines_only(street: dict[str, Organization]):
    assert subjects(signed_in("community_worker", street["one"])) == ["一社区党委"]


def test_the_administrator_of_accounts_reads_what_was_done_to_accounts_and_nothing_else(
    street: dict[str, Organization],
):
    client, one = signed_in("administrator", street["root"]), street["one"]
    person = user("branch_secretary", one)
    grant_role(person, role="auditor", organization=one, from_on=TODAY, until_on=None, by=None, now=NOW)
    assert subjects(client) == [str(person)]
    assert subjects(client, "?kind=organizations") == []
    assert list(client.get("/settings/history/").context["kinds"]) == [
        ("accounts", "账号和授权"),
        ("rules", "法规参数"),
    ]
    assert [each.verb for each in client.get(f"/settings/access/{person.pk}").context["entries"]] == ["授权"]


def test_the_sheet_has_the_lines_in_words(street: dict[str, Organization]):
    answer = signed_in("community_worker", street["one"]).get("/settings/history/?format=xlsx")
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]
    assert rows == [
        ["时间", "谁", "做了什么", "对象", "改动", "原因"],
        ["2026-11-23 09:00:00", "系统", "修改", "一社区党委", "联系电话：1 → 2", "核对"],
    ]


@pytest.mark.parametrize("query", ["since=昨天", "until=x", "kind=nothing"])
def test_nothing_is_exported_while_a_filter_cannot_be_read(street: dict[str, Organization], query: str):
    response = signed_in("street_office", street["root"]).get(f"/settings/history/?{query}&format=xlsx")
    assert (response.status_code, Entry.objects.filter(subject_type="exports").count()) == (302, 0)


def test_phones_stand_in_the_log_and_in_its_sheet_masked(street: dict[str, Organization]):
    Entry.objects.update(changes={"phone": ["15400001234", "15400005678"]}, subject_type="members")
    client = signed_in("street_office", street["root"])
    page = client.get("/settings/history/?lines=1-999999999").content.decode()
    sheet = load_workbook(io.BytesIO(client.get("/settings/history/?format=xlsx").content)).active
    assert "<del>154****1234</del> <ins>154****5678</ins>" in page
    assert {row[4].value for row in sheet.iter_rows(min_row=2, max_row=3)} == {"联系电话：154****1234 → 154****5678"}
    assert "15400001234" not in page


def test_nothing_in_the_log_can_be_posted(street: dict[str, Organization]):
    client = signed_in("street_office", street["root"])
    client.post("/settings/history/", {"what": ""})
    assert Entry.objects.count() == 2
