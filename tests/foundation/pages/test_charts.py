"""Drawings: inside their frame, whole numbers on the lines, parts that fill the bar."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.pages.charts import BOTTOM, LEFT, RIGHT, TOP, Part, bar, step_for, trend


def test_a_trend_marks_its_first_and_its_last_value() -> None:
    drawn = trend([33, 24, 17], ["9月", "10月", "11月"], title="空白点")
    assert [mark.label for mark in drawn.marks] == ["33", "17"]
    assert [line.label for line in drawn.lines] == ["0", "12", "24", "36"]
    assert [tick.label for tick in drawn.ticks] == ["9月", "10月", "11月"]
    assert drawn.points.split()[0].startswith(f"{LEFT}.0,")


def test_one_value_stands_in_the_middle_and_is_marked_once() -> None:
    drawn = trend([0], ["11月"], title="空白点")
    assert drawn.points == f"{(LEFT + RIGHT) / 2:.1f},{BOTTOM}.0"
    assert [mark.label for mark in drawn.marks] == ["0"]


@given(st.lists(st.integers(0, 10_000_000), min_size=1, max_size=40))
def test_every_point_lies_inside_the_frame(values: list[int]) -> None:
    points = [
        tuple(map(float, point.split(","))) for point in trend(values, [""] * len(values), title="").points.split()
    ]
    assert len(points) == len(values)
    assert all(LEFT <= x <= RIGHT and TOP <= y <= BOTTOM for x, y in points)


@pytest.mark.parametrize(("highest", "step"), [(0, 1), (3, 1), (4, 2), (33, 12), (300, 100), (301, 120), (388, 150)])
def test_the_step_is_round_and_just_enough(highest: int, step: int) -> None:
    assert step_for(highest) == step


def test_the_parts_of_a_bar_fill_it_and_nothings_are_left_out() -> None:
    drawn = bar([("ok", 9), ("fix", 0), ("dup", 1)], label="9 行可以导入，1 行重复")
    assert drawn.parts == (Part("ok", "0.0", "900.0"), Part("dup", "900.0", "100.0"))
    assert bar([("ok", 0)], label="").parts == ()
