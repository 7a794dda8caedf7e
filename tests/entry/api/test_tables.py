"""The lists for programs: what the viewer's screen, the command line and the API give is the same."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from gongjian.entry.api import tables
from gongjian.entry.commands.__main__ import run
from gongjian.foundation import registry
from gongjian.foundation.pages.lists.exporting import plain
from gongjian.registers.access.roles import ROLES
from tests.entry import two_communities
from tests.entry.two_communities import TODAY, A, B

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
ON_SCREEN = {
    "findings": "/k/findings",
    "covered_units": "/k/units",
    "covered_organizations": "/k/organizations",
    "meetings": "/h/",
    "follow_ups": "/f/",
    "studies": "/y/",
    "problems": "/y/problems/",
    "members": "/m/",
    "former_members": "/m/left/",
    "units": "/u/",
}


@pytest.fixture(autouse=True)
def street() -> None:
    two_communities.build()


def signed_in(role: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(two_communities.colleague(role), backend=BACKEND)
    return client


def rows_of(client: Client, key: str, **asked: str) -> list[dict[str, Any]]:
    """All rows, page by page."""
    found: list[dict[str, Any]] = []
    page: str | None = ""
    while page is not None:
        answer = client.get(f"/api/tables/{key}", {**asked, "page": page}).json()
        found += answer["rows"]
        page = answer["next"]
    return found


@pytest.mark.parametrize("key", ON_SCREEN)
def test_screen_command_line_and_api_give_one_viewer_the_same(key: str, capfdbinary: Any) -> None:
    client = signed_in("street_office")
    by_api = rows_of(client, key)
    assert run(["export", key, "--json", "--org", f"{A.mark}社区综合党委"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == by_api
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{ON_SCREEN[key]}?format=xlsx").content))
    headings, *lines = sheet.get_sheet_by_index(0).to_python()
    columns = client.get(f"/api/tables/{key}").json()["columns"]
    assert headings == [each["label"] for each in columns]
    assert [[plain(cell) or "" for cell in line] for line in lines] == [
        [row[each["key"]] or "" for each in columns] for row in by_api
    ]


def test_pages_follow_one_another_to_the_end() -> None:
    two_communities.crowd(60)
    client = signed_in("street_office")
    first = client.get("/api/tables/organizations").json()
    rows = rows_of(client, "organizations")
    assert (first["total"], first["exact"], len(first["rows"])) == (62, True, 50)
    assert len({row["id"] for row in rows}) == len(rows) == 62


@pytest.mark.parametrize("role", ROLES)
def test_every_role_is_told_of_the_lists_it_may_open_and_of_its_own_rows(role: str) -> None:
    client = signed_in(role)
    told = {each["key"] for each in client.get("/api/tables").json()}
    for key, table in registry.tables(TODAY).items():
        response = client.get(f"/api/tables/{key}")
        permission = table.rows(None).view_permission
        assert (response.status_code == 200) == (key in told) == (permission in ROLES[role].permissions)
        assert B.mark not in json.dumps(response.json(), ensure_ascii=False)
    for key, whole in registry.gathered().items():
        response = client.get(f"/api/tables/{key}")
        assert (response.status_code == 200) == (key in told) == (whole.view_permission in ROLES[role].permissions)
        assert B.mark not in json.dumps(response.json(), ensure_ascii=False)


def test_an_organization_narrows_and_one_out_of_sight_is_unknown() -> None:
    client = signed_in("street_office")
    placed = [row for row in rows_of(client, "members") if row["organization_id"] == A.first + 1]
    assert rows_of(client, "members", org=f"{A.mark}社区第一党支部") == placed
    assert len(placed) == 1
    beyond = client.get("/api/tables/members", {"org": f"{B.mark}社区综合党委"})
    assert (beyond.status_code, beyond.json()) == (404, {"detail": f"没有找到“{B.mark}社区综合党委”。"})


def test_columns_may_be_chosen_as_on_screen() -> None:
    answer = signed_in("street_office").get("/api/tables/members", {"columns": "born_on.identity"}).json()
    assert [each["key"] for each in answer["columns"]] == ["name", "born_on", "identity"]
    assert A.identity not in json.dumps(answer)


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("tables/nothing", 404, "没有这张表。有哪些表，请看 /api/tables。"),
        ("tables/members?page=x", 422, "page 看不懂。请用上一页给的 next，第一页不填。"),
        ("nothing", 404, "没有这样的地址。有哪些，请看接口说明 /help/api。"),
        (f"tables/{'x' * 41}", 422, "“key”看不懂。日期请写成 2026-07-01，其余请看接口说明。"),
    ],
)
def test_a_refusal_is_json_with_a_sentence(address: str, status: int, sentence: str) -> None:
    response = signed_in("street_office").get(f"/api/{address}")
    assert (response.status_code, response.json()) == (status, {"detail": sentence})


def test_whoever_is_not_signed_in_is_told_so_in_json() -> None:
    response = Client().get("/api/tables")
    assert (response.status_code, response.json()) == (401, {"detail": "还没有登录。请先在网页上登录。"})


def test_a_password_given_by_an_administrator_opens_nothing() -> None:
    client = Client()
    user = two_communities.colleague("street_office")
    user.must_change_password = True
    user.save()
    client.force_login(user, backend=BACKEND)
    response = client.get("/api/tables")
    assert (response.status_code, list(response.json())) == (403, ["detail"])


def test_nothing_is_written_through_this_door() -> None:
    client = signed_in("street_office")
    addresses = ("/api/tables", "/api/tables/members", "/api/duties")
    assert [client.post(each).status_code for each in addresses] == [405, 405, 405]


def test_what_is_put_together_at_once_comes_by_every_door_as_well(capfdbinary: Any) -> None:
    client = signed_in("street_office")
    by_api = rows_of(client, "coordination")
    assert run(["export", "coordination", "--json", "--org", f"{A.mark}社区综合党委"]) == 0
    assert json.loads(capfdbinary.readouterr().out) == by_api != []
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/c/?format=xlsx").content))
    headings, *lines = sheet.get_sheet_by_index(0).to_python()
    assert headings == [each["label"] for each in client.get("/api/tables/coordination").json()["columns"]]
    assert [line[0] for line in lines] == [row["title"] for row in by_api]
    assert B.mark not in json.dumps(by_api, ensure_ascii=False)


def test_the_duties_in_force_are_those_of_the_page(capfdbinary: Any) -> None:
    client = signed_in("street_office")
    by_api = rows_of(client, "duty_rules")
    shown = client.get("/d/rules").content.decode()
    assert by_api != []
    assert [row["duty"] for row in by_api if row["duty"] not in shown or row["owers"] not in shown] == []
    assert run(["export", "duty_rules", "--columns", "duty.cadence"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines == ["应办事项\t多久一次", *(f"{row['duty']}\t{row['cadence']}" for row in by_api)]


def test_a_page_of_a_whole_list_begins_where_the_last_one_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in("street_office")
    whole = rows_of(client, "duty_rules")
    monkeypatch.setattr(tables, "ROWS", 3)
    assert len(client.get("/api/tables/duty_rules").json()["rows"]) == 3
    assert rows_of(client, "duty_rules") == whole
    assert client.get("/api/tables/duty_rules?page=x").status_code == 422
    assert client.get("/api/tables/duty_rules?page=9999").json()["rows"] == []
