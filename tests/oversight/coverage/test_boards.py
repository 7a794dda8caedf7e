"""Every number of every board opens exactly the rows it counts, whoever looks and wherever the board begins."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from gongjian.entry.demo.load import build
from gongjian.oversight.coverage import areas, matrix
from gongjian.oversight.coverage.actions import judge_all
from gongjian.oversight.coverage.areas import area_at, areas_for
from gongjian.oversight.coverage.boards import Board
from gongjian.oversight.coverage.models import Finding
from gongjian.oversight.coverage.unit_board import unit_board
from gongjian.oversight.coverage.views import BOARDS
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.parts import Part
from tests.street import NOW, organization, unit, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def demo() -> None:
    build(on=timezone.localdate(), now=timezone.now())


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username), backend=BACKEND)
    return client


def boards(username: str) -> Iterator[Board]:
    """All boards of a viewer: of all that is theirs, and of each part it is divided into."""
    user = User.objects.get(username=username)
    whole = areas_for(user, top=None)
    parts = [None, *(area_at(user, str(area.pk)) for area in whole.rows if area.is_divided)]
    for top in parts:
        for _, draw in BOARDS.values():
            yield draw(user, areas_for(user, top=top))


@pytest.mark.parametrize("username", ["zhoumin", "luping", "chenli", "gaomin"])
def test_every_number_of_every_board_of_the_demo_opens_exactly_the_rows_it_counts(demo: None, username: str) -> None:
    client, opened = signed_in(username), {}
    for board in boards(username):
        for row in (*board.rows, board.total):
            for cell in (*row.cells, *row.rates):
                if cell.url:
                    opened[f"{board.key} {row.label} {cell.url}"] = (cell.opens, cell.url)
    assert len(opened) > 3
    rows = {what: client.get(url).context["list"].page.total.value for what, (_, url) in opened.items()}
    assert rows == {what: number for what, (number, _) in opened.items()}


def test_the_text_of_a_number_is_what_it_opens(demo: None) -> None:
    for board in boards("zhoumin"):
        for cell in [cell for row in board.rows for cell in row.cells if cell.url]:
            covered, _, should = cell.text.replace(",", "").partition("/")
            assert cell.opens == (int(should) - int(covered) if should else int(covered))


def test_the_sentence_above_the_board_and_the_lists_behind_it_say_the_same(demo: None) -> None:
    client = signed_in("zhoumin")
    units = client.get("/k/").context["board"].units
    behind = {how: total(client, f"/k/units?covered={how}") for how in ("organization", "instructor", "missing")}
    assert behind == {"organization": units.organized, "instructor": units.instructed, "missing": units.missing}
    assert units.instructed > 0
    everywhere = {how: total(client, f"/u/?covered={how}") for how in ("instructor", "missing")}
    assert everywhere == {"instructor": units.instructed, "missing": units.missing}


def total(client: Client, url: str) -> int:
    found: int = client.get(url).context["list"].page.total.value
    return found


def test_the_line_of_months_ends_at_the_gaps_told_above_it(demo: None) -> None:
    context = signed_in("zhoumin").get("/k/").context
    assert context["months"][-1][1] == context["gaps"] == Finding.objects.filter(mark="gap").count()


def test_a_row_leads_to_a_board_that_differs_or_to_what_is_missing_there() -> None:
    root = organization("某街道党工委", "working_committee")
    body = organization("居民区综合党委", "committee", root)
    firms = {}
    for name, kind in (("甲", "committee"), ("乙", "committee")):
        firms[name] = organization(f"{name}社区党委", kind, body)
    inner = organization("甲小区党总支", "general_branch", firms["甲"])
    for at in (*firms.values(), inner):
        unit(f"{at.name}里的公司", members_full=3, org_path=at.path)
    judge_all(now=NOW)
    person = user("street_office", root)
    urls = {row.label: row.url for row in unit_board(person, areas_for(person, top=None)).rows}
    assert urls == {
        "甲社区党委": f"/k/?by=units&org={firms['甲'].pk}",
        "乙社区党委": f"/k/findings?organization={firms['乙'].pk}",
    }
    own = unit_board(person, areas_for(person, top=area_at(person, str(firms["甲"].pk))))
    assert [row.url for row in own.rows] == [
        f"/k/findings?organization={firms['甲'].pk}-2",
        f"/k/findings?organization={inner.pk}",
    ]


def test_the_workbook_holds_the_table_on_the_screen_and_the_findings(demo: None) -> None:
    client = signed_in("zhoumin")
    board = client.get("/k/?by=members").context["board"]
    book = load_workbook(io.BytesIO(client.get("/k/?by=members&format=xlsx").content))
    lines = [[value for value in row if value is not None] for row in book["党员去向"].iter_rows(values_only=True)]
    assert lines[0] == ["覆盖看板：党员去向"]
    assert "范围：" in lines[1][0]
    assert "导出人：周敏" in lines[1][0]
    assert lines[3] == ["社区、组织", *board.columns, *board.rates]
    assert len(lines) == 4 + len(board.rows) + 1
    assert lines[-1][-1] == board.total.rates[0].opens
    findings = list(book["空白点和盲点"].iter_rows(values_only=True))
    assert len(findings) == 1 + Finding.objects.count()
    assert {row[findings[0].index("哪一类")] for row in findings[1:]} == {"空白点", "盲点"}


def test_whoever_may_not_import_is_not_told_to() -> None:
    root = organization("某街道党工委", "working_committee")
    for role, told in (("auditor", False), ("street_office", True)):
        page = looking(role, root).get("/k/").content.decode()
        assert ("先导入单位摸底表。" in page) is told
        assert "先导入单位摸底表。" not in looking(role, root).get("/k/?by=organizations").content.decode()


def looking(role: str, at: Any) -> Client:
    client = Client()
    known = User.objects.filter(username=f"{role}{at.pk}").first()
    client.force_login(known or user(role, at), backend=BACKEND)
    return client


@pytest.mark.parametrize(("most", "names"), [(5, ["街道", "甲", "甲一", "甲二", "乙"]), (4, ["街道", "甲", "乙"])])
def test_where_two_levels_are_too_many_rows_a_board_has_one(
    most: int, names: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "MOST_ROWS", most)
    root = organization("街道", "working_committee")
    body = organization("甲", "committee", root)
    for name in ("甲一", "甲二"):
        organization(name, "committee", body)
    organization("乙", "committee", root)
    found = areas_for(user("street_office", root), top=None)
    levels = 2 if len(names) == 5 else 1
    assert [area.name for area in found.rows] == names
    assert [str(area.part) for area in found.rows if area.part.levels] == [
        str(Part(each.pk, levels - at)) for at, each in enumerate((root, body)[:levels])
    ]
    assert [area.name for area in found.rows if area.is_divided] == ["甲"]


def test_what_does_not_fit_on_the_board_is_one_page_further(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matrix, "MOST_NODES", 20)
    root = organization("某街道党工委", "working_committee")
    for name, firms in (("甲", 1), ("乙", 2), ("丙", 0)):
        part = organization(f"{name}社区党委", "committee", root)
        for number in range(firms):
            unit(f"{name}公司{number}", members_full=3, org_path=part.path)
    judge_all(now=NOW)
    office = looking("street_office", root)
    first = office.get("/k/").content.decode()
    assert ("乙社区党委</a></th>" in first, "甲社区党委</a></th>" in first) == (True, False)
    assert '<a href="?by=units&amp;from=1">其余 1 个</a>' in first
    rest = office.get("/k/?by=units&from=1").content.decode()
    assert ("乙社区党委</a></th>" in rest, "甲社区党委</a></th>" in rest) == (False, True)
    assert '<a href="?by=units">从头看</a>' in rest
    assert len(office.get("/k/?from=1").context["board"].rows) == 2
