"""What does not fit together in a member's row."""

from datetime import date

import pytest

from gongjian.foundation.sheets.header import find_header
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.registers.members.tables import LONGEST_NAME, TABLE, judge, settled
from gongjian.registers.members.terms import MemberStatus
from tests.workbooks import delimited, identity


def codes(**values: object) -> list[str]:
    row = {"name": "张三", "identity_number": identity(1, "19800229")} | values
    return [code for code, _ in judge(row)]


def test_a_row_that_fits() -> None:
    assert codes(joined_on=date(2001, 7, 1), converted_on=date(2001, 7, 1), status=MemberStatus.FULL) == []


def test_a_row_without_a_name() -> None:
    assert codes(name=None) == ["name_missing"]


def test_a_name_longer_than_a_form_takes_it() -> None:
    assert codes(name="张" * LONGEST_NAME) == []
    assert codes(name="张" * (LONGEST_NAME + 1)) == ["name_long"]


def test_a_table_without_identity_numbers() -> None:
    assert [code for code, _ in judge({"name": "张三"})] == ["id_missing"]


def test_conversion_may_not_come_before_joining() -> None:
    assert codes(joined_on=date(2001, 7, 1), converted_on=date(2001, 6, 30)) == ["conversion_before_join"]


@pytest.mark.parametrize(("joined", "expected"), [(date(1998, 2, 28), ["join_before_18"]), (date(1998, 3, 1), [])])
def test_joining_needs_the_eighteenth_birthday(joined: date, expected: list[str]) -> None:
    assert codes(joined_on=joined) == expected


def test_the_identity_number_decides_the_age_and_the_column_only_without_it() -> None:
    assert codes(joined_on=date(2001, 7, 1), born_on=date(1999, 1, 1)) == []
    assert codes(identity_number="看不清", joined_on=date(2001, 7, 1), born_on=date(1999, 1, 1)) == ["join_before_18"]


def test_a_probationary_member_has_no_conversion() -> None:
    assert codes(status=MemberStatus.PROBATIONARY, converted_on=date(2026, 7, 1)) == ["probationary_with_conversion"]


@pytest.mark.parametrize(
    ("word", "field"),
    [("正式党员", "status"), ("中共预备党员", "status"), ("居民", "category"), ("“两新”组织党员", "category")],
)
@pytest.mark.parametrize("label", ["党员类别", "人员类别"])
def test_one_column_of_kinds_is_known_by_its_cells(label: str, word: str, field: str) -> None:
    rows = [
        ["姓名", "身份证号", label],
        ["张三", identity(1), word],
        ["李四", identity(2), word],
        ["王五", identity(3), "无"],
    ]
    (sheet,) = read_sheets(delimited(rows))
    header = find_header(sheet, [TABLE])
    assert header is not None
    assert settled(header, sheet).columns == {"name": 0, "identity_number": 1, field: 2}
