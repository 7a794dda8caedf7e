"""Dates in every notation an office uses, from date cells to 二〇一六年七月一日 and Jul 1, 2016."""

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from gongjian.foundation.sheets.cells import Cell
from gongjian.foundation.sheets.numbers import DIGITS, chinese_number
from gongjian.foundation.sheets.text import INVISIBLE, means_nothing, narrow

FIRST_YEAR = 1850
SERIAL_EPOCH = date(1899, 12, 30)
SERIALS, SERIAL_DIGITS = range(10_000, 100_000), 5
LAST_DAY = 31
SEPARATORS = r"[-./年月,、。·・:‐‒—–−_\s\\]+"
NUMERALS = re.compile(f"[{''.join(DIGITS)}十]+")
EDGES = " .,、。;日号'"
TIME = re.compile(r"(?<=\d)[日号]?(?:[T\s]+\d{1,2}[:时]\d{1,2}|\s*[上下]午).*$")
CUSTOMARY = re.compile(r"([0-9]{4})[-./年]?([0-9]{1,2})[-./月]?([0-9]{1,2})日?")
YEAR_FIRST = re.compile(rf"(\d{{4}}|\d\d){SEPARATORS}(\d{{1,2}})(?:{SEPARATORS}(\d{{1,2}}))?")
YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
FIRST_HALF = ("january", "february", "march", "april", "may", "june")
MONTHS = (*FIRST_HALF, "july", "august", "september", "october", "november", "december")
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?[\s-]*(?:(\d{1,2})(?:st|nd|rd|th)?)?[\s,-]+(\d{4}|(?<=-)\d\d)")
DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]*([A-Za-z]{3,9})\.?[\s,-]*(\d{4}|\d\d)")
DIGITS_ONLY = re.compile(r"(\d{4})(\d\d)(\d\d)?")
SHORT_DIGITS = re.compile(r"(\d\d)(\d\d)(\d\d)")
WHOLE = re.compile(r"(?<=^\d{8})\.0+$|(?<=^\d{5})\.0+$")
WEEKDAY = re.compile(r"\s*\(?(?:星期|周)[1-6日天]\)?$")


class UnreadableDate(ValueError):
    """The text is no date, or a day that does not exist."""


class Doubt(StrEnum):
    """What was assumed to make a date of the text."""

    MONTH_ONLY = "date_month_only"
    SHORT_YEAR = "date_short_year"


class DateRead(NamedTuple):
    """A date and what was assumed about it."""

    date: date
    doubt: Doubt | None = None


def read_date(value: Cell, *, on: date) -> DateRead | None:
    """The date in a cell, or None when the cell says nothing.

    A date without a day counts as the first of the month. A year of two digits is the latest one not after `on`.

    Raises:
        UnreadableDate: no date, only a year, or a day that does not exist.
    """
    if isinstance(value, date):
        return DateRead(value)
    if value is None:
        return None
    if isinstance(value, str):
        if (match := CUSTOMARY.fullmatch(value)) and (len(value) > 8 or (len(value) == 8 and value.isdecimal())):
            return DateRead(_day(*match.groups()))
        return None if means_nothing(value) else _from_text(value, on)
    return _from_number(value, on)


def _from_number(number: float, on: date) -> DateRead:
    day = day_of(number)
    return DateRead(day) if day else _from_text(f"{number:.15g}", on)


def day_of(number: float) -> date | None:
    """The day that a spreadsheet stores as NUMBER, None when it is no such number."""
    return SERIAL_EPOCH + timedelta(days=int(number)) if int(number) in SERIALS else None


def _from_text(text: str, on: date) -> DateRead:
    text = _arabic(narrow(text).strip().lstrip("'‘’"))
    text = WEEKDAY.sub("", TIME.sub("", text)).strip(EDGES)
    text = WHOLE.sub("", text).removeprefix("公元").replace("元月", "1月").replace("月份", "月")
    if match := DIGITS_ONLY.fullmatch(text):
        return _short_digits(text, on) or _made(*match.groups(), on=on)
    if text.isdecimal() and len(text) == SERIAL_DIGITS and (day := day_of(int(text))):
        return DateRead(day)
    text = text.rstrip("月-./")
    if match := YEAR_FIRST.fullmatch(text) or YEAR_FIRST.fullmatch(INVISIBLE.sub("", text)):
        if len(match[1]) == 2 and int(match[1]) <= LAST_DAY and not match[3] and "年" not in text:
            raise UnreadableDate(text)
        return _made(*match.groups(), on=on)
    if match := YEAR_LAST.fullmatch(text):
        return _made(match[3], match[1], match[2], on=on)
    if match := MONTH_FIRST.fullmatch(text):
        return _made(match[3], _month(match[1]), match[2], on=on)
    if match := DAY_FIRST.fullmatch(text):
        return _made(match[3], _month(match[2]), match[1], on=on)
    raise UnreadableDate(text)


def _short_digits(text: str, on: date) -> DateRead | None:
    """The date in 980701, unless the six digits are a year and a month that has been."""
    match = SHORT_DIGITS.fullmatch(text)
    if match is None or FIRST_YEAR <= int(text[:4]) <= on.year:
        return None
    try:
        return _made(*match.groups(), on=on)
    except UnreadableDate:
        return None


def _month(word: str) -> str:
    """The number of an English month, written out or cut short (Jul, Sept)."""
    numbers = [number for number, name in enumerate(MONTHS, start=1) if name.startswith(word.casefold())]
    if len(numbers) != 1:
        raise UnreadableDate(word)
    return str(numbers[0])


def _arabic(text: str) -> str:
    if text.isascii():
        return text
    return NUMERALS.sub(lambda match: str(chinese_number(match[0])), text)


def _made(year: str, month: str, day: str | None, *, on: date) -> DateRead:
    short = len(year) == 2
    made = _day(_century(int(year), on) if short else year, month, day or 1)
    if day is None:
        return DateRead(made, Doubt.MONTH_ONLY)
    return DateRead(made, Doubt.SHORT_YEAR if short else None)


def _day(year: str | int, month: str | int, day: str | int) -> date:
    try:
        made = date(int(year), int(month), int(day))
    except ValueError as impossible:
        raise UnreadableDate(year) from impossible
    if made.year < FIRST_YEAR:
        raise UnreadableDate(year)
    return made


def _century(short_year: int, on: date) -> int:
    year = on.year // 100 * 100 + short_year
    return year if year <= on.year else year - 100
