"""Columns are named as Excel names them; cells hold plain values."""

from datetime import date, datetime, time

from hypothesis import given
from hypothesis import strategies as st

from gongjian.foundation.sheets.cells import column_number, letter, plain_row, shown


@given(st.integers(0, 16_383))
def test_the_name_of_a_column_leads_back_to_it(index: int) -> None:
    assert column_number(letter(index)) == index


def test_names_of_columns() -> None:
    assert [letter(index) for index in (0, 25, 26, 701, 702, 16_383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]


def test_cells_become_plain() -> None:
    cells = plain_row(["", "甲", 3.0, 3.5, True, datetime(1998, 7, 1, 9, 30), date(1998, 7, 1), time(9, 30)])
    assert cells == [None, "甲", 3, 3.5, "是", date(1998, 7, 1), date(1998, 7, 1), "09:30:00"]


def test_what_a_person_reads_in_a_cell() -> None:
    assert [shown(cell) for cell in (None, 3, 1998.07, 3.20402196601247e17, date(1998, 7, 1))] == [
        "",
        "3",
        "1998.07",
        "3.20402196601247e+17",
        "1998-07-01",
    ]


def test_a_number_too_long_for_a_spreadsheet_reads_as_it_does_there() -> None:
    assert [shown(cell) for cell in plain_row([3.20402198808081024e17, 999_999_999_999_999.0])] == [
        "320402198808081000",
        "999999999999999",
    ]
