"""Builds small spreadsheets of every kind, and a messy street to check."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import xlwt

from gongjian.registers.members.identity import check_character as identity_check
from gongjian.registers.units.codes import check_character as code_check

Rows = Sequence[Sequence[Any]]

ODS_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">'
    "<office:body><office:spreadsheet>"
)
ODS_TAIL = "</office:spreadsheet></office:body></office:document-content>"


def xlsx(sheets: Mapping[str, Rows], *, merges: Sequence[str] = (), hidden: Sequence[str] = ()) -> bytes:
    """An .xlsx; `merges` are ranges of every sheet."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append([None if value == "" else value for value in row])
            for cell in sheet[sheet.max_row]:
                cell.data_type = "s" if cell.data_type == "f" else cell.data_type
        for cells in merges:
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def xls(rows: Rows) -> bytes:
    """An .xls of the old kind."""
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                sheet.write(number, column, value)
    buffer = BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ods(body: str) -> bytes:
    """An .ods around the tables in `body`."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", ODS_HEAD + body + ODS_TAIL)
        package.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            '<manifest:file-entry manifest:full-path="/"'
            ' manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
        )
    return buffer.getvalue()


def delimited(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """A text table."""
    buffer = StringIO()
    csv.writer(buffer, delimiter=delimiter).writerows(rows)
    return buffer.getvalue().encode(encoding)


def identity(serial: int, born: str = "19800101") -> str:
    """A made-up identity number with a right check digit."""
    number = f"320402{born}{serial:03d}"
    return number + identity_check(number)


def credit_code(serial: int) -> str:
    """A made-up social credit code with a right check character."""
    code = f"91320402{serial:09d}"
    return code + code_check(code)


ORGANIZATIONS: Rows = [
    ["天宁街道党组织台账"],
    ["序号", "党组织名称", "组织类别", "上级党组织", "建立时间", "书记姓名"],
    [1, "古村社区党委第一党支部", "支部", "古村党委", "2006年5月1日", "丙"],
    [2, "天宁街道党工委", "党工委", "", "2006-05-01", "甲"],
    [3, "古村社区党委", "党委", "天宁街道党工委", "2006.5", "乙"],
    [4, "新丰街社区党总支", "党总支", "党工委", "20060501", "丁"],
    [5, "新丰街社区党总支第一党支部", "党支部", "新丰街社区党总支", "2006/5/1", "戊"],
    [6, "", "党支部", "古村社区党委", "2006/5/1", "己"],
    [7, "东园党总支", "党总支", "西园党总支", "2006/5/1", ""],
    [8, "西园党总支", "党总支", "东园党总支", "2006/5/1", ""],
    [9, "南园党支部", "党支部", "红杏岗街道党委", "2006-02-30", ""],
    ["合计", "", "共9个"],
    ["填表人：王某    审核人：李某"],
]
UNITS: Rows = [
    ["单位摸底表", "", "", "", "", "", ""],
    ["序号", "单位名称", "统一社会信用代码", "单位类别", "党员情况", "", "已建党组织"],
    ["", "", "", "", "总数", "正式", ""],
    [1, "龙城（常州）有限公司", credit_code(1), "非公企业", "3人", 3, "无"],
    [2, "第一中学", credit_code(2)[:-1] + "?", "学校", 2, "—", "古村第1支部"],
    [3, "安悦花店", f" {credit_code(1).lower()} ", "个体工商户", "", "", ""],
]
MEMBERS: Rows = [
    ["古村社区党员花名册"],
    [
        "*姓 名",
        "身份证号码（18位）",
        "入党时间（年月日）",
        "转正日期",
        "人员类别",
        "所在\n支部",
        "工作单位及职务",
        "备注",
    ],
    ["张　三", identity(1), "2001.7.1", "2002年7月1日", "正式", "古村第一支部", "龙城(常州)有限公司 会计", "=1+1"],
    ["小计", identity(2), "二〇〇一年七月一日", "", "正式", "新丰街第1党支部", "自由职业", ""],
    ["小计", "", "2人", "", "", "", "", ""],
    ["姓名", "身份证号码（18位）", "入党时间（年月日）", "转正日期", "人员类别", "所在支部", "", ""],
    ["李四", identity(3), "2001-07", "2000-07-01", "正式", "第一党支部", "", ""],
    ["王五", identity(1), "1990-07-01", "2026-07-01", "预备", "无挂靠", "", ""],
    ["赵六", identity(1), "20010701", 37438, "中共党员", "", "", ""],
    ["", 3.20402198001011e17, "2030-07-01", "", "", "古村第九支部", "", ""],
    ["注：没有的填“无”", "", "", "", "", "", "", ""],
]
