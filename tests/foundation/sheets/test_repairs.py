"""What people decided cells should say is put in their place, and may be decided anew."""

from __future__ import annotations

from datetime import date

from gongjian.foundation.sheets.repairs import Fix, Repairs, mended
from gongjian.registers.members.tables import TABLE

COLUMNS = {"name": 0, "joined_on": 1}


def now(*fixes: Fix, cells: tuple[str | int | date | None, ...] = ("甲", 35247), row: int = 7) -> dict[int, str]:
    return Repairs(fixes, TABLE, COLUMNS).changes(row, list(cells))


def test_a_fix_for_one_row_comes_before_one_for_all() -> None:
    fixes = (Fix("name", "甲", "丙", row=7), Fix("name", "甲", "乙"))
    assert (now(*fixes), now(*fixes, row=8)) == ({0: "丙"}, {0: "乙"})


def test_what_a_fix_wrote_can_be_replaced_by_a_later_one_and_by_no_earlier_one() -> None:
    first, second = Fix("name", "甲", "乙", row=7), Fix("name", "乙", "丁")
    assert (now(first, second), now(second, first)) == ({0: "丁"}, {0: "乙"})


def test_the_number_of_a_day_reads_as_that_day() -> None:
    assert now(Fix("joined_on", "1996-07-01", "")) == {1: ""}


def test_a_short_row_is_filled_up_to_the_last_change() -> None:
    assert mended(["甲"], {2: "丙", 0: ""}) == [None, None, "丙"]
