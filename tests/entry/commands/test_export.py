"""`./gongjian export`: the lists of the screen for programs, in the columns and the scope of the screen."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from gongjian.entry.commands import export
from gongjian.entry.commands.__main__ import build_parser, run
from gongjian.foundation.history import Entry
from tests.entry import two_communities
from tests.entry.two_communities import A, B

pytestmark = pytest.mark.django_db
LISTS = [
    *("findings", "covered_units", "meetings", "follow_ups", "studies", "problems", "members", "units"),
    *("organizations", "covered_organizations", "places"),
]


@pytest.fixture(autouse=True)
def street() -> None:
    two_communities.build()


def said(capfdbinary: Any, *words: str) -> list[dict[str, Any]]:
    assert run(["export", *words, "--json"]) == 0
    found: list[dict[str, Any]] = json.loads(capfdbinary.readouterr().out)
    return found


@pytest.mark.parametrize("key", LISTS)
def test_the_operator_takes_all_there_is_and_of_one_organization_what_lies_below(key: str, capfdbinary: Any) -> None:
    both, one = said(capfdbinary, key), said(capfdbinary, key, "--org", f"{A.mark}社区综合党委")
    assert len(one) > 0
    assert len(both) > len(one)
    assert B.mark in json.dumps(both, ensure_ascii=False)
    assert B.mark not in json.dumps(one, ensure_ascii=False)


def test_rows_have_the_columns_of_the_screen_days_as_days_and_the_ids_that_tie_them(capfdbinary: Any) -> None:
    [row] = [each for each in said(capfdbinary, "meetings") if each["id"] == A.first]
    assert row == {
        "id": A.first,
        "title": "安梨党员大会",
        "starts": "2026-11-23 09:00",
        "organization": "安梨社区第一党支部",
        "kind": "党员大会",
        "state": "已开",
        "place": "安梨大厦",
        "organization_id": A.first + 1,
    }


def test_numbers_of_people_stay_masked(capfdbinary: Any) -> None:
    text = json.dumps(said(capfdbinary, "members", "--columns", "all"), ensure_ascii=False)
    assert [secret for secret in (A.identity, A.phone) if secret in text] == []
    assert "154****0910" in text


def test_other_columns_come_when_asked_for_by_key(capfdbinary: Any) -> None:
    first = said(capfdbinary, "places", "--columns", "address.kind")[0]
    assert list(first) == ["id", "name", "address", "kind", "community_id"]


def test_in_words_there_is_a_heading_and_a_line_a_row(capfdbinary: Any) -> None:
    assert run(["export", "places", "--org", f"{A.mark}社区综合党委"]) == 0
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert lines[0] == "名称\t类别\t所在社区\t地址"
    assert sorted(lines[1:]) == ["安梨大厦\t楼宇\t安梨社区\t", "安梨社区\t社区\t\t安梨路 1 号"]


@pytest.mark.parametrize(("key", "url"), [("members", "/m/"), ("units", "/u/"), ("findings", "/k/findings")])
def test_the_workbook_is_the_one_the_screen_gives_whoever_sees_that_part(key: str, url: str, tmp_path: Path) -> None:
    target = tmp_path / "list.xlsx"
    assert run(["export", key, "--xlsx", "--org", f"{A.mark}社区综合党委", "--to", str(target)]) == 0
    client = Client()
    client.force_login(
        two_communities.colleague("street_office"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    on_screen = client.get(f"{url}?format=xlsx").content
    assert cells(target.read_bytes()) == cells(on_screen)
    assert len(cells(on_screen)) > 1


def cells(content: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing"], "没有“nothing”这张表。有这些："),
        (["places", "--columns", "name.age"], "“社区和楼宇”没有“age”这一列。有这些：name、kind、community、address。"),
        (["places", "--org", "无此组织"], "没有找到“无此组织”。"),
        (["places", "--to", "/nowhere/list.json"], "写不进“/nowhere/list.json”"),
    ],
)
def test_what_cannot_be_given_is_refused_in_a_sentence(
    words: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(sentence)
    assert len(told.err.splitlines()) == 1


def test_a_workbook_is_not_poured_over_a_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    assert run(["export", "places", "--xlsx"]) == 2
    assert capsys.readouterr() == ("", "Excel 文件不能显示在这里。请加上 --to 文件名。\n")


def test_what_was_taken_is_kept_in_the_history(capfdbinary: Any) -> None:
    rows = said(capfdbinary, "members", "--org", f"{A.mark}社区综合党委")
    [line] = Entry.objects.filter(verb="导出")
    assert (line.subject, line.reason, line.org_path) == ("党员", f"{len(rows)} 行，条件：命令行", A.path)


def test_help_names_every_list(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build_parser(chosen="export", asks_for_help=True).parse_args(["export", "--help"])
    told = capsys.readouterr().out
    assert [key for key in export.offered() if f"\n  {key} " not in told] == []
