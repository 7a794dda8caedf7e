"""The report of a study as a Word file in official-document layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongjian.foundation.documents import BLACK, balanced, blank_page, fill, headed, line, saved, signed, table


def in_word(report: Mapping[str, Any]) -> bytes:
    """REPORT (see `report_of`) as a .docx."""
    document = blank_page()
    headed(document, "调研报告", balanced(report["heading"]))
    for section in report["sections"]:
        line(document, f"{section['number']}、{section['title']}", face=BLACK)
        for text in section["lines"]:
            line(document, text)
        if section["problems"]:
            problems(document, report["problems"])
    signed(document, report["organization"], report["date"])
    return saved(document)


def problems(document: Any, found: list[Mapping[str, str]]) -> None:
    """The problems as a table: what, whose, what came of it."""
    drawn = table(document, (14, 56, 34, 52), ("序号", "问题", "谁来办", "结果"))
    for each in found:
        fill(drawn.add_row(), (each["number"], each["text"], each["owner"], each["came"]))
