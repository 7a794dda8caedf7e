"""Whole files are checked as an office hands them in: every bad row and no other."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongjian.entry.desk.checking import CheckedBatch, Fix, Known, Severity, Source, check_sources
from gongjian.entry.desk.matching import Matching
from tests.workbooks import MEMBERS, ORGANIZATIONS, UNITS, delimited, identity, xls, xlsx

TODAY = date(2026, 11, 23)
SAMPLES = Path(os.environ.get("GONGJIAN_SAMPLES", Path(__file__).parents[4] / "shared" / "samples"))
STREET = [
    Source("党员花名册.csv", delimited(MEMBERS, encoding="gb18030")),
    Source("党组织台账.xls", xls(ORGANIZATIONS)),
    Source("单位摸底表.xlsx", xlsx({"摸底": UNITS}, merges=["A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:F2", "G2:G3"])),
]


def check(*sources: Source, known: Known | None = None, fixes: tuple[Fix, ...] = ()) -> CheckedBatch:
    return check_sources(sources or STREET, known=known or Known(), on=TODAY, fixes=fixes)


def problems(batch: CheckedBatch, kind: str, severity: Severity = Severity.ERROR) -> dict[int, list[str]]:
    found = {
        row.number: [problem.code for problem in row.problems if problem.severity is severity]
        for sheet in batch.of_kind(kind)
        for row in sheet.rows
    }
    return {number: codes for number, codes in found.items() if codes}


def test_tables_are_found_and_counted() -> None:
    found = [(sheet.file, sheet.kind, sheet.header_row, sheet.data_rows) for sheet in check().sheets]
    assert found == [
        ("党员花名册.csv", "members", 2, 6),
        ("党组织台账.xls", "organizations", 2, 9),
        ("单位摸底表.xlsx", "units", 3, 3),
    ]


def test_bad_members() -> None:
    assert problems(check(), "members") == {
        7: ["conversion_before_join", "branch_ambiguous"],
        8: ["join_before_18", "probationary_with_conversion"],
        9: ["id_duplicate"],
        10: ["id_truncated", "date_future", "name_missing", "branch_unknown"],
    }
    assert problems(check(), "members", Severity.WARNING) == {7: ["date_month_only"]}


def test_values_are_resolved() -> None:
    first = check().of_kind("members")[0].rows[0].values
    assert first == {
        "name": "张三",
        "identity_number": identity(1),
        "joined_on": date(2001, 7, 1),
        "converted_on": date(2002, 7, 1),
        "status": "full",
        "organization": "古村社区党委第一党支部",
        "workplace": "龙城(常州)有限公司 会计",
        "unit": "龙城(常州)有限公司",
        "note": "=1+1",
    }


def test_a_problem_is_told_by_the_names_of_excel() -> None:
    row = check().of_kind("members")[0].rows[2]
    problem = row.problems[-1]
    assert (row.number, problem.column, problem.letter, problem.found) == (7, "所在支部", "F", "第一党支部")
    assert problem.message == "这个简称对得上好几个党支部。请写全称，例如带上社区的名字。"


def test_a_second_use_of_an_identity_number_names_the_first() -> None:
    last = check().of_kind("members")[0].rows[4].problems[0]
    assert last.message == "这个身份证号在“党员花名册.csv 第 3 行”已经用过。请核对是不是同一个人登记了两次。"


def test_the_order_of_file_names_decides_which_row_is_the_second() -> None:
    rows = [["姓名", "身份证号", "入党日期"], ["张三", identity(1), "2001-07-01"]]
    batch = check(
        Source("乙.csv", delimited(rows)), Source("丙.csv", delimited(rows)), Source("甲.csv", delimited(rows))
    )
    assert [(sheet.file, len(sheet.good_rows)) for sheet in batch.sheets] == [
        ("丙.csv", 1),
        ("乙.csv", 0),
        ("甲.csv", 0),
    ]


def test_a_number_the_platform_has_is_no_error() -> None:
    known = Known(organizations={"古村社区党委第一党支部": None}, identity_numbers={identity(1)})
    rows = [["姓名", "身份证号", "所在支部"], ["张三", identity(1), "古村第一支部"]]
    (sheet,) = check(Source("甲.csv", delimited(rows)), known=known).sheets
    assert sheet.good_rows[0].values["organization"] == "古村社区党委第一党支部"


def test_one_fix_mends_every_cell_of_the_same_kind() -> None:
    fixes = (Fix("organization", "第一党支部", "新丰街第一支部"), Fix("converted_on", "2000-07-01", "", row=7))
    assert 7 not in problems(check(fixes=fixes), "members")


def test_a_fix_may_be_meant_for_one_file_only() -> None:
    fix = Fix("organization", "第一党支部", "新丰街第一支部", file="别的.csv")
    assert "branch_ambiguous" in problems(check(fixes=(fix,)), "members")[7]


def test_a_person_may_choose_columns() -> None:
    rows = [["姓名", "身份证号", "入党日期", "在哪里"], ["张三", identity(1), "2001-07-01", "古村第一支部"]]
    known = Known(organizations={"古村社区党委第一党支部": None})
    source = Source("甲.csv", delimited(rows))
    matching = Matching({("甲.csv", ""): {3: "organization", 2: None}})
    batch = check_sources([source], known=known, on=TODAY, matching=matching)
    values = batch.sheets[0].rows[0].values
    assert values["organization"] == "古村社区党委第一党支部"
    assert "joined_on" not in values


def test_an_unreadable_file_does_not_stop_the_others() -> None:
    batch = check(*STREET, Source("空.xlsx", b""))
    assert [(file.name, file.code) for file in batch.unreadable] == [("空.xlsx", "file_empty")]
    assert len(batch.sheets) == 3


def test_a_file_without_a_table_is_told() -> None:
    batch = check(*STREET, Source("通知.csv", delimited([["各支部："], ["请于本周五前报送。"]])))
    assert [file.name for file in batch.without_table] == ["通知.csv"]


def test_progress_is_told() -> None:
    rows = [
        ["姓名", "身份证号", "入党日期"],
        *[[f"张{number}", identity(number), "2001-07-01"] for number in range(999)],
    ]
    heard: list[tuple[int, int]] = []
    sources = [Source("甲.csv", delimited(rows))]
    check_sources(sources, known=Known(), on=TODAY, progress=lambda *told: heard.append(told))
    assert heard == [(0, 999), (500, 999)]


MINIATURE = {
    "files": {
        "党员花名册.csv": {
            "sheets": {
                "": {
                    "header_row": 2,
                    "data_rows": 6,
                    "bad_rows": {
                        "7": ["conversion_before_join", "branch_ambiguous", "date_month_only"],
                        "8": ["join_before_18", "probationary_with_conversion"],
                        "9": ["id_duplicate"],
                        "10": ["id_truncated", "date_future", "name_missing", "branch_unknown"],
                    },
                    "warn_rows": {},
                }
            }
        },
        "党组织台账.xls": {
            "sheets": {
                "Sheet1": {
                    "header_row": 2,
                    "data_rows": 9,
                    "bad_rows": {
                        "8": ["name_missing"],
                        "9": ["cycle"],
                        "10": ["cycle"],
                        "11": ["date_impossible", "parent_unknown"],
                    },
                    "warn_rows": {"5": ["date_month_only"]},
                }
            }
        },
        "单位摸底表.xlsx": {
            "sheets": {
                "摸底": {
                    "header_row": 3,
                    "data_rows": 3,
                    "bad_rows": {"5": ["uscc_characters"], "6": ["uscc_duplicate"]},
                    "warn_rows": {},
                }
            }
        },
    },
    "clean": {"organizations": 5, "units": 1, "members": 2},
    "tree": {
        "天宁街道党工委": None,
        "古村社区党委": "天宁街道党工委",
        "古村社区党委第一党支部": "古村社区党委",
        "新丰街社区党总支": "天宁街道党工委",
        "新丰街社区党总支第一党支部": "新丰街社区党总支",
    },
}
FOLDERS = [path.parent for path in sorted(SAMPLES.glob("*/truth.json"))]
STREETS = [
    pytest.param(STREET, MINIATURE, id="miniature"),
    *[
        pytest.param(
            [Source(path.name, path) for path in (folder / "input").iterdir()],
            json.loads((folder / "truth.json").read_text("utf-8")),
            id=folder.name,
        )
        for folder in FOLDERS
    ],
]


@pytest.mark.parametrize(("sources", "facts"), STREETS)
def test_a_street_agrees_with_its_truth(sources: list[Source], facts: dict[str, Any]) -> None:
    batch = check(*sources)
    found = {(sheet.file, sheet.sheet): sheet for sheet in batch.sheets}
    places = {(file, name): sheet for file, entry in facts["files"].items() for name, sheet in entry["sheets"].items()}
    assert found.keys() == places.keys()
    for place, sheet in found.items():
        truth = places[place]
        codes = {str(row.number): sorted({problem.code for problem in row.problems}) for row in sheet.rows}
        assert (sheet.header_row, sheet.data_rows) == (truth["header_row"], truth["data_rows"])
        assert {str(row.number) for row in sheet.rows if not row.is_good} == truth["bad_rows"].keys()
        assert {number: told for number, told in codes.items() if told} == {
            number: sorted(told) for number, told in (truth["bad_rows"] | truth["warn_rows"]).items()
        }
    kinds = ("organizations", "units", "members")
    assert {kind: sum(len(sheet.good_rows) for sheet in batch.of_kind(kind)) for kind in kinds} == facts["clean"]
    good = [row.values for sheet in batch.of_kind("organizations") for row in sheet.good_rows]
    assert {values["name"]: values["parent"] for values in good} == facts["tree"]
