"""Rows below a header are data unless they are blank, counts, totals, notes, signatures or headers again."""

from typing import Any

import pytest

from gongjian.foundation.sheets.header import find_header
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.foundation.sheets.rows import data_rows
from gongjian.registers.members.tables import TABLE
from gongjian.registers.units.tables import TABLE as UNITS
from tests.workbooks import credit_code, identity, xlsx

HEADER = ["序号", "姓名", "身份证号", "入党日期", "所在支部", "备注"]
FIRST = [1, "张三", identity(1), "2001-07-01", "第一党支部", ""]


def is_data(row: list[Any], *, merges: tuple[str, ...] = ()) -> bool:
    (sheet,) = read_sheets(xlsx({"甲": [HEADER, FIRST, row, FIRST]}, merges=merges))
    header = find_header(sheet, [TABLE])
    assert header is not None
    numbers = [found.number for found in data_rows(sheet, header)]
    assert numbers[0] == 2
    assert numbers[-1] == 4
    return 3 in numbers


@pytest.mark.parametrize(
    "row",
    [
        [],
        [5],
        [5, "无", "—", "", "", ""],
        ["合计", "45人"],
        ["合　　计", "", "", "", "", 45],
        ["", "小计", "", "3人"],
        ["", "第一党支部小计", "", "", "", 3],
        ["", "", "总计：45人"],
        ["共45人"],
        HEADER,
        ["序号", "姓 名", "公民身份号码", "入党时间", "支部", "备注"],
        ["注：1.没有的填“无”"],
        ["", "注：1.没有的填“无”"],
        ["备注：略"],
        ["", "", "", "", "", "2026年11月23日"],
        ["", "", "", "", "街道党工委（盖章）", "2026年11月23日"],
        ["合计人数", "", "", "", "", 45],
        ["第一党支部合计：45人"],
        ["填表人：王某    审核人：李某    联系电话：无"],
        ["填表人 王某", "", "", "审核人：李某"],
        ["", "填表人：王某", "", "", "审核人：李某"],
        ["2.身份证号码按文本录入。"],
        ["一、机关党支部"],
        ["", "二、居民党支部"],
        ["", "2、没有的填“无”"],
        ["", "以上名单由各支部核对，谢谢。"],
        ["", "必填", "必填", "", "", ""],
    ],
)
def test_not_data(row: list[Any]) -> None:
    assert not is_data(row)


@pytest.mark.parametrize(
    "row",
    [
        ["", "张三", "", "", "", ""],
        [3, "", identity(3), "2001-07-01", "", ""],
        [3, "合心", identity(3), "", "", ""],
        [3, "小计", identity(3), "2001-07-01", "第一党支部", ""],
        ["", "小计", identity(3), "", "", ""],
        [3, "总计", "", "2001年7月1日", "", ""],
        [3, "审核", identity(3), "", "", ""],
        [3, "合心", "", "", "", ""],
        [3, "", "", "", "第一党支部", ""],
    ],
)
def test_data(row: list[Any]) -> None:
    assert is_data(row)


def test_a_title_merged_across_the_table_is_no_data() -> None:
    assert not is_data(["", "古村社区", "", "", "", ""], merges=("B3:E3",))


@pytest.mark.parametrize(
    "row", [["", "", "", "", "", 12], [7, "", "", "", "", ""], ["", "2026年11月20日", "", "", "", ""]]
)
def test_a_lone_number_or_day_is_no_data(row: list[Any]) -> None:
    assert not is_data(row)


def test_a_total_with_a_count_in_every_column_is_no_data() -> None:
    assert not is_data(["合计", "5", 3, 12, "5", 12])


def test_a_repeated_header_with_explanations_is_no_data() -> None:
    header = ["序号", "姓名（全称）", "*身份证号", "入党日期：", "所在支部", "备注"]
    (sheet,) = read_sheets(xlsx({"甲": [header, FIRST, header, FIRST]}))
    found = find_header(sheet, [TABLE])
    assert found is not None
    assert [row.number for row in data_rows(sheet, found)] == [2, 4]


def test_a_row_that_only_inherits_from_merged_cells_is_blank() -> None:
    assert not is_data([3, "", "", "", "", ""], merges=("E2:E4",))


UNIT_HEADER = ["单位名称", "统一社会信用代码", "单位类别", "地址", "行业", "联系人", "联系电话"]
UNIT = ["第一中学", credit_code(1), "事业单位", "局前街1号", "教育", "李四", "13900000000"]
NAMES_LIKE_NOTES = [
    "电话（集团）二公司", "说明(上海)公司", "联系人(常州)公司", "注:册公司",
    "电话8咖啡", "负责人 力公司", "常州签字笔厂3号店",
]  # fmt: skip


def unit_is_data(row: list[Any]) -> bool:
    (sheet,) = read_sheets(xlsx({"甲": [UNIT_HEADER, UNIT, row, UNIT]}))
    header = find_header(sheet, [UNITS])
    assert header is not None
    return [found.number for found in data_rows(sheet, header)] == [2, 3, 4]


@pytest.mark.parametrize("name", NAMES_LIKE_NOTES)
@pytest.mark.parametrize(
    "beside",
    [
        [credit_code(2)],
        ["913204020000000000"],
        ["", "非公企业"],
        ["", "别的", "局前街2号", "餐饮", "王五", ""],
    ],
    ids=["a code", "a wrong code", "a kind", "most columns"],
)
def test_a_name_that_reads_like_a_note_is_data_where_something_proves_it(name: str, beside: list[str]) -> None:
    assert unit_is_data([name, *beside])


@pytest.mark.parametrize(
    "row",
    [
        ["填表人：王某", "13912345678", "", "2026年11月23日"],
        ["联系人：王某", "", "", "", "", "电话：无", ""],
        ["负责人 王某", "审核人：李某", "填表日期：2026年", "单位（盖章）", "联系电话：无", "备注：略", "说明"],
        ["说明：没有的填“无”", "", "", "", "", "", ""],
        ["示例", "填18位代码", "非公企业", "", "", "", ""],
        ["必填", "必填", "选填", "选填", "选填", "选填", "选填"],
    ],
)
def test_notes_and_signatures_with_something_beside_them_stay_notes(row: list[str]) -> None:
    assert not unit_is_data(row)


def test_an_example_is_data_only_where_it_names_a_unit_with_a_right_code() -> None:
    assert unit_is_data(["示例", credit_code(3), "", "", "", "", ""])


def test_a_member_named_like_a_note_is_data_beside_an_identity_number() -> None:
    header = HEADER[1:]
    rows = [header, FIRST[1:], ["日期1", identity(2), "", "", ""], ["填表人", "", "", "", ""]]
    (sheet,) = read_sheets(xlsx({"甲": rows}))
    found = find_header(sheet, [TABLE])
    assert found is not None
    assert [row.number for row in data_rows(sheet, found)] == [2, 3]
