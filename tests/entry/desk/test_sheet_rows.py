"""The rows that need a look: which, in what order, how many columns, and nothing personal that is not wrong."""

from __future__ import annotations

import pytest

from gongjian.entry.desk.sheet_rows import (
    FEW_COLUMNS,
    ROWS,
    Need,
    discreet,
    edits_of,
    show_sheet,
    texts_of,
    troubles_of,
)
from tests import rosters
from tests.entry.desk.conftest import Clerk

pytestmark = pytest.mark.django_db


def many_bad_rows(number: int) -> list[tuple[str, bytes]]:
    row = rosters.members()[0] | {"入党日期": "2001-02-30"}
    return [rosters.file("members.csv", [row | {"公民身份号码": rosters.identity(each + 1)} for each in range(number)])]


def test_bad_rows_and_doubtful_rows_are_told_apart() -> None:
    def problem(row: int) -> dict[str, object]:
        return {"row": row, "column": "入党日期", "code": "", "message": ""}

    entry = {"errors": [problem(9), problem(3)], "warnings": [problem(3), problem(5)]}
    assert list(troubles_of(entry, Need.BAD)) == [3, 9]
    assert [trouble.is_error for trouble in troubles_of(entry, Need.BAD)[3]] == [True, False]
    assert list(troubles_of(entry, Need.DOUBTFUL)) == [5]


def test_thousands_of_problems_come_page_by_page(clerk: Clerk) -> None:
    batch = clerk.hand_in(many_bad_rows(ROWS + 3))
    entry = batch.report["files"][0]
    pages = [show_sheet(batch, entry, Need.BAD, page=page, whole=False) for page in (1, 2, 99)]
    assert [(len(each.rows), each.page, each.pages, each.total) for each in pages] == [
        (ROWS, 1, 2, ROWS + 3),
        (3, 2, 2, ROWS + 3),
        (3, 2, 2, ROWS + 3),
    ]


def test_a_few_columns_are_shown_and_the_troubled_ones_always(clerk: Clerk) -> None:
    batch = clerk.hand_in(many_bad_rows(1))
    entry = batch.report["files"][0]
    few = show_sheet(batch, entry, Need.BAD, page=1, whole=False)
    whole = show_sheet(batch, entry, Need.BAD, page=1, whole=True)
    assert (len(few.columns), few.hidden + FEW_COLUMNS) == (FEW_COLUMNS, len(whole.columns))
    assert [cell.bad for cell in few.rows[0].cells].count("error") == 1


def test_only_what_was_typed_differently_becomes_a_fix(clerk: Clerk) -> None:
    batch = clerk.hand_in(many_bad_rows(2))
    entry = batch.report["files"][0]
    typed = {(2, "joined_on"): " 2001-02-28 ", (3, "joined_on"): "2001-02-30", (3, "no_such_field"): "x"}
    fix = {"field": "joined_on", "found": "2001-02-30", "replacement": "2001-02-28"}
    assert edits_of(batch, entry, typed) == [fix | {"file": "members.csv", "sheet": "", "row": 2}]


def test_a_fix_for_the_row_comes_before_one_for_all(clerk: Clerk) -> None:
    batch = clerk.hand_in(many_bad_rows(2))
    everywhere = {"field": "joined_on", "found": "2001-02-30", "file": None, "sheet": None, "row": None}
    batch.fixes = [everywhere | {"row": 2, "replacement": "here"}, everywhere | {"replacement": "everywhere"}]
    texts = texts_of(batch, batch.report["files"][0], [2, 3])
    assert [texts[number]["joined_on"] for number in (2, 3)] == ["here", "everywhere"]


@pytest.mark.parametrize(
    ("field", "text", "shown"),
    [
        ("identity_number", "320402196604147653", "320402********7653"),
        ("phone", "13812345678", "138****5678"),
        ("name", "何一", "何一"),
        ("phone", "", ""),
    ],
)
def test_the_middle_of_personal_numbers_is_hidden(field: str, text: str, shown: str) -> None:
    assert discreet(field, text) == shown
