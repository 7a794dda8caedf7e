"""The lines of a board as HTML."""

from __future__ import annotations

import re

import pytest

from gongjian.oversight.coverage.boards import Board, Cell, Row
from gongjian.oversight.coverage.matrix import MOST_NODES, body_of, foot_of

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
    assert shown in body_of(board(Cell("3", look, "/k/", "<三>"), Cell("1", "rate", "/"))).lines


def test_a_line_leads_where_its_row_leads() -> None:
    start = '<tr><th scope="row"><a href="/k/?by=units&amp;org=1">甲&amp;乙社区</a></th>'
    assert body_of(board(Cell("—", "na"), Cell("1", "rate", "/"))).lines.startswith(start)


@pytest.mark.parametrize(("look", "start"), [("full", '<td class="rate full"><a'), ("rate", '<td class="rate"><a')])
def test_only_a_row_where_nothing_is_missing_is_marked_full(look: str, start: str) -> None:
    line = body_of(board(Cell("—", "na"), Cell("100%", look, "/"))).lines
    assert (start in line, "mk full" in line) == (True, look == "full")


def test_a_number_without_words_of_its_own_has_none() -> None:
    assert (
        '<td class="ok"><a href="/k/">3</a></td>'
        in body_of(board(Cell("3", "ok", "/k/"), Cell("1", "rate", "/"))).lines
    )


def test_a_share_of_nothing_is_a_dash() -> None:
    assert '<td class="rate na">—</td>' in body_of(board(Cell("—", "na"), Cell("—", "na"))).lines


def test_the_foot_is_quiet() -> None:
    cells = f'<th scope="row">甲&amp;乙社区</th><td>{LINK.format("", "")}</td>'
    assert cells in foot_of(board(Cell("3", "none", "/k/", "<三>"), Cell("1", "rate", "/")))
    assert "<td>—</td>" in foot_of(board(Cell("—", "na"), Cell("1", "rate", "/")))


def wide(number: int) -> Board:
    """NUMBER rows of nine numbers; the later one stands in the tree, the more is missing there."""
    rows = tuple(
        Row(f"第{each}街道", f"/k/?org={each}", (Cell(str(each), "none", "/k/", f"缺{each}", each),) * 9, ())
        for each in range(number)
    )
    return Board("units", "", ("企业",) * 9, (), rows, rows[0], "")


def test_more_rows_than_a_browser_draws_at_once_come_one_page_after_the_other_the_worst_first() -> None:
    pages, start = [], 0
    while True:
        found = body_of(wide(137), start)
        pages.append(found)
        assert found.lines.count("<") - found.lines.count("</") <= MOST_NODES
        if not found.left:
            break
        start = found.end
    labels = re.findall(r'">第(\d+)街道</a>', "".join(found.lines for found in pages))
    assert [int(each) for each in labels] == list(reversed(range(137)))
    assert [(found.start, found.total) for found in pages[:2]] == [(0, 137), (pages[0].number, 137)]


def test_rows_that_fit_stand_in_the_order_of_the_tree_wherever_one_begins() -> None:
    assert body_of(wide(9), 3) == body_of(wide(9))
    assert body_of(wide(9)).lines.startswith('<tr><th scope="row"><a href="/k/?org=0">')


def test_a_start_beyond_the_end_begins_anew() -> None:
    assert body_of(wide(137), 137) == body_of(wide(137))
