"""The shares of a line: what they are of, where they lead, and that nothing missing is ever called whole."""

from __future__ import annotations

import pytest

from gongjian.oversight.coverage.boards import Cell, Standing, Worked
from gongjian.oversight.coverage.rates import percent, rate, rate_labels


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(0, 3, "0.0%"), (2, 3, "66.7%"), (1999, 2000, "99.9%"), (19_999, 20_000, "99.9%")]
)
def test_a_share_with_something_missing_is_less_than_all(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_a_share_is_marked_full_only_when_nothing_is_missing() -> None:
    assert rate(3, 3, "/", "三", 4) == Cell("100.0%", "full", "/", "三", 4)
    assert rate(2, 3, "/", "三", 4).look == "rate"
    assert rate(0, 0, "/", "", 0) == Cell("—", "na")


def test_the_second_share_stands_only_where_somebody_tells_of_the_work() -> None:
    assert rate_labels(None) == ("组织覆盖",)
    assert rate_labels(Worked()) == ("组织覆盖", "工作覆盖")


def test_who_is_excused_owes_nothing_and_who_was_late_has_done_it() -> None:
    work = Worked(done=5, late=1, overdue=2, excused=4, behind=1)
    assert (work.owed, work.kept, work.all) == (8, 6, 12)
    assert str(work) == "应办 8 期，按时办了 5 期，逾期补办 1 期，没有办 2 期，免办 4 期"
    assert work + Worked(done=1) == Worked(6, 1, 2, 4, 1)
    assert str(Standing(3, 1, 1)) == "3 家应覆盖，1 家有党组织，1 家只派了指导员，1 家没有覆盖"
