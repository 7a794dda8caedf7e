"""The columns of a table of organizations, and what is wrong with a row by itself."""

from datetime import date

import pytest

from gongjian.foundation.sheets.table import as_few
from gongjian.registers.organizations.tables import LONGEST_NAME, judge


@pytest.mark.parametrize(("cell", "years"), [("5年", 5), (99, 99), (32_767, None), ("1e400", None)])
def test_a_term_longer_than_a_life_is_not_taken(cell: str | int, years: int | None) -> None:
    assert as_few(cell, date(2026, 11, 23))[0] == years


def test_a_name_is_there_and_no_longer_than_a_form_takes_it() -> None:
    names = [None, "党" * LONGEST_NAME, "党" * (LONGEST_NAME + 1)]
    assert [judge({"name": name}) for name in names] == [[("name_missing", "name")], [], [("name_long", "name")]]
