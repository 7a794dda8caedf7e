"""What is written can be read again, and no text becomes a formula."""

from datetime import date
from io import BytesIO

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from gongjian.foundation.sheets.header import find_header
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.foundation.sheets.writing import SheetColumn, write_table, write_template
from gongjian.registers.members.tables import TABLE as MEMBERS
from gongjian.registers.organizations.tables import TABLE as ORGANIZATIONS
from gongjian.registers.units.tables import TABLE as UNITS

COLUMNS = [SheetColumn("姓名"), SheetColumn("身份证号", 22, is_text=True), SheetColumn("入党日期"), SheetColumn("单位")]


def test_values_come_back() -> None:
    content = write_table(
        [["张三", "320402198001010010", date(1998, 7, 1), ["甲", "乙"]], [None, 3, None, 2.5]], columns=COLUMNS
    )
    (sheet,) = read_sheets(content)
    assert [row.cells for row in sheet.rows()] == [
        ["姓名", "身份证号", "入党日期", "单位"],
        ["张三", "320402198001010010", date(1998, 7, 1), "甲、乙"],
        [None, 3, None, 2.5],
    ]


@settings(deadline=None, max_examples=25)
@given(st.sampled_from("=+-@"), st.text("ABCabc()!'\"/1:.|", max_size=20))
def test_a_text_stays_a_text(sign: str, rest: str) -> None:
    content = write_table([[sign + rest, "", "", ""]], columns=COLUMNS)
    cell = openpyxl.load_workbook(BytesIO(content)).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (sign + rest, "s", None)


def test_a_number_too_long_for_excel_is_written_as_text() -> None:
    content = write_table([[320402198001010010, "", "", ""]], columns=COLUMNS)
    assert openpyxl.load_workbook(BytesIO(content)).active["A2"].value == "320402198001010010"


def test_the_header_is_bold_and_stays_in_view() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_table([], columns=COLUMNS, sheet="党员"))).active
    assert (sheet.title, sheet.freeze_panes, sheet["A1"].font.bold) == ("党员", "A2", True)


def test_a_template_is_understood_when_it_comes_back() -> None:
    for table in (ORGANIZATIONS, UNITS, MEMBERS):
        (sheet,) = read_sheets(write_template(table))
        header = find_header(sheet, [ORGANIZATIONS, UNITS, MEMBERS])
        assert header is not None
        assert header.table is table
        assert header.columns == {column.field: place for place, column in enumerate(table.columns)}


def test_a_template_offers_lists_to_choose_from() -> None:
    sheet = openpyxl.load_workbook(BytesIO(write_template(MEMBERS, choices={"community": ["古村", "新丰街"]}))).active
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert '"男,女"' in lists
    assert '"古村,新丰街"' in lists
