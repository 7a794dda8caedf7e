"""The minutes as a Word file: the office's own template filled in, or the one built here in official-document layout.

`PLACEHOLDERS` is what may stand in a template.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongjian.foundation.documents import (
    BLACK,
    blank_page,
    fill,
    headed,
    line,
    loop,
    rendered,
    saved,
    signed,
    table,
    to_sign,
)

DECIDED = "{{ each.word or '决定' }}：{{ each.text }}{% if each.votes %}（{{ each.votes[:-1] }}）{% endif %}"
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
    ("alone", "同一人既主持又记录时，是谁和原因"),
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
    """The template in official-document layout."""
    document = blank_page()
    headed(document, "会议纪要", "{{ heading|balanced }}")
    line(document, "时间：{{ when }}")
    given(document, "place", "地点：{{ place }}")
    given(document, "chair or recorder", "主持：{{ chair }}　记录：{{ recorder }}")
    given(document, "counted", "{{ counted }}")
    for label, name in (("到会", "present"), ("请假", "leave"), ("缺席", "absent"), ("列席", "observer")):
        given(document, f"{name}_names", f"{label}：{{{{ {name}_names }}}}")
    body(document)
    given(document, "alone", "{{ alone }}")
    to_sign(document, "主持人签名", "记录人签名")
    signed(document, "{{ organization }}", "{{ date }}")
    return saved(document)


def given(document: Any, name: str, text: str) -> None:
    """A line that stands there only where NAME says something."""
    line(document, f"{{%p if {name} %}}")
    line(document, text)
    line(document, "{%p endif %}")


def body(document: Any) -> None:
    """The items one by one with what was said and decided, then what follows as a table."""
    line(document, "{%p for item in items %}")
    line(document, "{{ item.number }}、{{ item.title }}", face=BLACK)
    loop(document, "item.speeches", "{{ each }}")
    loop(document, "item.dissent", "不同意见：{{ each }}")
    loop(document, "item.resolutions", DECIDED)
    line(document, "{%p endfor %}")
    loop(document, "resolutions", DECIDED)
    line(document, "{%p if follow_ups %}")
    line(document, "后续事项", face=BLACK)
    drawn = table(document, (80, 42, 34), ("事项", "负责", "完成时间"), rows=3)
    fill(drawn.rows[1], ("{%tr for each in follow_ups %}", "", ""))
    fill(drawn.rows[2], ("{{ each.text }}", "{{ each.owner }}", "{{ each.due }}"))
    fill(drawn.rows[3], ("{%tr endfor %}", "", ""))
    line(document, "{%p endif %}")
