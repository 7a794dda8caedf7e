"""Word files in official-document layout (公文, GB/T 9704): a blank page, its lines, tables, and templates filled in.

A template is a .docx with placeholders such as `{{ heading }}`. It is filled in by a sandbox: a template is a file that
people hand in, and it may name values but nothing behind them.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from gongjian.foundation.refusals import Refused
from gongjian.foundation.titles import balanced

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MOST_UNPACKED_BYTES = 30 * 1024 * 1024
RED = RGBColor(0xC8, 0x10, 0x2E)
BODY, TITLE, BLACK, ITALIC, SONG = "仿宋_GB2312", "方正小标宋简体", "黑体", "楷体_GB2312", "宋体"
LEADING = 28.95
CLOSER = "-5"
STANDING_IN = {
    BODY: "仿宋,FangSong,STFangsong,Noto Serif CJK SC",
    TITLE: "方正小标宋_GBK,华文中宋,STZhongsong,宋体,Noto Serif CJK SC",
    BLACK: "SimHei,Noto Sans CJK SC",
    ITALIC: "楷体,KaiTi,STKaiti,Noto Serif CJK SC",
    SONG: "SimSun,Noto Serif CJK SC",
}


class BrokenTemplate(Refused):
    """The file is no Word template that can be filled in."""


def rendered(template: bytes, values: Mapping[str, Any]) -> bytes:
    """TEMPLATE with VALUES in it; raises BrokenTemplate with a reason a clerk understands."""
    refuse_unfit(template)
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(dict(values), jinja_env=environment(), autoescape=True)
        return saved(document)
    except TemplateError as error:
        raise BrokenTemplate(f"模板里有一处占位符写错了：{error}。对照说明改好再传。") from error
    except (PackageNotFoundError, KeyError, ValueError, TypeError, AttributeError, OSError) as error:
        raise BrokenTemplate("打不开这个模板。请在 Word 里另存为 .docx 再传。") from error


def environment() -> SandboxedEnvironment:
    made = SandboxedEnvironment()
    made.filters["balanced"] = balanced
    return made


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
    """A4 with margins 37/26/35/28 mm, 仿宋 16 pt, 22 lines of 28 characters, page numbers on the outer side."""
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.right_margin, page.bottom_margin, page.left_margin = Mm(37), Mm(26), Mm(35), Mm(28)
    page.footer_distance = Mm(23)
    plain(document)
    document.settings.odd_and_even_pages_header_footer = True
    numbered(page.footer.paragraphs[0], WD_ALIGN_PARAGRAPH.RIGHT)
    numbered(page.even_page_footer.paragraphs[0], WD_ALIGN_PARAGRAPH.LEFT)
    name_stand_ins(document)
    return document


def name_stand_ins(document: Any) -> None:
    """Say in the table of fonts what Word and WPS take where a face of official documents is not installed."""
    part = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = parse_xml(part.blob)
    for name, others in STANDING_IN.items():
        font = parse_xml(f'<w:font {nsdecls("w")} w:name="{name}"><w:altName w:val="{others}"/></w:font>')
        for tag, value in (("charset", "86"), ("family", "swiss" if name == BLACK else "roman"), ("pitch", "variable")):
            font.append(font.makeelement(qn(f"w:{tag}"), {qn("w:val"): value}))
        fonts.append(font)
    part._blob = serialize_part_xml(fonts)


def saved(document: Any) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def plain(document: Any) -> None:
    """The face and size of all that says nothing else, set closer by a quarter of a point: 28 characters to a line."""
    style = document.styles["Normal"]
    style.font.size = Pt(16)
    style.font.name = BODY
    style.element.rPr.rFonts.set(qn("w:eastAsia"), BODY)
    style.element.rPr.append(style.element.rPr.makeelement(qn("w:spacing"), {qn("w:val"): CLOSER}))
    style.paragraph_format.widow_control = False
    style.paragraph_format.space_after = Pt(0)


def loop(document: Any, over: str, text: str) -> None:
    line(document, f"{{%p for each in {over} %}}")
    line(document, text)
    line(document, "{%p endfor %}")


def table(document: Any, widths: Sequence[int], headings: Sequence[str], *, rows: int = 0) -> Any:
    """A table of thin lines over the whole measure; WIDTHS in mm. Its headings are said again on each page."""
    made = document.add_table(rows=1 + rows, cols=len(widths), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Mm(width)
    fill(made.rows[0], headings)
    for cell in made.rows[0].cells:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.rows[0]._tr.get_or_add_trPr().append(made._tbl.makeelement(qn("w:tblHeader"), {}))
    return made


def fill(row: Any, texts: Sequence[str], *, figures_from: int = 99) -> None:
    """Write TEXTS into a row that stays on one page; from column FIGURES_FROM on they stand to the right."""
    row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit"), {}))
    for n, (cell, text, column) in enumerate(zip(row.cells, texts, row.table.columns, strict=True)):
        cell.width = column.width
        paragraph = cell.paragraphs[0]
        layout = paragraph.paragraph_format
        layout.line_spacing, layout.space_before, layout.space_after = Pt(20), Pt(3), Pt(3)
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT if n >= figures_from else WD_ALIGN_PARAGRAPH.LEFT
        written(paragraph, text, BODY, 14)


def headed(document: Any, kind: str, title: str) -> None:
    """The red head with its rule, and the title below it."""
    line(document, kind, face=TITLE, size=30, color=RED, center=True, below=14, ruled=True)
    line(document, title, face=TITLE, size=22, center=True, above=22, below=18, leading=34)


def signed(document: Any, *names: str) -> None:
    """What stands at the end, two characters in from the right: who issues it, and the day."""
    for n, text in enumerate(names):
        last = line(document, text, above=0 if n else LEADING)
        last.alignment, last.paragraph_format.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(32)
        last.paragraph_format.keep_with_next = n + 1 < len(names)


def to_sign(document: Any, *labels: str) -> None:
    """Lines side by side on which people sign."""
    paragraph = line(document, "　".join(f"{label}：\t" for label in labels), above=LEADING)
    layout = paragraph.paragraph_format
    layout.first_line_indent, layout.keep_with_next = 0, True
    for n in range(1, len(labels) + 1):
        layout.tab_stops.add_tab_stop(Mm(154 * n / len(labels)), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.LINES)


def line(
    document: Any,
    text: str,
    *,
    face: str = BODY,
    size: int = 16,
    color: Any = None,
    center: bool = False,
    above: float = 0,
    below: float = 0,
    leading: float = LEADING,
    ruled: bool = False,
) -> Any:
    """One paragraph, indented by two characters unless it stands in the middle."""
    paragraph = document.add_paragraph()
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after, layout.line_spacing = Pt(above), Pt(below), Pt(max(leading, size + 6))
    if center:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.alignment, layout.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Pt(2 * size)
    layout.keep_with_next = face in (BLACK, ITALIC)
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


def numbered(paragraph: Any, side: Any) -> None:
    """— 1 — at the foot, one character in from its SIDE."""
    paragraph.alignment = side
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(14)
    written(paragraph, "— ", SONG, 14)
    for kind in ("begin", "", "end"):
        run = written(paragraph, "", SONG, 14)
        part = run._element.makeelement(qn("w:fldChar" if kind else "w:instrText"), {})
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = "PAGE"
        run._element.append(part)
    written(paragraph, " —", SONG, 14)
