"""Like problems as lines with one button each, and what a press of it means."""

from __future__ import annotations

from typing import Any

from gongjian.entry.desk.mending import FIRST_DAY, first_lines, fixes_for, lines_of, made_so_far
from tests.street import TODAY


def value(found: str, *rows: int, file: str = "a.xlsx", choices: tuple[str, ...] = ()) -> dict[str, Any]:
    places = [{"file": file, "sheet": "S", "row": row, "letter": "C", "name": ""} for row in rows]
    return {"found": found, "count": len(rows), "rows": places, "choices": choices}


def group(code: str, field: str, *values: dict[str, Any], severity: str = "error") -> dict[str, Any]:
    told = {"kind": "members", "field": field, "code": code, "column": field, "severity": severity, "message": "不对。"}
    return told | {"count": sum(each["count"] for each in values), "values": list(values)}


def report(*groups: dict[str, Any]) -> dict[str, Any]:
    return {"groups": list(groups), "files": [{"file": "a.xlsx", "kind": "members"}]}


def press(code: str, field: str, **more: str) -> dict[str, str]:
    return {"kind": "members", "field": field, "code": code, **more}


def test_a_date_without_its_day_is_read_as_the_first_or_left_empty() -> None:
    found = report(group("date_month_only", "joined_on", value("2016.7", 12, 40), value("2017.8", 13)))
    line = lines_of(found, on=TODAY)[0]
    assert (line.example, line.count, line.fixable) == ("2016.7", 3, 3)
    assert line.choices == ((FIRST_DAY, "按当月 1 日：2016-07-01"), ("", "先不填"))
    pressed = press("date_month_only", "joined_on", choice=FIRST_DAY)
    assert fixes_for(found, pressed, on=TODAY) == [
        {"field": "joined_on", "found": "2016.7", "replacement": "2016-07-01"},
        {"field": "joined_on", "found": "2017.8", "replacement": "2017-08-01"},
    ]


def test_what_is_wrong_only_beside_another_cell_is_emptied_only_in_its_row() -> None:
    found = report(group("conversion_before_join", "converted_on", value("1967-03-29", 12)))
    pressed = press("conversion_before_join", "converted_on", choice="")
    assert fixes_for(found, pressed, on=TODAY) == [
        {"field": "converted_on", "found": "1967-03-29", "replacement": "", "file": "a.xlsx", "sheet": "S", "row": 12}
    ]


def test_a_second_root_is_renamed_in_its_row_and_wherever_it_is_the_superior() -> None:
    found = report(group("root_stands", "name", value("青石街道党工委", 4, choices=("澄湖街道党工委",))))
    pressed = press("root_stands", "name", choice="澄湖街道党工委")
    renamed = {"found": "青石街道党工委", "replacement": "澄湖街道党工委"}
    assert fixes_for(found, pressed, on=TODAY) == [
        renamed | {"field": "parent"},
        renamed | {"field": "name", "file": "a.xlsx", "sheet": "S", "row": 4},
    ]


def test_what_only_waits_for_another_row_is_not_emptied() -> None:
    found = report(group("superior_unsettled", "organization", value("东园社区党委", 3, 9)))
    assert lines_of(found, on=TODAY)[0].choices == ()


def test_an_unknown_name_is_replaced_wherever_it_stands() -> None:
    found = report(
        group("branch_unknown", "organization", value("怡康二支部", 3, 9, choices=("怡康第一支部", "怡康第二支部")))
    )
    line = lines_of(found, on=TODAY)[0]
    likely, other, nothing = line.choices
    assert (likely, other[0], nothing[0]) == (("怡康第二支部", "怡康第二支部（很像）"), "怡康第一支部", "")
    pressed = press("branch_unknown", "organization", found="怡康二支部", choice="怡康第二支部")
    assert fixes_for(found, pressed, on=TODAY) == [
        {"field": "organization", "found": "怡康二支部", "replacement": "怡康第二支部"}
    ]


