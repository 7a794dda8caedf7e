"""Word files in official-document layout (公文): a blank page, its lines, and templates filled in.

A template is a .docx with placeholders such as `{{ heading }}`. It is filled in by a sandbox: a template is a file that
people hand in, and it may name values but nothing behind them.
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


class BrokenTemplate(Refused):
    """The file is no Word template that can be filled in."""


def rendered(template: bytes, values: Mapping[str, Any]) -> bytes:
    """TEMPLATE with VALUES in it; raises BrokenTemplate with a reason a clerk understands."""
    refuse_unfit(template)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(values), jinja_env=SandboxedEnvironment(), autoescape=True)
        return saved(document)
    except TemplateError as error:
        raise BrokenTemplate(f"模板里有一处占位符写错了：{error}。对照说明改好再传。") from error
    except (PackageNotFoundError, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise BrokenTemplate("打不开这个模板。请在 Word 里另存为 .docx 再传。") from error


def refuse_unfit(template: bytes) -> None:
    """Refuse what is no packed document, or would unpack to more than any paper needs."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as packed:
            size = sum(each.file_size for each in packed.infolist())
    except zipfile.BadZipFile as error:
        raise BrokenTemplate("这不是 Word 文件。请在 Word 里另存为 .docx 再传。") from error
    if size > MOST_UNPACKED_BYTES:
        raise BrokenTemplate("这个模板太大。把里面的图片去掉再传。")


def blank_page() -> Any:
    """A document in official-document layout: A4, margins 37/26/35/28 mm, 仿宋 16 pt on 28 pt, page numbers."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = Mm(37), Mm(26), Mm(35), Mm(28)
    page.footer_distance = Mm(25)
    plain(document)
    numbered(page.footer.paragraphs[0])
    return document


def saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def plain(document: Any) -> None:
    """The face and size of all that says nothing else."""
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.font.name = BODY
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)


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
