"""`./gongjian check` and `./gongjian import`, as a shell sees them."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import pytest

from gongjian.entry.commands import check, import_
from gongjian.entry.desk.models import Batch
from gongjian.oversight.coverage.models import Finding
from gongjian.registers.members.models import Member
from tests import rosters
from tests.workbooks import xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, content in rosters.files():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def spoil(folder: Path) -> None:
    """Give the roster one bad row."""
    table = rosters.members()
    table[4]["姓名"] = ""
    (folder / "members.csv").write_bytes(rosters.file("members.csv", table)[1])


def run(command: Any, *arguments: object, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    """Exit code and printed JSON."""
    parser = ArgumentParser()
    command.add_arguments(parser)
    code = command.run(parser.parse_args([*map(str, arguments), "--on", "2026-11-23", "--json"]))
    return code, json.loads(capsys.readouterr().out)


def test_a_check_tells_every_table_and_what_is_good_and_writes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder)
    code, found = run(check, folder, capsys=capsys)
    assert code == 1
    assert found["summary"] == {"organizations": 9, "units": 3, "members": 4}
    assert found["files"][0] == {
        "file": "members.csv",
        "sheet": "",
        "kind": "members",
        "header_row": 1,
        "data_rows": 5,
        "errors": [
            {"row": 6, "column": "姓名", "code": "name_missing", "message": "没有写姓名。请补上，或删掉这一行。"}
        ],
        "warnings": [],
    }
    assert Member.objects.count() == 0


def test_a_clean_folder_is_0_and_a_file_that_cannot_be_read_is_2(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(check, folder, capsys=capsys)[0] == 0
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    code, found = run(check, folder, capsys=capsys)
    assert (code, found["files"][0]["file"], found["files"][0]["kind"]) == (2, "broken.xlsx", None)
    assert found["files"][0]["errors"][0]["code"] == "file_damaged"
    code, found = run(check, folder / "nowhere.xlsx", capsys=capsys)
    assert (code, found["files"][0]["errors"][0]["code"]) == (2, "file_missing")


def test_hidden_files_and_those_an_open_excel_leaves_are_not_read(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("~$members.xlsx", ".members.csv"):
        (folder / name).write_bytes(b"PK\x03\x04 no workbook")
    code, found = run(check, folder, capsys=capsys)
    assert (code, [each["file"] for each in found["files"]]) == (0, ["members.csv", "organizations.csv", "units.csv"])


def test_an_import_with_a_bad_row_writes_nothing_unless_bad_rows_are_left_out(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder)
    code, found = run(import_, folder, capsys=capsys)
    nothing = {"new": 0, "changed": 0, "unchanged": 0}
    assert (code, found["imported"]) == (1, dict.fromkeys(("organizations", "units", "members"), nothing))
    assert (Member.objects.count(), Batch.objects.count()) == (0, 0)
    code, found = run(import_, folder, "--skip-bad-rows", capsys=capsys)
    assert (code, found["imported"]["members"]) == (0, {"new": 4, "changed": 0, "unchanged": 0})
    assert (Member.objects.count(), Batch.objects.count()) == (4, 1)


def test_after_an_import_the_findings_are_those_of_the_new_rows(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(import_, folder, capsys=capsys)
    assert set(Finding.objects.filter(rule="member_without_branch").values_list("subject_name", flat=True)) == {
        "贾四",
        "钱五",
    }


def test_in_words_each_bad_row_is_named_as_excel_does(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spoil(folder)
    parser = ArgumentParser()
    check.add_arguments(parser)
    assert check.run(parser.parse_args([str(folder), "--on", "2026-11-23"])) == 1
    assert capsys.readouterr().out.splitlines() == [
        "members.csv：党员 5 行",
        "  ✗ 第 6 行 姓名：没有写姓名。请补上，或删掉这一行。",
        "organizations.csv：党组织 9 行",
        "units.csv：单位 3 行",
        "可以导入：党组织 9，单位 3，党员 4。",
    ]


def test_what_lies_beside_the_sheets_of_a_folder_does_not_stop_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "合影.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00")
    (folder / "~$members.csv").write_bytes(b"\x05user")
    parser = ArgumentParser()
    check.add_arguments(parser)
    assert check.run(parser.parse_args([str(folder), "--on", "2026-11-23", "--json"])) == 0
    printed = capsys.readouterr()
    assert [each["file"] for each in json.loads(printed.out)["files"]] == sorted(name for name, _ in rosters.files())
    assert printed.err.startswith("没有读“合影.jpg”")


def test_a_damaged_sheet_in_a_folder_stops_the_import(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "units.xlsx").write_bytes(b"PK\x03\x04 cut off")
    code, found = run(import_, folder, "--skip-bad-rows", capsys=capsys)
    assert code == 2
    assert found["files"][0]["errors"][0]["code"] == "file_damaged"
    assert not Member.objects.exists()


def test_a_file_named_twice_is_read_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found = run(check, folder, folder / "members.csv", capsys=capsys)
    assert code == 0
    assert found["summary"]["members"] == 5


def test_every_file_of_which_nothing_is_imported_is_mentioned(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "值班表.xlsx").write_bytes(xlsx({"值班": [["日期", "姓名"], ["1 日", "何一"]]}))
    code, found = run(check, folder / "units.csv", folder / "值班表.xlsx", capsys=capsys)
    assert (code, [each["file"] for each in found["files"]]) == (0, ["units.csv"])
    assert found["unread"] == [{"file": "值班表.xlsx", "message": "里面没有党组织、单位或党员的表，什么都不会导入。"}]


def test_a_text_that_calls_itself_a_workbook_is_unreadable_beside_good_files_too(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "other.xlsx").write_text("not a workbook at all")
    code, found = run(check, folder / "units.csv", folder / "other.xlsx", capsys=capsys)
    assert (code, [each["file"] for each in found["unread"]]) == (2, ["other.xlsx"])
    assert found["files"][0]["errors"][0]["code"] == "file_unknown"


def test_a_refused_import_says_that_nothing_was_written_why_and_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(folder)
    parser = ArgumentParser()
    import_.add_arguments(parser)
    assert import_.run(parser.parse_args([str(folder), "--on", "2026-11-23"])) == 1
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "没有导入，一行都没有写入：有 1 行有错。请改好再导入一次，或加上 --skip-bad-rows，先导入没有错的行。",
        "可以导入：党组织 9，单位 3，党员 4。",
    ]
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    assert import_.run(parser.parse_args([str(folder), "--on", "2026-11-23"])) == 2
    assert capsys.readouterr().out.splitlines()[-1].startswith("没有导入，一行都没有写入：有文件打不开")
