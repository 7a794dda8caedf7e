"""The minutes as a Word file: the office's own template filled in, or the one built here in official-document layout.

A template is a .docx with placeholders such as `{{ heading }}`; `PLACEHOLDERS` is what may stand in it. It is filled in
by a sandbox: a template is a file people hand in, and it may name values but nothing behind them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from gongjian.foundation.refusals import Refused

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_UNPACKED_BYTES = 30 * 1024 * 1024
RED = RGBColor(0xC8, 0x10, 0x2E)
BODY, TITLE, BLACK = "仿宋_GB2312", "方正小标宋简体", "黑体"
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


class BrokenTemplate(Refused):
    """The file is no Word template that can be filled in."""


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
    refuse_unfit(template)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(values_of(paper), jinja_env=SandboxedEnvironment(), autoescape=True)
        content = io.BytesIO()
        document.save(content)
    except TemplateError as error:
        raise BrokenTemplate(f"模板里有一处占位符写错了：{error}。对照说明改好再传。") from error
    except (PackageNotFoundError, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise BrokenTemplate("打不开这个模板。请在 Word 里另存为 .docx 再传。") from error
    return content.getvalue()


def refuse_unfit(template: bytes) -> None:
    """Refuse what is no packed document, or would unpack to more than any minutes need."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile as error:
        raise BrokenTemplate("这不是 Word 文件。请在 Word 里另存为 .docx 再传。") from error
    if size > MOST_UNPACKED_BYTES:
        raise BrokenTemplate("这个模板太大。把里面的图片去掉再传。")


def built_in() -> bytes:
    """The template in official-document layout: A4, margins 37/26/35/28 mm, 仿宋 16 pt on 28 pt, page numbers."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = Mm(37), Mm(26), Mm(35), Mm(28)
    page.footer_distance = Mm(25)
    plain(document)
    line(document, "会议纪要", face=TITLE, size=30, color=RED, center=True, below=14, ruled=True)
    line(document, "{{ heading }}", face=TITLE, size=22, center=True, above=22, below=18, leading=34)
    for text in ("时间：{{ when }}", "地点：{{ place }}", "主持：{{ chair }}　记录：{{ recorder }}", "{{ counted }}"):
        line(document, text)
    people(document)
    body(document)
    signed(document)
    numbered(page.footer.paragraphs[0])
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def plain(document: Any) -> None:
    """The face and size of all that says nothing else."""
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.font.name = BODY
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)


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


def loop(document: Any, over: str, text: str) -> None:
    line(document, f"{{%p for each in {over} %}}")
    line(document, text)
    line(document, "{%p endfor %}")


def fill(row: Any, texts: tuple[str, ...]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        written(cell.paragraphs[0], text, BODY, 14)


def line(
    document: Any,
    text: str,
    *,
    face: str = BODY,
    size: int = 16,
    color: Any = None,
    center: bool = False,
    above: int = 0,
    below: int = 0,
    leading: int = 28,
    ruled: bool = False,
) -> Any:
    """One paragraph, indented by two characters unless it stands in the middle."""
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(above), Pt(below), Pt(max(leading, size + 6))
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        layout.first_line_indent = Pt(2 * size)
    run = written(paragraph, text, face, size)
    if color is not None:
        run.font.color.rgb = color
    if ruled:
        underline(paragraph)
    return paragraph


def written(paragraph: Any, text: str, face: str, size: int) -> Any:
    run = paragraph.add_run(text)
    run.font.size, run.font.name = Pt(size), face
    run._element.rPr.rFonts.set(qn("w:eastAsia"), face)
    return run


def underline(paragraph: Any) -> None:
    """The red rule (红头) below a paragraph."""
    layout = paragraph._p.get_or_add_pPr()
    edges = layout.makeelement(qn("w:pBdr"), {})
    rule = {"w:val": "single", "w:sz": "18", "w:space": "8", "w:color": "C8102E"}
    edges.append(edges.makeelement(qn("w:bottom"), {qn(key): value for key, value in rule.items()}))
    layout.insert_element_before(edges, "w:spacing", "w:ind", "w:jc", "w:rPr")


def numbered(paragraph: Any) -> None:
    """— 1 — in the middle of the foot."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    written(paragraph, "— ", "宋体", 14)
    for kind in ("begin", "", "end"):
        run = written(paragraph, "", "宋体", 14)
        part = run._element.makeelement(qn("w:fldChar" if kind else "w:instrText"), {})
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._element.append(part)
    written(paragraph, " —", "宋体", 14)
