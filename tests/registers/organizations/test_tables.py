"""Superiors are resolved over the whole table; circles, orphans and repeats are told."""

from datetime import date

import pytest

from gongjian.foundation.sheets.checked import CheckedRow, Reporter
from gongjian.foundation.sheets.header import Header
from gongjian.foundation.sheets.table import as_few
from gongjian.registers.organizations.tables import TABLE, check_tree
from gongjian.registers.organizations.terms import OrganizationKind

HEADER = Header(TABLE, 1, ["党组织名称", "组织类别", "上级党组织"], {"name": 0, "kind": 1, "parent": 2}, [])


def codes(entries: list[tuple[str, str | None]], known: dict[str, str | None] | None = None) -> dict[str, list[str]]:
    """What is wrong, by name, in a table of (name, superior) under a working committee."""
    root = CheckedRow(2, {"name": "天宁街道党工委", "kind": OrganizationKind.WORKING_COMMITTEE, "parent": "市委"})
    rows = [
        CheckedRow(number, {"name": name, "kind": "branch", "parent": parent})
        for number, (name, parent) in enumerate(entries, 3)
    ]
    check_tree([(row, Reporter(HEADER)) for row in (root, *rows)], known or {})
    return {row.values["name"]: [problem.code for problem in row.problems] for row in (root, *rows) if row.problems}


def test_children_may_stand_before_their_parents() -> None:
    assert codes([("古村社区党委第一党支部", "古村党委"), ("古村社区党委", "党工委")]) == {}


def test_every_row_of_a_circle_is_bad_and_what_hangs_on_it_is_left_out() -> None:
    assert codes([("甲党总支", "乙党总支"), ("乙党总支", "甲党总支"), ("丙党支部", "乙党总支")]) == {
        "甲党总支": ["cycle"],
        "乙党总支": ["cycle"],
        "丙党支部": ["parent_bad"],
    }


def test_an_organization_above_itself() -> None:
    assert codes([("甲党总支", "甲党总支")]) == {"甲党总支": ["cycle"]}


def test_unknown_and_ambiguous_superiors() -> None:
    names = [
        ("古村社区党委", "天宁街道党工委"),
        ("古村党委", "天宁街道党工委"),
        ("甲党支部", "红杏岗街道党委"),
        ("乙党支部", "党委"),
    ]
    assert codes(names) == {"甲党支部": ["parent_unknown"], "乙党支部": ["parent_ambiguous"]}


def test_a_missing_superior_is_only_a_warning() -> None:
    assert codes([("甲党支部", None), ("乙党支部", "甲党支部")]) == {"甲党支部": ["parent_missing"]}


def test_a_superior_that_the_platform_knows() -> None:
    assert codes([("甲党支部", "古村社区党委")], {"古村社区党委": None}) == {}


def test_the_same_name_twice() -> None:
    rows = [("甲党支部", "党工委"), ("甲党支部", "党工委"), ("乙党支部", "党工委"), ("乙党支部", "甲党支部")]
    assert codes(rows) == {"甲党支部": ["name_repeated"], "乙党支部": ["name_duplicate"]}


def test_names_of_bad_rows_mean_nothing_afterwards() -> None:
    good = CheckedRow(2, {"name": "天宁街道党工委", "kind": OrganizationKind.WORKING_COMMITTEE, "parent": None})
    bad = CheckedRow(3, {"name": "甲党支部", "kind": "branch", "parent": "没有的党委"})
    index = check_tree([(good, Reporter(HEADER)), (bad, Reporter(HEADER))], {"古村社区党委": None})
    assert index.names == ["古村社区党委", "天宁街道党工委"]


@pytest.mark.parametrize(("cell", "years"), [("5年", 5), (99, 99), (32_767, None), ("1e400", None)])
def test_a_term_longer_than_a_life_is_not_taken(cell: str | int, years: int | None) -> None:
    assert as_few(cell, date(2026, 11, 23))[0] == years
