"""The content of a file decides what it is; what cannot be read says why in one plain sentence."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlsxwriter

from gongjian.foundation.sheets import errors
from gongjian.foundation.sheets.cells import Row
from gongjian.foundation.sheets.limits import MAX_FILE_BYTES
from gongjian.foundation.sheets.reading import read_sheets
from tests.workbooks import delimited, ods, xls, xlsx

ROWS = [["姓名", "备注"], ["张三", "一行\n两行"], ["李四", "有,逗号"]]
PAGE = (
    "<html><table><tr><td colspan=2>姓名</td></tr>"
    "<tr><td rowspan=2>张&nbsp;三</td><td>甲</td></tr><tr><td>乙</td></tr></table>"
)


def cells(content: bytes) -> list[Row]:
    (sheet,) = read_sheets(content)
    return [row.cells for row in sheet.rows()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_text_table_in_every_encoding_and_with_every_delimiter(encoding: str, delimiter: str) -> None:
    assert cells(delimited(ROWS, delimiter=delimiter, encoding=encoding)) == ROWS


def test_a_byte_order_mark_before_a_quoted_title_keeps_the_rows_numbers() -> None:
    text = '\ufeff"名册，\n2026"\r\n姓名,甲\r\n'
    assert cells(text.encode("gb18030")) == cells(text.encode()) == [["名册，\n2026"], ["姓名", "甲"]]


def test_the_same_cells_from_every_kind_of_workbook() -> None:
    assert cells(xlsx({"甲": ROWS})) == ROWS
    assert cells(xls(ROWS)) == ROWS


def test_a_file_may_be_read_from_disk_under_a_wrong_name(tmp_path: Path) -> None:
    path = tmp_path / "花名册.xls"
    path.write_bytes(xlsx({"甲": ROWS}))
    assert [row.cells for row in read_sheets(path)[0].rows()] == ROWS


def test_rows_keep_the_numbers_of_excel_below_and_beside_empty_cells() -> None:
    (sheet,) = read_sheets(xlsx({"甲": [[], [], ["", "", "姓名"]]}))
    assert [(row.number, row.cells) for row in sheet.rows()][2] == (3, [None, None, "姓名"])


def test_a_merged_value_holds_for_every_row_and_column_it_spans() -> None:
    content = xlsx(
        {"甲": [["党员情况", "", "社区"], ["总数", "正式", "古村"], [1, 2, ""], [3, 4, ""]]}, merges=["A1:B1", "C2:C4"]
    )
    assert cells(content) == [
        ["党员情况", "党员情况", "社区"],
        ["总数", "正式", "古村"],
        [1, 2, "古村"],
        [3, 4, "古村"],
    ]
    (sheet,) = read_sheets(content)
    assert [row.own for row in sheet.rows()][2] == [1, 2, None]


def test_merged_cells_of_an_open_document() -> None:
    body = (
        '<table:table table:name="甲"><table:table-row><table:table-cell table:number-rows-spanned="2"'
        ' office:value-type="string"><text:p>古村</text:p></table:table-cell><table:table-cell'
        ' office:value-type="date" office:date-value="1998-07-01"/></table:table-row><table:table-row>'
        '<table:covered-table-cell/><table:table-cell office:value-type="float" office:value="3"/>'
        "</table:table-row></table:table>"
    )
    assert cells(ods(body)) == [["古村", date(1998, 7, 1)], ["古村", 3]]


def test_a_web_page_named_xls() -> None:
    assert cells(PAGE.encode("gb18030")) == [["姓名", "姓名"], ["张\xa0三", "甲"], ["张\xa0三", "乙"]]


def test_hidden_sheets_are_left_out() -> None:
    sheets = read_sheets(xlsx({"甲": ROWS, "字典": ROWS}, hidden=["字典"]))
    assert [sheet.name for sheet in sheets] == ["甲"]


def test_a_formula_counts_with_its_stored_result() -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        workbook.add_worksheet().write_formula(0, 0, "=1+2", None, 3)
    assert cells(buffer.getvalue()) == [[3]]


def far_cell(row: int, column: int) -> bytes:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "甲")
        sheet.write(row, column, "乙")
    return buffer.getvalue()


def package(entries: Sequence[tuple[str, str]]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, text in entries:
            archive.writestr(name, text)
    return buffer.getvalue()


COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", errors.EmptyFile),
        (b" \r\n ", errors.EmptyFile),
        (bytes(MAX_FILE_BYTES + 1), errors.FileTooLarge),
        (xlsx({"甲": ROWS})[:3000], errors.DamagedFile),
        (xls(ROWS)[:1500], errors.DamagedFile),
        (b"%PDF-1.4\n\x00\x01", errors.UnknownFormat),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", errors.UnknownFormat),
        (COMPOUND, errors.UnknownFormat),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), errors.ProtectedFile),
        (package([("[Content_Types].xml", ""), ("word/document.xml", "")]), errors.UnknownFormat),
        (package([("花名册.xlsx", "甲")]), errors.UnknownFormat),
        (package([("xl/workbook.xml", ""), ("xl/worksheets/sheet1.xml", "a" * 30_000_000)]), errors.OverpackedFile),
        (package([(f"xl/workbook{number}.xml", "") for number in range(501)]), errors.OverpackedFile),
        (far_cell(200_000, 0), errors.SheetTooLong),
        (far_cell(190_000, 16_000), errors.SheetTooWide),
        (ods('<table:table table:name="甲"><table:table-row table:number-rows-repeated="900000"><table:table-cell>'
             "<text:p>甲</text:p></table:table-cell></table:table-row></table:table>"), errors.SheetTooLong),
        (b"<html><p>no table</p></html>", errors.UnknownFormat),
        (b'<?xml version="1.0"?><Workbook/>', errors.UnknownFormat),
        (package([("[Content_Types].xml", ""), ("xl/workbook.bin", "")]), errors.UnknownFormat),
        (('"' + "甲,乙\n" * 400_000).encode(), errors.SheetTooLong),
        (b"a," * 3_000_000, errors.SheetTooWide),
        (b"<table><tr>" + b"<td colspan=1000 rowspan=1000>a" * 100, errors.SheetTooWide),
        (b"<table>" + (b"<tr>" + b"<td colspan=1000>a" * 16) * 700, errors.SheetTooWide),
        (b"<table>" + b"<tr>" * 200_001, errors.SheetTooLong),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)  # fmt: skip
def test_what_cannot_be_read_says_why(content: bytes, reason: type[errors.UnreadableFile]) -> None:
    with pytest.raises(reason) as caught:
        read_sheets(content)
    assert str(caught.value).endswith("。")


def test_formats_far_below_the_table_do_no_harm() -> None:
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write(0, 0, "甲")
        sheet.write_blank(1_048_575, 16_383, None, workbook.add_format({"bold": True}))
    assert cells(buffer.getvalue()) == [["甲"]]


def test_a_stray_quotation_mark_in_a_text_table_loses_no_row() -> None:
    lines = ["姓名,身份证号,备注", *(f"党员{number},1,好" for number in range(100))]
    lines[10] = '"' + lines[10]
    (sheet,) = read_sheets("\n".join(lines).encode())
    assert [row.cells for row in sheet.rows()] == [line.split(",") for line in lines]
    assert sheet.unpaired == {11}


def test_a_page_with_a_table_inside_a_cell() -> None:
    page = b"<table><tr><td>a<table><tr><td>b</table></table>"
    assert [[row.cells for row in sheet.rows()] for sheet in read_sheets(page)] == [[["a"]], [["b"]]]
