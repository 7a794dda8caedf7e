"""The report of a study as a Word file in official-document layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from gongjian.foundation.documents import BLACK, RED, TITLE, blank_page, fill, line, saved

HEADINGS = ("序号", "问题", "谁来办", "结果")
WIDTHS = (Mm(14), Mm(56), Mm(34), Mm(52))


def in_word(report: Mapping[str, Any]) -> bytes:
    """REPORT (see `report_of`) as a .docx."""
    document = blank_page()
    line(document, "调研报告", face=TITLE, size=30, color=RED, center=True, below=14, ruled=True)
    line(document, report["heading"], face=TITLE, size=22, center=True, above=22, below=18, leading=34)
    for section in report["sections"]:
        line(document, f"{section['number']}、{section['title']}", face=BLACK)
        for text in section["lines"]:
            line(document, text)
        if section["problems"]:
            problems(document, report["problems"])
    for text, above in ((report["organization"], 28), (report["date"], 0)):
        line(document, text, above=above).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def problems(document: Any, found: list[Mapping[str, str]]) -> None:
    """The problems as a table: what, whose, what came of it."""
    table = document.add_table(rows=1, cols=len(HEADINGS), style="Table Grid")
    fill(table.rows[0], HEADINGS)
    for each in found:
        fill(table.add_row(), (each["number"], each["text"], each["owner"], each["came"]))
    for column, width in zip(table.columns, WIDTHS, strict=True):
        for cell in column.cells:
            cell.width = width
