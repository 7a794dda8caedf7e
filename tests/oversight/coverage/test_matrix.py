"""The lines of a board as HTML."""

from __future__ import annotations

import pytest

from gongjian.oversight.coverage.boards import Board, Cell, Row
from gongjian.oversight.coverage.matrix import body_of, foot_of

LINK = '<a href="/k/"{}>{}3<span class="vh">，&lt;三&gt;</span></a>'
TITLE = ' title="&lt;三&gt;"'
MARK = '<span class="mk {}" aria-hidden="true"></span>'


def board(cell: Cell, whole: Cell) -> Board:
    row = Row("甲&乙社区", "/k/?by=units&org=1", (cell,), (whole,))
    return Board("units", "", ("企业",), ("覆盖",), (row,), row, "")


@pytest.mark.parametrize(
    ("look", "shown"),
    [
        ("ok", f'<td class="ok">{LINK.format("", "")}</td>'),
        ("na", '<td class="na">3</td>'),
        ("none", f'<td class="gap none">{LINK.format(TITLE, MARK.format("none"))}</td>'),
        ("half", f'<td class="gap half">{LINK.format(TITLE, MARK.format("half"))}</td>'),
    ],
)
def test_a_number_looks_as_it_stands_and_its_words_are_escaped(look: str, shown: str) -> None:
    assert shown in body_of(board(Cell("3", look, "/k/", "<三>"), Cell("1", "rate", "/")))


def test_a_line_leads_where_its_row_leads() -> None:
    start = '<tr><th scope="row"><a href="/k/?by=units&amp;org=1">甲&amp;乙社区</a></th>'
    assert body_of(board(Cell("—", "na"), Cell("1", "rate", "/"))).startswith(start)


@pytest.mark.parametrize(("look", "start"), [("full", '<td class="rate full"><a'), ("rate", '<td class="rate"><a')])
def test_only_a_row_where_nothing_is_missing_is_marked_full(look: str, start: str) -> None:
    line = body_of(board(Cell("—", "na"), Cell("100%", look, "/")))
    assert (start in line, "mk full" in line) == (True, look == "full")


def test_a_number_without_words_of_its_own_has_none() -> None:
    assert '<td class="ok"><a href="/k/">3</a></td>' in body_of(board(Cell("3", "ok", "/k/"), Cell("1", "rate", "/")))


def test_a_share_of_nothing_is_a_dash() -> None:
    assert '<td class="rate na">—</td>' in body_of(board(Cell("—", "na"), Cell("—", "na")))


def test_the_foot_is_quiet() -> None:
    cells = f'<th scope="row">甲&amp;乙社区</th><td>{LINK.format("", "")}</td>'
    assert cells in foot_of(board(Cell("3", "none", "/k/", "<三>"), Cell("1", "rate", "/")))
    assert "<td>—</td>" in foot_of(board(Cell("—", "na"), Cell("1", "rate", "/")))
