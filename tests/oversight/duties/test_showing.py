"""What the calendar says of periods that are due together, and where a period stands on the year's strip."""

from __future__ import annotations

from datetime import date

from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.queries import Group
from gongjian.oversight.duties.showing import line_of, months_of, strip_of, week_label
from tests.street import TODAY

DUE = date(2026, 9, 30)


def group(total: int, owed: int) -> Group:
    return Group("assembly", "党员大会", "2026 年第 3 季度", DUE, total, owed, 7, "甲支部")


def test_one_is_named_several_are_counted_and_all_done_is_said() -> None:
    said = [line_of(group(5, owed), TODAY, {}) for owed in (1, 4, 0)]
    assert [(each.duty, each.period, each.text, each.mark, each.late) for each in said] == [
        ("党员大会", "2026 年第 3 季度", "甲支部", "none", 54),
        ("党员大会", "2026 年第 3 季度", "还有 4 个没办", "none", 54),
        ("党员大会", "2026 年第 3 季度", "5 个都办了", "full", 0),
    ]
    assert said[0].url == "/d/periods?duty=assembly&since=2026-09-30&until=2026-09-30"


def test_the_weeks_have_names_people_use() -> None:
    monday = date(2026, 11, 23)
    assert [week_label(due, due, TODAY, monday) for due in (DUE, monday, date(2026, 11, 30), date(2026, 12, 7))] == [
        "已经逾期",
        "这一周",
        "下一周",
        "12 月 7 日至 12 月 13 日",
    ]


def period(first: date, last: date) -> Occurrence:
    return Occurrence(pk=1, duty="assembly", label="一期", first=first, last=last, opens_on=first, due_on=last)


def test_a_strip_always_has_twelve_months() -> None:
    for first, last in (
        (date(2026, 4, 1), date(2026, 6, 30)),
        (date(2025, 7, 1), date(2026, 6, 30)),
        (date(2026, 10, 1), date(2027, 3, 31)),
        (date(2021, 5, 1), date(2026, 5, 1)),
    ):
        strip = strip_of("党员大会", [period(first, last)], 2026, TODAY)
        assert sum(mark.span for mark in strip.marks) == 12


def test_a_term_of_years_stands_in_the_month_it_ends() -> None:
    assert months_of(period(date(2021, 5, 1), date(2026, 5, 1)), 2026) == (4, 4)
