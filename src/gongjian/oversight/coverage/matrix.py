"""The lines of a board as HTML, joined in Python: a city has hundreds of cells, and a template takes ten steps each."""

from __future__ import annotations

from html import escape
from itertools import accumulate
from typing import NamedTuple

from django.utils.safestring import SafeString

from gongjian.oversight.coverage.boards import Board, Cell, Row

MOST_NODES = 1_050
LOUD = ("none", "half")
MARK = '<span class="mk {}" aria-hidden="true"></span>'


class Body(NamedTuple):
    """The lines of a board that fit on one page: from which on they are, how many, and how many there are in all."""

    lines: SafeString
    start: int
    number: int
    total: int

    @property
    def end(self) -> int:
        return self.start + self.number

    @property
    def left(self) -> int:
        return self.total - self.end


def body_of(board: Board, start: int = 0) -> Body:
    """A line for each row of BOARD, in the order of the tree.

    Where they are more than a browser draws at once, those where most is missing come first, as many as fit from the
    row START on.
    """
    lines = list(map(line, board.rows))
    if sum(map(nodes, lines)) <= MOST_NODES:
        return Body(SafeString("\n".join(lines)), 0, len(lines), len(lines))
    lines = [line(row) for row in sorted(board.rows, key=missing, reverse=True)]
    start = start if start < len(lines) else 0
    fitting = [sum_of for sum_of in accumulate(map(nodes, lines[start:])) if sum_of <= MOST_NODES]
    shown = lines[start : start + max(len(fitting), 1)]
    return Body(SafeString("\n".join(shown)), start, len(shown), len(lines))


def missing(row: Row) -> int:
    """What is counted as a gap or a blind spot in a row."""
    return sum(cell.opens for cell in row.cells if cell.look in LOUD)


def nodes(text: str) -> int:
    """How many elements a piece of HTML has."""
    return text.count("<") - text.count("</")


def foot_of(board: Board) -> SafeString:
    """The line that adds all rows up; its numbers are quiet, whatever is missing."""
    cells = "".join(f"<td>{number(cell) if cell.url else escape(cell.text)}</td>" for cell in board.total.cells)
    rates = "".join(map(whole, board.total.rates))
    return SafeString(f'<tr><th scope="row">{escape(board.total.label)}</th>{cells}{rates}</tr>')


def line(row: Row) -> str:
    link = f'<a href="{escape(row.url)}">{escape(row.label)}</a>'
    return f'<tr><th scope="row">{link}</th>{"".join(map(inner, row.cells))}{"".join(map(whole, row.rates))}</tr>'


def inner(cell: Cell) -> str:
    """One number of a row, with its mark and what it says on hovering where something is missing."""
    if cell.look == "na":
        return f'<td class="na">{escape(cell.text)}</td>'
    if cell.look == "ok":
        return f'<td class="ok">{number(cell)}</td>'
    return f'<td class="gap {cell.look}">{number(cell, mark=cell.look, title=cell.says)}</td>'


def whole(cell: Cell) -> str:
    """One of the last numbers of a line."""
    if cell.look == "na":
        return f'<td class="rate na">{escape(cell.text)}</td>'
    if cell.look == "full":
        return f'<td class="rate full">{number(cell, mark="full")}</td>'
    return f'<td class="rate">{number(cell)}</td>'


def number(cell: Cell, *, mark: str = "", title: str = "") -> str:
    """A number that leads to its list, with a MARK before it and its words for those who do not see the table."""
    hint = f' title="{escape(title)}"' if title else ""
    words = f'<span class="vh">，{escape(cell.says)}</span>' if cell.says else ""
    return f'<a href="{escape(cell.url)}"{hint}>{MARK.format(mark) if mark else ""}{escape(cell.text)}{words}</a>'
