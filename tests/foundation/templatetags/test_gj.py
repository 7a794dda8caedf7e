"""Figures and dates as the screen writes them."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.foundation.templatetags.gj import day, daywords, figure, share


def test_figures_are_grouped_by_thousands_and_nothing_is_a_dash() -> None:
    assert [figure(value) for value in (0, 388, 6318, None)] == ["0", "388", "6,318", "—"]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (371, 388, "95.6%"),
        (0, 5, "0.0%"),
        (5, 5, "100%"),
        (99_999, 100_000, "99.9%"),
        (1, 8, "12.5%"),
        (2, 3, "66.7%"),
        (0, 0, "—"),
    ],
)
def test_a_share_is_rounded_and_whole_only_when_nothing_is_missing(part: int, whole: int, text: str) -> None:
    assert share(part, whole) == text


def test_days_are_written_for_tables_and_for_sentences() -> None:
    assert (day(date(2016, 7, 1)), day(None)) == ("2016-07-01", "—")
    assert (daywords(date(2026, 11, 23)), daywords(None)) == ("11 月 23 日", "")
