"""Superiors are resolved over the whole table; circles, orphans and repeats are told."""

from itertools import pairwise

from gongjian.foundation.sheets.checked import CheckedRow, Reporter
from gongjian.foundation.sheets.header import Header
from gongjian.foundation.tree import MAX_DEPTH
from gongjian.registers.organizations.checks import check_tree
from gongjian.registers.organizations.tables import TABLE
from gongjian.registers.organizations.terms import OrganizationKind, kind_of

HEADER = Header(TABLE, 1, ["党组织名称", "组织类别", "上级党组织"], {"name": 0, "kind": 1, "parent": 2}, [])


def codes(
    entries: list[tuple[str, str | None]], known: dict[str, str | None] | None = None, branches: tuple[str, ...] = ()
) -> dict[str, list[str]]:
    """What is wrong, by name, in a table of (name, superior) under a working committee."""
    root = CheckedRow(2, {"name": "天宁街道党工委", "kind": OrganizationKind.WORKING_COMMITTEE, "parent": "市委"})
    rows = [
        CheckedRow(number, {"name": name, "kind": kind_of(name), "parent": parent})
        for number, (name, parent) in enumerate(entries, 3)
    ]
    check_tree([(row, Reporter(HEADER)) for row in (root, *rows)], known or {}, branches)
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
    assert codes([("甲党总支", None), ("乙党支部", "甲党总支")]) == {"甲党总支": ["parent_missing"]}


def test_a_superior_that_the_platform_knows() -> None:
    assert codes([("甲党支部", "古村社区党委")], {"古村社区党委": None}) == {}


def test_the_same_name_twice() -> None:
    rows = [("甲党总支", "党工委"), ("甲党总支", "党工委"), ("乙党支部", "党工委"), ("乙党支部", "甲党总支")]
    assert codes(rows) == {"甲党总支": ["name_repeated"], "乙党支部": ["name_duplicate"]}


def test_names_of_bad_rows_mean_nothing_afterwards() -> None:
    good = CheckedRow(2, {"name": "天宁街道党工委", "kind": OrganizationKind.WORKING_COMMITTEE, "parent": None})
    bad = CheckedRow(3, {"name": "甲党支部", "kind": "branch", "parent": "没有的党委"})
    index = check_tree([(good, Reporter(HEADER)), (bad, Reporter(HEADER))], {"古村社区党委": None})
    assert index.names == ["古村社区党委", "天宁街道党工委"]


def test_a_branch_has_nothing_below_it() -> None:
    rows = [("甲党支部", "党工委"), ("乙党支部", "甲党支部"), ("丙党支部", "乙党支部"), ("丁党支部", "戊党支部")]
    assert codes(rows, {"戊党支部": "天宁街道党工委"}, ("戊党支部",)) == {
        "乙党支部": ["parent_is_branch"],
        "丙党支部": ["parent_is_branch"],
        "丁党支部": ["parent_is_branch"],
    }


def test_a_branch_may_become_one_that_has_others_below_it() -> None:
    rows = [("戊党总支", "党工委"), ("丁党支部", "戊党总支")]
    assert codes(rows, {"戊党总支": "天宁街道党工委"}, ("戊党总支",)) == {}


def test_what_has_others_below_it_cannot_become_a_branch() -> None:
    known: dict[str, str | None] = {"戊党支部": "天宁街道党工委", "己党支部": "戊党支部"}
    assert codes([("戊党支部", "党工委")], known, ("己党支部",)) == {"戊党支部": ["kind_has_below"]}
    assert codes([("戊党支部", "党工委"), ("己党支部", "党工委")], known, ("己党支部",)) == {}


def line(levels: int) -> list[tuple[str, str | None]]:
    """LEVELS general branches below the working committee, each below the one before."""
    names = ["天宁街道党工委", *(f"{number}号党总支" for number in range(2, levels + 1))]
    return [(name, above) for above, name in pairwise(names)]


def test_a_tree_has_no_more_levels_than_there_may_be() -> None:
    assert codes(line(MAX_DEPTH)) == {}
    assert codes(line(MAX_DEPTH + 2)) == {
        f"{MAX_DEPTH + 1}号党总支": ["too_deep"],
        f"{MAX_DEPTH + 2}号党总支": ["too_deep"],
    }


def test_what_moves_has_room_for_all_that_stands_below_it() -> None:
    known = dict([*line(MAX_DEPTH), ("甲党总支", "天宁街道党工委"), ("乙党支部", "甲党总支")])
    known["天宁街道党工委"] = None
    assert codes([("甲党总支", f"{MAX_DEPTH - 1}号党总支")], known) == {"甲党总支": ["too_deep"]}
    assert codes([("甲党总支", f"{MAX_DEPTH - 2}号党总支")], known) == {}
