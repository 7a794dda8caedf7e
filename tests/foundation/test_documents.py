"""The layout of official documents, as Word reads it."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from gongjian.foundation.documents import STANDING_IN, blank_page, fill, headed, line, saved, signed, table, to_sign


@pytest.fixture
def paper() -> bytes:
    document = blank_page()
    headed(document, "会议纪要", "某某党支部\n2026 年第 1 次党员大会")
    line(document, "时间：2026 年 1 月 1 日")
    drawn = table(document, (100, 56), ("事项", "数"), rows=1)
    fill(drawn.rows[1], ("到会", "3"), figures_from=1)
    to_sign(document, "主持人签名", "记录人签名")
    signed(document, "某某党支部", "2026 年 1 月 1 日")
    return saved(document)


def part(paper: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(paper)) as packed:
        return packed.read(f"word/{name}.xml").decode()


def test_the_type_area_is_156_by_225_mm(paper: bytes) -> None:
    page = Document(io.BytesIO(paper)).sections[0]
    assert round((page.page_width - page.left_margin - page.right_margin) / Mm(1)) == 156
    assert round((page.page_height - page.top_margin - page.bottom_margin) / Mm(1)) == 225
    assert (round(page.top_margin / Mm(1)), round(page.left_margin / Mm(1))) == (37, 28)


def test_a_page_holds_22_lines_of_28_characters(paper: bytes) -> None:
    document = Document(io.BytesIO(paper))
    body = next(each for each in document.paragraphs if each.text.startswith("时间"))
    closer = document.styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))
    assert int(Mm(225) / body.paragraph_format.line_spacing) == 22
    assert int(Mm(156) / (Pt(16) + Pt(1) * int(closer) / 20)) == 28
    assert body.runs[0].font.name == "仿宋_GB2312"


def test_word_is_told_which_face_stands_in_for_one_that_is_missing(paper: bytes) -> None:
    named = dict(re.findall(r'<w:font w:name="([^"]+)"><w:altName w:val="([^"]+)"', part(paper, "fontTable")))
    assert named == STANDING_IN
    used = set(re.findall(r'w:eastAsia="([^"]+)"', part(paper, "document")))
    assert used <= set(STANDING_IN)


def test_a_table_fills_the_measure_and_says_its_headings_on_each_page(paper: bytes) -> None:
    drawn = Document(io.BytesIO(paper)).tables[0]
    assert [round(each.width / Mm(1)) for each in drawn.columns] == [100, 56]
    assert [len(row._tr.findall(f".//{qn('w:tblHeader')}")) for row in drawn.rows] == [1, 0]
    assert [len(row._tr.findall(f".//{qn('w:cantSplit')}")) for row in drawn.rows] == [1, 1]


def test_pages_are_numbered_on_their_outer_side(paper: bytes) -> None:
    page = Document(io.BytesIO(paper)).sections[0]
    sides = [each.paragraphs[0] for each in (page.footer, page.even_page_footer)]
    assert [each.alignment for each in sides] == [2, 0]
    assert [each.text.strip() for each in sides] == ["—  —", "—  —"]
