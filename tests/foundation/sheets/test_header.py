"""A table starts at its header, wherever that is and however many rows it has."""

import pytest

from gongjian.foundation.sheets.header import Header, find_header
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.registers.members.tables import TABLE as MEMBERS
from gongjian.registers.organizations.tables import TABLE as ORGANIZATIONS
from gongjian.registers.units.tables import TABLE as UNITS
from tests.workbooks import Rows, xlsx

TABLES = (ORGANIZATIONS, UNITS, MEMBERS)


def header_of(rows: Rows, *merges: str) -> Header | None:
    (sheet,) = read_sheets(xlsx({"Sheet1": rows}, merges=merges))
    return find_header(sheet, TABLES)


def found(rows: Rows, *merges: str) -> Header:
    header = header_of(rows, *merges)
    assert header is not None
    return header


@pytest.mark.parametrize("above", [0, 1, 3, 11])
@pytest.mark.parametrize("left", [0, 2])
def test_the_header_may_stand_anywhere(above: int, left: int) -> None:
    title = [["党员花名册"], ["填报单位：某街道"], *[[]] * 9][:above]
    header = found([*title, [*[""] * left, "姓名", "身份证号", "入党日期", "所在支部"]])
    assert (header.table.kind, header.row) == ("members", above + 1)
    fields = ["name", "identity_number", "joined_on", "organization"]
    assert header.columns == {name: left + place for place, name in enumerate(fields)}


def test_names_of_columns_may_be_dressed_up() -> None:
    header = found([["*姓 名", "身份证号码（18位）", "入党时间\n（年月日）", "★ 人员类别：", "备 注"]])
    assert header.columns == {"name": 0, "identity_number": 1, "joined_on": 2, "status": 3, "note": 4}


def test_two_header_rows_under_merged_cells() -> None:
    rows = [
        ["单位名称", "单位类别", "党员情况", "", "地址"],
        ["", "", "总数", "正式", ""],
        ["甲", "非公企业", 3, 2, "乙"],
    ]
    header = found(rows, "A1:A2", "B1:B2", "C1:D1", "E1:E2")
    assert header.row == 2
    assert header.columns == {"name": 0, "kind": 1, "members_total": 2, "members_full": 3, "address": 4}
    assert header.texts[2] == "党员情况 总数"


def test_two_header_rows_without_merged_cells() -> None:
    header = found(
        [["单位名称", "单位类别", "党员数", "", "地址"], ["", "", "总数", "正式", ""], ["甲", "学校", 3, 2, "乙"]]
    )
    assert (header.row, header.columns["members_total"], header.columns["members_full"]) == (2, 2, 3)


def test_three_header_rows() -> None:
    rows = [
        ["姓名", "基本情况", "", "党籍", ""],
        ["", "身份证号", "性别", "时间", ""],
        ["", "", "", "入党时间", "转正时间"],
        ["张三"],
    ]
    header = found(rows, "A1:A3", "B1:C1", "D1:E1", "B2:B3", "C2:C3", "D2:E2")
    assert header.row == 3
    assert header.columns == {"name": 0, "identity_number": 1, "sex": 2, "joined_on": 3, "converted_on": 4}


def test_a_header_merged_downwards_ends_with_its_last_row() -> None:
    header = found([["姓名", "身份证号", "入党时间"], ["", "", ""], ["张三", "1", "2"]], "A1:A2", "B1:B2", "C1:C2")
    assert header.row == 2


def test_columns_that_only_look_alike_are_left_alone() -> None:
    header = found(
        [["党组织名称", "组织类别", "上级党组织", "党组织书记学历", "书记联系电话备用", "书记", "联系电话", "是否星级"]]
    )
    assert (header.columns["secretary"], header.columns["phone"]) == (5, 6)
    assert [header.texts[index] for index in header.unmapped] == ["党组织书记学历", "书记联系电话备用", "是否星级"]


def test_the_plain_name_wins_over_one_with_an_explanation() -> None:
    header = found([["姓名", "入党日期", "人员类别", "联系电话(备用)", "联系电话"]])
    assert header.columns["phone"] == 4


@pytest.mark.parametrize(
    "rows",
    [
        [["填表说明"], ["1.姓名:与身份证一致"]],
        [["性别", "人员类别", "学历"], ["男", "正式党员", "小学"]],
        [["姓名", "电话", "住址"], ["张三", "1", "2"]],
        [["姓名", "身份证号", "性别"], ["张三", "1", "男"]],
        [["姓名", "所在支部", "一月党费", "二月党费", "备注"], ["张三", "第一党支部", 5, 5, ""]],
        [["单位名称", "开票金额"], ["甲", "1"]],
        [],
    ],
)
def test_a_sheet_without_such_a_table_is_none(rows: Rows) -> None:
    assert header_of(rows) is None


def test_a_person_may_choose_the_field_of_a_column() -> None:
    header = found([["姓名", "入党日期", "人员类别", "在哪个支部", "备注"]])
    mapped = header.mapped({3: "organization", 4: None})
    assert mapped.columns == {"name": 0, "joined_on": 1, "status": 2, "organization": 3}


def test_of_two_columns_for_one_field_the_better_known_name_wins() -> None:
    header = found([["姓名", "身份证号", "入党日期", "政治面貌", "人员类别"]])
    assert header.columns["status"] == 4
    header = found([["单位代码", "单位名称", "统一社会信用代码（18位）", "单位类别", "地址"]])
    assert header.columns["code"] == 2


def test_a_repeated_header_further_down_is_not_taken_for_the_header() -> None:
    head = [["单位名称", "单位类别", "党员数", "", "地址"], ["", "", "总数", "正式党员", ""]]
    rows = [*head, ["甲", "学校", 3, 2, "乙"], *head, ["丙", "学校", 3, 2, "乙"]]
    assert found(rows, "A1:A2", "B1:B2", "C1:D1", "E1:E2").row == 2
