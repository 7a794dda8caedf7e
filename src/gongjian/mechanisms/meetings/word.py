"""The minutes as a Word file: the office's own template filled in, or the one built here in official-document layout.

`PLACEHOLDERS` is what may stand in a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm

from gongjian.foundation.documents import BLACK, RED, TITLE, blank_page, fill, line, loop, rendered, saved

PLACEHOLDERS = (
    ("heading", "某某支部 2026 年第 3 次党员大会"),
    ("organization", "组织名称"),
    ("title", "会议名称"),
    ("kind", "会议类型"),
    ("when", "时间，例如 2026 年 11 月 9 日 14:30—16:00"),
    ("place", "地点"),
    ("chair", "主持人"),
    ("recorder", "记录人"),
    ("counted", "应到、实到、请假、缺席的人数"),
    ("present_names", "到会的人，用顿号隔开"),
    ("leave_names", "请假的人和原因"),
    ("absent_names", "缺席的人和原因"),
    ("observer_names", "列席的人"),
    ("items", "议题，逐个写：{%p for item in items %} … {{ item.title }} … {%p endfor %}"),
    ("item.speeches_text、item.dissent_text", "这个议题的发言要点、不同意见"),
    ("item.resolutions", "这个议题的决定，每个有 text 和 votes"),
    ("decisions", "全部决定，每个有 text 和 votes"),
    ("follow_ups", "后续事项，每个有 text、owner、due"),
    ("date", "落款日期"),
)


def values_of(paper: Mapping[str, Any]) -> dict[str, Any]:
    """PAPER (see `paper_of`) with the lists also as plain texts, as a template uses them."""
    items = [
        {
            **item,
            "speeches_text": "\n".join(item["speeches"]),
            "dissent_text": "\n".join(item["dissent"]),
        }
        for item in paper["items"]
    ]
    names = {
        "present_names": "、".join(paper["present"]),
        "leave_names": "、".join(paper["leave"]),
        "absent_names": "、".join(paper["absent"]),
        "observer_names": "、".join(paper["observers"]),
    }
    decisions = [each for item in items for each in item["resolutions"]] + list(paper["resolutions"])
    return {**paper, **names, "items": items, "decisions": decisions}


def filled(template: bytes, paper: Mapping[str, Any]) -> bytes:
    """TEMPLATE with the minutes in it; raises BrokenTemplate with a reason a clerk understands."""
    return rendered(template, values_of(paper))


def built_in() -> bytes:
    """The template in official-document layout: A4, margins 37/26/35/28 mm, 仿宋 16 pt on 28 pt, page numbers."""
    document = blank_page()
    line(document, "会议纪要", face=TITLE, size=30, color=RED, center=True, below=14, ruled=True)
    line(document, "{{ heading }}", face=TITLE, size=22, center=True, above=22, below=18, leading=34)
    for text in ("时间：{{ when }}", "地点：{{ place }}", "主持：{{ chair }}　记录：{{ recorder }}", "{{ counted }}"):
        line(document, text)
    people(document)
    body(document)
    signed(document)
    return saved(document)


def people(document: Any) -> None:
    for label, name in (("到会", "present"), ("请假", "leave"), ("缺席", "absent"), ("列席", "observer")):
        line(document, f"{{%p if {name}_names %}}")
        line(document, f"{label}：{{{{ {name}_names }}}}")
        line(document, "{%p endif %}")


def body(document: Any) -> None:
    """The items one by one with what was said and decided, then what follows as a table."""
    line(document, "{%p for item in items %}")
    line(document, "{{ item.number }}、{{ item.title }}", face=BLACK)
    loop(document, "item.speeches", "{{ each }}")
    loop(document, "item.dissent", "不同意见：{{ each }}")
    loop(document, "item.resolutions", "决定：{{ each.text }}{% if each.votes %}（{{ each.votes }}）{% endif %}")
    line(document, "{%p endfor %}")
    loop(document, "resolutions", "决定：{{ each.text }}{% if each.votes %}（{{ each.votes }}）{% endif %}")
    line(document, "{%p if follow_ups %}")
    line(document, "后续事项", face=BLACK)
    table = document.add_table(rows=4, cols=3, style="Table Grid")
    fill(table.rows[0], ("事项", "负责", "完成时间"))
    fill(table.rows[1], ("{%tr for each in follow_ups %}", "", ""))
    fill(table.rows[2], ("{{ each.text }}", "{{ each.owner }}", "{{ each.due }}"))
    fill(table.rows[3], ("{%tr endfor %}", "", ""))
    for column, width in zip(table.columns, (Mm(86), Mm(42), Mm(28)), strict=True):
        for cell in column.cells:
            cell.width = width
    line(document, "{%p endif %}")


def signed(document: Any) -> None:
    line(document, "主持人签名：　　　　　　　　记录人签名：", above=28)
    for text in ("{{ organization }}", "{{ date }}"):
        line(document, text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
