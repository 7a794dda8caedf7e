"""Forms of other offices: read with care, filled with looks kept, and nothing in them becomes a formula."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Border, Font, PatternFill, Side

from gongjian.mechanisms.reports.workbooks import (
    Filling,
    UnfitForm,
    filled,
    headers_in,
    opened,
    placeholders_in,
)


def form(cells: dict[str, Any], *, merge: str = "") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place, value in cells.items():
        sheet[place] = value
        sheet[place].font = Font(name="宋体", bold=True)
        sheet[place].border = Border(bottom=Side("thin"))
    if merge:
        sheet.merge_cells(merge)
    sheet.column_dimensions["A"].width = 33
    return saved(book)


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def sheet_of(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content)).active


def test_placeholders_are_found_once_in_order_and_not_in_formulas() -> None:
    book = opened(
        form({"A1": "{{ 社区名称 }}{{月份}}月报", "B2": "{{党员数}}", "B3": '="{{党员数}}"', "B4": "{{社区名称}}"})
    )
    assert placeholders_in(book) == ["社区名称", "月份", "党员数"]


def test_numbers_stay_numbers_words_stand_in_words_and_looks_are_kept() -> None:
    given = form(
        {"A1": "{{社区}}{{月}}月", "B2": "{{党员数}}", "C2": "{{日期}}", "B3": "=B2*2", "A9": "{{没人知道}}"},
        merge="A1:C1",
    )
    sheet = sheet_of(filled(given, {"社区": "甲社区", "月": 10, "党员数": 66, "日期": date(2026, 10, 31)}))
    assert [sheet[place].value for place in ("A1", "B2", "B3", "A9")] == ["甲社区10月", 66, "=B2*2", "{{没人知道}}"]
    assert sheet["C2"].value.date() == date(2026, 10, 31)
    assert (sheet["B2"].font.name, sheet["B2"].font.bold, sheet["B2"].border.bottom.style) == ("宋体", True, "thin")
    assert sheet.column_dimensions["A"].width == 33
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A1:C1"]


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_what_looks_like_a_formula_stays_a_text(text: str) -> None:
    sheet = sheet_of(filled(form({"A1": "{{名称}}", "A2": "姓名{{名称}}"}), {"名称": text}))
    assert (sheet["A1"].value, sheet["A1"].data_type, sheet["A1"].quotePrefix) == (text, "s", True)
    assert sheet["A2"].data_type == "s"


def test_a_list_is_filled_below_its_header_and_what_follows_makes_room() -> None:
    given = form(
        {"A1": "名册", "A3": "姓名", "B3": "年龄", "A4": None, "B4": None, "A5": "填表人：", "B5": "=SUM(B4:B4)"},
        merge="A6:B6",
    )
    book = load_workbook(io.BytesIO(given))
    sheet = book.active
    assert sheet is not None
    sheet["A6"] = "以上属实"
    sheet["A4"].fill = PatternFill("solid", "FFEEAA")
    lines = [["丁一", 40], ["何二", 50], ["=林三", 60]]
    found = sheet_of(filled(saved(book), {}, [Filling("Sheet", 3, ["A", "B"], lines)]))
    assert [[cell.value for cell in row] for row in found["A4:B8"]] == [
        ["丁一", 40],
        ["何二", 50],
        ["=林三", 60],
        ["填表人：", "=SUM(B6:B6)"],
        ["以上属实", None],
    ]
    assert [found[f"A{row}"].fill.fgColor.rgb for row in (4, 5, 6)] == ["00FFEEAA"] * 3
    assert found["A6"].data_type == "s"
    assert [str(each) for each in found.merged_cells.ranges] == ["A8:B8"]


def test_an_empty_list_leaves_the_form_as_it_was() -> None:
    given = form({"A1": "姓名", "B1": "性别", "A3": "合计"})
    assert sheet_of(filled(given, {}, [Filling("Sheet", 1, ["A", "B"], [])]))["A3"].value == "合计"


def test_the_header_is_the_row_that_shares_most_with_a_list() -> None:
    book = opened(form({"A1": "姓名", "A2": "姓 名", "B2": "性别", "C2": "备注二", "A4": "性别"}))
    (header,) = headers_in(book, {"姓名", "性别"}.__contains__)
    assert (header.row, header.columns) == (2, {"A": "姓名", "B": "性别", "C": "备注二"})


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 60 * 1024**2)
    return buffer.getvalue()


def wide() -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["XFD1000"] = "远"
    return saved(book)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "不完整"),
        (b"name,age\n", "不完整"),
        (bomb(), "大得不正常"),
        (wide(), "表格"),
        (b"PK\x03\x04" + b"x" * 5 * 1024**2, "超过 4 MB"),
        (form({"A1": "x"})[:-200], "不完整"),
    ],
)
def test_a_wrong_file_is_refused_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(UnfitForm, match=said):
        opened(content)


def test_an_archive_that_is_no_workbook_and_one_with_macros_are_refused() -> None:
    for name in ("notes.txt", "xl/vbaProject.bin"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            package.writestr(name, b"x")
            if name.startswith("xl"):
                package.writestr("xl/workbook.xml", b"x")
        with pytest.raises(UnfitForm, match=r"不是 \.xlsx"):
            opened(buffer.getvalue())


def test_cells_merged_below_a_header_do_not_stop_the_list() -> None:
    content = form({"A1": "姓名", "B1": "年龄", "A2": ""}, merge="A2:B2")
    sheet = sheet_of(filled(content, {}, [Filling("Sheet", 1, ["A", "B"], [["丁一", 40], ["何二", 50]])]))
    assert [sheet[place].value for place in ("A2", "A3", "B3")] == ["丁一", "何二", 50]
