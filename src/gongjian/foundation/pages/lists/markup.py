"""What a list has hundreds of, as HTML joined in Python: rows and options. A template takes ten steps for each cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import chain, repeat
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from gongjian.foundation.pages.lists.declaring import Cell, Choices, Column, Drawn, Table, bare, text_of

EMPTY = '<span class="mut">—</span>'
MARK = '<span class="mk {}" aria-hidden="true"></span>'


def body_of(table: Table, columns: Sequence[Column], rows: Iterable[Any], *, picks: bool) -> SafeString:
    """The lines of a table: a tick if PICKS, the first of COLUMNS as a link, then the others."""
    first, *others = columns
    before, after = reverse(table.url_name, args=[0]).rsplit("0", 1)
    starts = [(column, opening(column)) for column in others]
    lines = []
    for row in rows:
        name = escape(text_of(bare(first.read(row))))
        link = f'<th scope="row"><a href="{before}{row.pk}{after}">{name}</a></th>'
        cells = "".join(f"{start}{inside(column.read(row))}</td>" for column, start in starts)
        lines.append(f"<tr data-row>{tick(row.pk, name) if picks else ''}{link}{cells}</tr>")
    return SafeString("\n".join(lines))


def tick(pk: int, name: str) -> str:
    return f'<td class="pick1"><input type="checkbox" name="pick" value="{pk}" data-pick aria-label="选 {name}"></td>'


def opening(column: Column) -> str:
    kind = ' class="num"' if column.numeric else ""
    return f'<td{kind} data-label="{escape(column.label)}">'


def inside(value: Any) -> str:
    """The text of a cell in the look it asks for; a dash where there is nothing."""
    if isinstance(value, Drawn):
        return value.markup
    text = escape(text_of(bare(value)))
    if not text:
        return EMPTY
    if isinstance(value, date):
        return f'<span class="nw">{text}</span>'
    return dressed(value, text) if isinstance(value, Cell) else text


def dressed(cell: Cell, text: str) -> str:
    if cell.mark:
        gap = "gap " if cell.mark == "none" else ""
        return f'<span class="{gap}nw">{MARK.format(escape(cell.mark))}{text}</span>'
    if cell.tone:
        return f'<span class="tag {escape(cell.tone)}">{text}</span>'
    return text


def options_of(choices: Choices, chosen: str) -> SafeString:
    """The lines of a choice."""
    return SafeString("".join(map(option, choices, [key == chosen for key, _ in choices])))


def option(choice: tuple[str, str], chosen: bool) -> str:
    key, label = choice
    return f'<option value="{escape(key)}"{" selected" if chosen else ""}>{escape(label)}</option>'


def boxes_of(choices: Choices, *, ticked: int) -> SafeString:
    """Lines to tick: the first TICKED of CHOICES are, the very first for good."""
    looks = chain([" checked disabled"], repeat(" checked", ticked - 1), repeat(""))
    return SafeString("".join(map(box, choices, looks)))


def box(choice: tuple[str, str], look: str) -> str:
    key, label = map(escape, choice)
    ticked = f'<input type="checkbox" name="columns" id="c-{key}" value="{key}"{look}>'
    return f'<div class="tick">{ticked}<label for="c-{key}">{label}</label></div>'
