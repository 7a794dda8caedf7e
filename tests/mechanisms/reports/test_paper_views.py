"""A report on paper, in Word and in Excel says the same."""

from __future__ import annotations

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from gongjian.mechanisms.reports.paper import Line, numeral, with_unit
from tests.mechanisms.reports.desk import Desk, signed_in
from tests.street import user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_print_and_word_have_title_figures_texts_and_name(desk: Desk) -> None:
    report, client = desk.sent(judgement="修了路。\n=SUM(A1)", plan="{{ 7*7 }}"), signed_in(desk.writer)
    page = client.get(f"/r/{report.pk}/print").content.decode()
    document = Document(io.BytesIO(client.get(f"/r/{report.pk}/word").content))
    lines = [each.text for each in document.paragraphs]
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    for words in ("居民区综合党委：", "修了路。", "{{ 7*7 }}", "一、党组织和党员", "甲社区党总支"):
        assert words in page
        assert words in lines
    assert ["党员总数", "3 名", "—", ""] in cells
    assert "{%" not in "".join(lines)


def test_a_workbook_has_figures_texts_and_the_members(desk: Desk) -> None:
    desk.sent()
    own = desk.begun(desk.body, "body_report")
    own.texts.filter(key="plan").update(text="=1+1")
    book = load_workbook(io.BytesIO(signed_in(desk.secretary).get(f"/r/{own.pk}/sheet").content))
    assert book.sheetnames == ["数字", "文字", "各单位"]
    rows = {row[0]: row for row in book["各单位"].iter_rows(values_only=True)}
    assert rows["党员总数"][1:4] == ("名", 3, 3)
    assert [cell.data_type for row in book["文字"].iter_rows() for cell in row if cell.value == "=1+1"] == ["s"]


def test_who_may_not_export_gets_no_workbook(desk: Desk) -> None:
    report = desk.sent()
    desk.writer.grants.update(role="administrator")
    assert signed_in(desk.writer).get(f"/r/{report.pk}/sheet").status_code == 404
    auditor = user("auditor", desk.first)
    assert signed_in(auditor).get(f"/r/{report.pk}/sheet").status_code == 200


def test_numbers_are_written_as_people_read_them() -> None:
    assert [with_unit(1234, "名"), with_unit(66, "%"), with_unit(None, "名")] == ["1,234 名", "66%", "—"]
    changes = [Line("", "", "名", now, then, "").change for now, then in ((5, 3), (3, 5), (3, 3), (3, None))]
    assert changes == ["+2", "−2", "持平", ""]
    assert [numeral(1), numeral(10), numeral(11)] == ["一", "十", "11"]
