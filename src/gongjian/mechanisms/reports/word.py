"""A report as a Word file in official-document layout."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongjian.foundation.documents import (
    BLACK,
    ITALIC,
    blank_page,
    fill,
    headed,
    line,
    loop,
    rendered,
    saved,
    signed,
    table,
)


def in_word(paper: Mapping[str, Any]) -> bytes:
    """PAPER (see `paper_of`) as a .docx."""
    return rendered(built_in(), paper)


def built_in() -> bytes:
    """The template: red heading, title, figures as tables and texts section by section, name and day at the end."""
    document = blank_page()
    headed(document, "{{ label }}", "{{ title|balanced }}")
    line(document, "{%p if to %}")
    line(document, "{{ to }}：").paragraph_format.first_line_indent = 0
    line(document, "{%p endif %}")
    line(document, "现将{{ period }}工作情况报告如下。{{ counted }}")
    line(document, "{%p for section in sections %}")
    line(document, "{{ section.number }}、{{ section.title }}", face=BLACK)
    line(document, "{%p if section.lines %}")
    figures(document)
    line(document, "{%p endif %}")
    line(document, "{%p for text in section.texts %}")
    line(document, "{{ text.label }}", face=ITALIC)
    loop(document, "text.lines", "{{ each }}")
    line(document, "{%p endfor %}")
    line(document, "{%p endfor %}")
    signed(document, "{{ organization }}", "{{ date }}")
    return saved(document)


def figures(document: Any) -> None:
    """The figures of a section: this period, the one before, the change."""
    drawn = table(document, (76, 28, 28, 24), ("项目", "本期", "上期", "增减"), rows=3)
    fill(drawn.rows[1], ("{%tr for each in section.lines %}", "", "", ""))
    names = ("{{ each.label }}", "{{ each.value }}", "{{ each.before }}", "{{ each.change }}")
    fill(drawn.rows[2], names, figures_from=1)
    fill(drawn.rows[3], ("{%tr endfor %}", "", "", ""))
