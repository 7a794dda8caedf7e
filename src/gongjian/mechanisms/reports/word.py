"""A report as a Word file in official-document layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from gongjian.foundation.documents import BLACK, RED, TITLE, blank_page, fill, line, loop, rendered, saved

WIDTHS = (Mm(76), Mm(28), Mm(28), Mm(24))


def in_word(paper: Mapping[str, Any]) -> bytes:
    """PAPER (see `paper_of`) as a .docx."""
    return rendered(built_in(), paper)


def built_in() -> bytes:
    """The template: red heading, title, figures as tables and texts section by section, name and day at the end."""
    document = blank_page()
    line(document, "{{ label }}", face=TITLE, size=30, color=RED, center=True, below=14, ruled=True)
    line(document, "{{ title }}", face=TITLE, size=22, center=True, above=22, below=18, leading=34)
    line(document, "{{ to }}：").paragraph_format.first_line_indent = 0
    line(document, "现将{{ period }}工作情况报告如下。{{ counted }}")
    line(document, "{%p for section in sections %}")
    line(document, "{{ section.number }}、{{ section.title }}", face=BLACK)
    line(document, "{%p if section.lines %}")
    table(document)
    line(document, "{%p endif %}")
    line(document, "{%p for text in section.texts %}")
    line(document, "{{ text.label }}", face="楷体_GB2312")
    loop(document, "text.lines", "{{ each }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endfor %}")
    for text in ("{{ organization }}", "{{ date }}"):
        line(document, text, above=14 if "organization" in text else 0).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return saved(document)


def table(document: Any) -> None:
    """The figures of a section: this period, the one before, the change."""
    drawn = document.add_table(rows=4, cols=4, style="Table Grid")
    fill(drawn.rows[0], ("项目", "本期", "上期", "增减"))
    fill(drawn.rows[1], ("{%tr for each in section.lines %}", "", "", ""))
    fill(drawn.rows[2], ("{{ each.label }}", "{{ each.value }}", "{{ each.before }}", "{{ each.change }}"))
    fill(drawn.rows[3], ("{%tr endfor %}", "", "", ""))
    for column, width in zip(drawn.columns, WIDTHS, strict=True):
        for cell in column.cells:
            cell.width = width
