"""The months of an organization: each by its worst, in words, and as one link."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.foundation.work import Month
from gongjian.oversight.coverage.boards import Worked
from gongjian.oversight.coverage.strips import in_words, look_of, says, strip, worked

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)


@pytest.mark.parametrize(
    ("numbers", "look"),
    [
        ({}, ""),
        ({"done": 0}, ""),
        ({"ahead": 1}, "ahead"),
        ({"ahead": 1, "excused": 1}, "free"),
        ({"excused": 1, "early": 2}, "full"),
        ({"done": 3, "late": 1}, "half"),
        ({"late": 1, "open": 1}, "owed"),
        ({"done": 3, "open": 1, "overdue": 1}, "none"),
    ],
)
def test_a_month_looks_as_the_worst_in_it(numbers: dict[str, int], look: str) -> None:
    assert look_of(Month(MARCH, numbers)) == look


def test_a_month_says_all_that_is_in_it() -> None:
    assert says(Month(MARCH, {"overdue": 1, "done": 4, "late": 0})) == "2026 年 3 月：按时办了 4 期，没有办 1 期"
    assert says(Month(MARCH, {})) == "2026 年 3 月：没有应办的"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        ((), ""),
        ((Month(MARCH, {"open": 1}),), "还没有到期的"),
        ((Month(MARCH, {"done": 2}), Month(APRIL, {"open": 1})), "到期的都按时办了"),
        (
            (Month(MARCH, {"done": 2, "late": 1}), Month(APRIL, {"overdue": 3})),
            "2026 年 3 月：逾期补办 1 期；2026 年 4 月：没有办 3 期",
        ),
    ],
)
def test_the_whole_is_told_by_what_did_not_go_as_it_should(months: tuple[Month, ...], words: str) -> None:
    assert in_words(months) == words


def test_what_is_not_due_yet_counts_neither_way() -> None:
    months = [Month(MARCH, {"done": 2, "late": 1, "early": 9}), Month(APRIL, {"overdue": 3, "open": 9, "excused": 1})]
    assert worked(months) == Worked(done=2, late=1, overdue=3, excused=1)


def test_a_strip_is_one_link_with_a_box_for_each_month() -> None:
    drawn = strip([Month(date(2026, 1, 1), {"done": 1}), Month(APRIL, {})], name="甲<支部>", url="/d/?a=1&b=2")
    assert drawn == (
        '<a class="ys" href="/d/?a=1&amp;b=2" aria-label="甲&lt;支部&gt;：到期的都按时办了">'
        '<i class="full jan" title="2026 年 1 月：按时办了 1 期">1</i>'
        '<i class="nil" title="2026 年 4 月：没有应办的">4</i></a>'
    )