def test_a_short_name_is_decided_sheet_by_sheet_and_nothing_is_chosen_beforehand() -> None:
    here, there = value("第一党支部", 3), value("第一党支部", 5, file="b.xlsx")
    both = here | {"count": 2, "rows": here["rows"] + there["rows"], "choices": ("东", "西")}
    found = report(group("branch_ambiguous", "organization", both))
    lines = lines_of(found, on=TODAY)
    assert [(line.file, line.fixable, line.choices[0]) for line in lines] == [
        ("a.xlsx", 1, ("undecided", "选一个")),
        ("b.xlsx", 1, ("undecided", "选一个")),
    ]
    pressed = press("branch_ambiguous", "organization", found="第一党支部", file="b.xlsx", sheet="S", choice="西")
    assert fixes_for(found, pressed, on=TODAY) == [
        {"field": "organization", "found": "第一党支部", "replacement": "西", "file": "b.xlsx", "sheet": "S"}
    ]


def test_somebody_elses_organization_is_neither_guessed_nor_emptied() -> None:
    found = report(group("out_of_scope", "organization", value("西园第一支部", 3, choices=("西园社区第一支部",))))
    assert lines_of(found, on=TODAY)[0].choices == (
        ("undecided", "选一个"),
        ("西园社区第一支部", "西园社区第一支部"),
    )


def test_names_and_identity_numbers_are_never_emptied_together() -> None:
    found = report(group("id_checksum", "identity_number", value("320402196604147653", 3)))
    line = lines_of(found, on=TODAY)[0]
    assert (line.choices, line.example) == ((), "")


def test_errors_stand_before_doubts_and_the_many_before_the_few() -> None:
    few, many = group("a", "joined_on", value("x", 1)), group("b", "joined_on", value("x", 1, 2))
    doubt = group("c", "joined_on", value("x", 1, 2, 3), severity="warning")
    assert [line.code for line in lines_of(report(doubt, few, many), on=TODAY)] == ["b", "a", "c"]


def test_a_doubt_is_seen_at_once_even_behind_many_errors() -> None:
    errors = [group(f"code-{each}", "joined_on", value("x", each)) for each in range(20)]
    doubt = group("doubt", "joined_on", value("x", 1), severity="warning")
    first, rest = first_lines(lines_of(report(*errors, doubt), on=TODAY))
    assert (len(first), first[-1].code, len(rest)) == (9, "doubt", 12)


def test_fixes_chosen_together_are_one_line_in_words() -> None:
    common = {"file": None, "sheet": None, "row": None}
    fixes = [
        {"field": "joined_on", "found": "2016.7", "replacement": "", **common},
        {"field": "joined_on", "found": "2017.8", "replacement": "", **common},
        {"field": "name", "found": "", "replacement": "何一", "file": "a.xlsx", "sheet": "S", "row": 12},
    ]
    made = made_so_far(fixes, report())
    assert [(each.numbers, each.sentence) for each in made] == [
        ((2,), "第 12 行的姓名，改成“何一”"),
        ((0, 1), "入党日期里的 2 处，先不填"),
    ]


def test_a_name_unlike_all_others_is_written_once_for_all_its_rows() -> None:
    found = report(group("branch_unknown", "organization", value("没人叫的支部", 3, 9)))
    line = lines_of(found, on=TODAY)[0]
    assert (line.is_typed, line.fixable, line.choices) == (True, 2, (("", "先不填这一格"),))
    pressed = press("branch_unknown", "organization", found="没人叫的支部", choice="东园第一支部")
    assert fixes_for(found, pressed, on=TODAY) == [
        {"field": "organization", "found": "没人叫的支部", "replacement": "东园第一支部"}
    ]


def test_a_short_name_that_only_one_branch_here_can_mean_has_it_chosen_beforehand() -> None:
    found = report(group("branch_ambiguous", "organization", value("第一党支部", 3, choices=("东",))))
    assert lines_of(found, on=TODAY)[0].choices == (("东", "东（能用的只有它）"), ("", "先不填这一格"))
