"""Counts and coordinates as offices type them: 3, '3人', '5年', '3.0', '三'."""

import re

from gongjian.foundation.sheets.cells import Cell
from gongjian.foundation.sheets.text import compact, means_nothing

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}
WITH_UNIT = re.compile(r"([+-]?\d[\d,]*(?:\.\d+)?)\D{0,3}")

MOST, SHOWN = 9_999_999, 40


class UnreadableNumber(ValueError):
    """The text is no number."""


def read_number(value: Cell) -> float | int | None:
    """A number, or None when the cell says nothing.

    Raises:
        UnreadableNumber: the text is no number, with or without a unit of up to three characters.
    """
    if isinstance(value, int | float):
        return value
    if value is None or (isinstance(value, str) and means_nothing(value)):
        return None
    text = compact(str(value))
    if match := WITH_UNIT.fullmatch(text):
        number = float(match[1].replace(",", ""))
        return int(number) if number.is_integer() else number
    if (counted := chinese_number(text.rstrip("年人名个"))) is not None:
        return counted
    raise UnreadableNumber(text)


def read_count(value: Cell) -> int | None:
    """A whole number of things, 0 or more, or None when the cell says nothing.

    Raises:
        UnreadableNumber: no whole number, below 0, or more than an office ever counts.
    """
    number = read_number(value)
    if number is None:
        return None
    if not 0 <= number <= MOST or number != int(number):
        raise UnreadableNumber(str(value)[:SHOWN])
    return int(number)


def chinese_number(text: str) -> int | None:
    """The value of a numeral below 1000 (二十三, 一百零五) or of spelled digits (二〇一六); None if it is none."""
    if not text or any(character not in DIGITS and character not in "十百" for character in text):
        return None
    if "十" not in text and "百" not in text:
        return int("".join(str(DIGITS[character]) for character in text))
    total = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        else:
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
    return total + digit
