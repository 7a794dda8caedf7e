"""Every customary notation of a date is read; what is no day is refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.sheets.dates import Doubt, UnreadableDate, read_date

TODAY = date(2026, 11, 23)
DAY = date(1998, 7, 1)
SPELLED = str.maketrans("0123456789", "〇一二三四五六七八九")
NOTATIONS = [
    "{0:%Y-%m-%d}",
    "{0:%Y.%m.%d}",
    "{0:%Y/%m/%d}",
    "{0.year}-{0.month}-{0.day}",
    "{0.year}.{0.month}.{0.day}",
    "{0.year}/{0.month}/{0.day}",
    "{0.year}年{0.month}月{0.day}日",
    "{0:%Y}年{0:%m}月{0:%d}日",
    "{0.year} 年 {0.month} 月 {0.day} 日",
    "{0:%Y%m%d}",
    "{0:%Y-%m-%d} 00:00:00",
    "{0:%Y-%m-%d}T08:30:00",
    " {0:%Y-%m-%d}\u200b",
    "{0.year}年{0.month}月{0.day}号",
    "{0.year}、{0.month}、{0.day}",
    "{0.month}/{0.day}/{0.year}",
    "{0:%b} {0.day}, {0.year}",
    "{0:%B} {0:%d}, {0.year}",
    "{0:%b}. {0.day} {0.year}",
    "{0.day} {0:%B} {0.year}",
    "{0.day}-{0:%b}-{0.year}",
    "{0:%d} {0:%b}, {0.year} 00:00:00",
]
days = st.dates(min_value=date(1930, 1, 1), max_value=TODAY)


@given(days, st.sampled_from(NOTATIONS))
def test_a_day_comes_back_from_every_notation(day: date, notation: str) -> None:
    assert read_date(notation.format(day), on=TODAY) == (day, None)


@given(days, st.sampled_from(NOTATIONS[:8]))
def test_wide_digits_mean_the_same(day: date, notation: str) -> None:
    wide = notation.format(day).translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    assert read_date(wide, on=TODAY) == (day, None)


@given(days)
def test_numbers_are_days_too(day: date) -> None:
    assert read_date(int(f"{day:%Y%m%d}"), on=TODAY) == (day, None)
    assert read_date((day - date(1899, 12, 30)).days, on=TODAY) == (day, None)
    assert read_date(day, on=TODAY) == (day, None)


@given(days)
def test_a_date_without_its_day_counts_as_the_first_of_the_month(day: date) -> None:
    first = (day.replace(day=1), Doubt.MONTH_ONLY)
    for notation in ("{0:%Y.%m}", "{0:%Y-%m}", "{0.year}年{0.month}月", "{0.year}/{0.month}", "{0:%Y%m}"):
        assert read_date(notation.format(day), on=TODAY) == first


@given(days)
def test_chinese_numerals_are_read(day: date) -> None:
    numerals = ["", *"一二三四五六七八九十", *(f"十{one}" for one in "一二三四五六七八九"), "二十"]
    numerals += [*(f"二十{one}" for one in "一二三四五六七八九"), "三十", "三十一"]
    text = f"{str(day.year).translate(SPELLED)}年{numerals[day.month]}月{numerals[day.day]}日"
    assert read_date(text, on=TODAY) == (day, None)


def test_a_year_of_two_digits_is_the_latest_one_that_has_come() -> None:
    assert read_date("98.7.1", on=TODAY) == (DAY, Doubt.SHORT_YEAR)
    assert read_date("08/7/1", on=TODAY) == (date(2008, 7, 1), Doubt.SHORT_YEAR)
    assert read_date("27-7-1", on=TODAY) == (date(1927, 7, 1), Doubt.SHORT_YEAR)


def test_a_month_kept_as_a_number_is_read_as_it_is_shown() -> None:
    assert read_date(1998.07, on=TODAY) == (DAY, Doubt.MONTH_ONLY)
    assert read_date(199807, on=TODAY) == (DAY, Doubt.MONTH_ONLY)


@pytest.mark.parametrize("nothing", [None, "", " ", "无", "—", "——", "/", "-", "\u3000", "暂无"])
def test_a_sign_for_nothing_is_no_date(nothing: str | None) -> None:
    assert read_date(nothing, on=TODAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "2011-02-30",
        "2018.13.05",
        "1992-04-31",
        "19980231",
        "1998",
        "1998年",
        "12.5",
        "七月一日",
        "入党",
        1998,
        0,
        19981301,
    ],
)
def test_what_is_no_day_is_refused(text: str | int) -> None:
    with pytest.raises(UnreadableDate):
        read_date(text, on=TODAY)


def test_a_date_still_to_come_is_read_and_left_to_the_rules() -> None:
    assert read_date("2103-06-18", on=TODAY) == (date(2103, 6, 18), None)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("05年7月", Doubt.MONTH_ONLY),
        ("2005年7月份", Doubt.MONTH_ONLY),
        ("050701", Doubt.SHORT_YEAR),
        ("2005‐07‐01", None),
        ("2005−07−01", None),
        ("20050701.0", None),
        ("38534.0", None),
        ("2005年7月1日（星期五）", None),
        ("2005/7/1 周五", None),
    ],
)
def test_rarer_notations(text: str, doubt: Doubt | None) -> None:
    assert read_date(text, on=TODAY).date == date(2005, 7, 1)
    assert read_date(text, on=TODAY).doubt == doubt


def test_the_first_month_has_a_name_of_its_own() -> None:
    assert read_date("1998年元月8日", on=TODAY) == (date(1998, 1, 8), None)


def test_thousands_of_digits_are_no_date() -> None:
    with pytest.raises(UnreadableDate):
        read_date("9" * 5000, on=date(2026, 11, 23))


def test_english_months() -> None:
    assert read_date("July 1st, 1998", on=TODAY) == (DAY, None)
    assert read_date("Jul 1998", on=TODAY) == (DAY, Doubt.MONTH_ONLY)
    assert read_date("1-Jul-98", on=TODAY) == (DAY, Doubt.SHORT_YEAR)
    assert read_date("Jul-98", on=TODAY) == (DAY, Doubt.MONTH_ONLY)


@pytest.mark.parametrize("text", ["Jul 32, 1998", "Ju 1, 1998", "Juli 1, 1998", "Feb 30, 1998", "Jul", "Room 1, 1998"])
def test_what_is_no_english_date(text: str) -> None:
    with pytest.raises(UnreadableDate):
        read_date(text, on=TODAY)
