"""A report as a workbook: its figures and texts, and what subordinates reported beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from gongjian.foundation.pages.lists.exporting import Sheet, workbook
from gongjian.mechanisms.reports.consolidating import Assembly, as_rows
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.paper import Part

HEADINGS = ("部分", "项目", "单位", "本期", "上期")


def in_sheets(report: Report, parts: Sequence[Part], assembly: Assembly | None) -> bytes:
    """An xlsx: 数字, 文字 and, of a report that assembles others, 各单位."""
    figures = [[part.title, each.label, each.unit, each.value, each.before] for part in parts for each in part.lines]
    texts = [[part.title, each.label, each.text] for part in parts for each in part.texts]
    sheets = [
        Sheet("数字", HEADINGS, figures, above=[report.title]),
        Sheet("文字", ("部分", "项目", "内容"), texts, above=[report.title]),
    ]
    if assembly is not None and assembly.reports:
        names = [each.organization.name for each in assembly.reports]
        sheets.append(Sheet("各单位", ("项目", "单位", *names, "合计"), as_rows(assembly), above=[report.title]))
    return workbook(*sheets)
