"""Counts are read with and without their unit."""

import pytest

from gongjian.foundation.sheets.numbers import UnreadableNumber, chinese_number, read_count, read_number


@pytest.mark.parametrize("text", ["3", "3人", "3年", "3.0", 3, 3.0, "三", "３", " 3 ", "三年", "3 名"])
def test_three(text: str | float) -> None:
    assert read_count(text) == 3


def test_other_numbers() -> None:
    assert read_number("119.961059") == 119.961059
    assert read_number("1,234") == 1234
    assert read_count("0") == 0
    assert read_count("——") is None


@pytest.mark.parametrize(
    "text", ["很多", "3-5", "-3", "3.5", "约3人左右吧", "9" * 400, float("inf"), float("nan"), 10_000_000]
)
def test_what_is_no_count_is_refused(text: str | float) -> None:
    with pytest.raises(UnreadableNumber):
        read_count(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("十", 10),
        ("十一", 11),
        ("二十", 20),
        ("九十九", 99),
        ("一百零五", 105),
        ("二〇一六", 2016),
        ("党", None),
        ("", None),
    ],
)
def test_chinese_numerals(text: str, number: int | None) -> None:
    assert chinese_number(text) == number
