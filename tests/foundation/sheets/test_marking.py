"""A file comes back as it was, with its problems in colour, in comments and in one column."""

from io import BytesIO

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gongjian.foundation.sheets.marking import Mark, SheetMarks, mark_file
from tests.workbooks import delimited, xls, xlsx

ROWS = [["姓名", "备注"], ["张三", "=1+1"], ["李四", "好"]]
MARKS = SheetMarks(
    1, [Mark(2, 0, "没有这个人。"), Mark(2, None, "没有写身份证号。"), Mark(3, 1, "请核对。", is_error=False)]
)
FILES = {
    "xlsx": (xlsx({"甲": ROWS}), "甲"),
    "xls": (xls(ROWS), "Sheet1"),
    "csv": (delimited(ROWS, encoding="gb18030"), ""),
}


def marked(content: bytes, name: str) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(mark_file(content, {name: MARKS}))).worksheets[0]


@pytest.mark.parametrize("kind", FILES)
def test_every_cell_stays_and_one_column_tells_the_problems(kind: str) -> None:
    sheet = marked(*FILES[kind])
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["姓名", "备注", "问题"],
        ["张三", "=1+1", "没有这个人。 没有写身份证号。"],
        ["李四", "好", "请核对。"],
    ]
    assert sheet["B2"].data_type == "s"


@pytest.mark.parametrize("kind", FILES)
def test_bad_cells_are_coloured_and_explained(kind: str) -> None:
    sheet = marked(*FILES[kind])
    assert sheet["A2"].fill.fgColor.rgb == "FFF8CBAD" or sheet["A2"].fill.fgColor.rgb == "00F8CBAD"
    assert sheet["B3"].fill.fgColor.rgb in ("FFFFE699", "00FFE699")
    assert sheet["B2"].fill.fill_type is None
    assert "没有这个人。" in sheet["A2"].comment.text


def test_a_file_marked_twice_has_one_column_of_problems() -> None:
    once = mark_file(FILES["xlsx"][0], {"甲": MARKS})
    twice = mark_file(once, {"甲": SheetMarks(1, [Mark(3, 0, "还要改。")])})
    rows = openpyxl.load_workbook(BytesIO(twice)).worksheets[0].values
    assert list(rows) == [("姓名", "备注", "问题"), ("张三", "=1+1", None), ("李四", "好", "还要改。")]
