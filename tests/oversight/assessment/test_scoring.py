"""The arithmetic: within bounds, exact, and the same as done by hand with fractions."""

from __future__ import annotations

from fractions import Fraction
from math import floor
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.oversight.assessment.scoring import Deduct, Scale, Total, band_of, rated, spoken, total_of

VALUES = st.integers(0, 400)
WEIGHTS = st.integers(1, 10_000)
SCALES = st.tuples(VALUES, VALUES).filter(lambda pair: pair[0] != pair[1]).map(lambda pair: Scale(*pair))
DEDUCTS = st.integers(1, 2_000).map(Deduct)
LINES = st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 5_000)), max_size=12)
THRESHOLDS = (90, 80, 60)


def by_hand(value: int, target: int, bottom: int, weight: int) -> int:
    """What a clerk with a pocket calculator would write down."""
    share = Fraction(value - bottom, target - bottom)
    return floor(weight * max(Fraction(0), min(Fraction(1), share)))


@given(SCALES | DEDUCTS, VALUES, WEIGHTS)
def test_points_never_leave_nothing_to_weight(formula: Scale | Deduct, value: int, weight: int) -> None:
    assert 0 <= formula.points(value, weight) <= weight


@given(SCALES, VALUES, WEIGHTS)
def test_a_scale_gives_what_is_worked_out_by_hand(scale: Scale, value: int, weight: int) -> None:
    assert scale.points(value, weight) == by_hand(value, scale.target, scale.floor, weight)


@given(SCALES, WEIGHTS)
def test_the_target_gives_all_and_the_floor_nothing(scale: Scale, weight: int) -> None:
    assert (scale.points(scale.target, weight), scale.points(scale.floor, weight)) == (weight, 0)


@given(SCALES, VALUES, VALUES, WEIGHTS)
def test_nearer_to_the_target_is_never_worth_less(scale: Scale, one: int, other: int, weight: int) -> None:
    better, worse = (max, min) if scale.target > scale.floor else (min, max)
    assert scale.points(better(one, other), weight) >= scale.points(worse(one, other), weight)


@given(DEDUCTS, VALUES, WEIGHTS)
def test_deductions_are_exact_case_by_case(formula: Deduct, value: int, weight: int) -> None:
    taken = formula.taken(value, weight)
    assert len(taken) == value
    assert weight - sum(taken) == formula.points(value, weight)
    assert sum(taken) == min(weight, value * formula.each)


@given(LINES, st.lists(st.integers(-5_000, 500), max_size=5), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter_and_the_total_is_the_sum_or_nothing(
    lines: list[tuple[int, int]], adjustments: list[int], luck: Random
) -> None:
    mixed = luck.sample(lines, len(lines))
    total = total_of(lines, adjustments)
    assert total == total_of(mixed, reversed(adjustments))
    whole = sum(points for points, _ in lines) + sum(adjustments)
    assert total == Total(max(0, whole), sum(weight for _, weight in lines))


@given(st.integers(-500, 20_000), st.integers(1, 15_000))
def test_a_band_begins_at_its_threshold(points: int, full: int) -> None:
    share = Fraction(points * 100, full)
    wanted = next((at for at, percent in enumerate(THRESHOLDS) if share >= percent), len(THRESHOLDS))
    assert band_of(Total(points, full), THRESHOLDS) == wanted


@pytest.mark.parametrize(
    ("points", "band"), [(9000, 0), (8999, 1), (8000, 1), (7999, 2), (6000, 2), (5999, 3), (-1, 3)]
)
def test_a_hundredth_of_a_point_decides(points: int, band: int) -> None:
    assert band_of(Total(points, 10_000), THRESHOLDS) == band


def test_where_nothing_counts_there_is_no_band() -> None:
    assert band_of(Total(0, 0), THRESHOLDS) is None


@given(st.dictionaries(st.sampled_from((100, 80, 60, 30)), st.integers(1, 40), min_size=1), WEIGHTS)
def test_ratings_are_the_mean_of_what_was_said(counts: dict[int, int], weight: int) -> None:
    said = [share for share, number in counts.items() for _ in range(number)]
    assert rated(counts, weight) == floor(Fraction(weight * sum(said), 100 * len(said)))
    assert 0 <= rated(counts, weight) <= weight


def test_nobody_having_rated_is_no_rating() -> None:
    with pytest.raises(ValueError, match="nobody"):
        rated({100: 0}, 1000)


def test_a_scale_needs_two_ends() -> None:
    with pytest.raises(ValueError, match="differ"):
        Scale(5, 5)


@pytest.mark.parametrize(
    ("hundredths", "text"), [(1000, "10"), (950, "9.5"), (933, "9.33"), (5, "0.05"), (0, "0"), (-150, "-1.5")]
)
def test_points_are_written_without_needless_zeros(hundredths: int, text: str) -> None:
    assert spoken(hundredths) == text
