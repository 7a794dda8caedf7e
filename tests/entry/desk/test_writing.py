"""A checked batch becomes rows, ties, counts and history; the same batch again becomes nothing."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from gongjian.entry.desk import writing
from gongjian.foundation.changes import Touched
from gongjian.foundation.history import Entry
from gongjian.registers.members.models import Member
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from gongjian.registers.units.models import Cover, Unit, UnitFigures
from tests import rosters
from tests.street import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

NOTHING_NEW = {
    "organizations": {"new": 0, "changed": 0, "unchanged": 9},
    "units": {"new": 0, "changed": 0, "unchanged": 3},
    "members": {"new": 0, "changed": 0, "unchanged": 5},
}


def test_a_batch_is_written_with_one_line_of_history_for_every_record() -> None:
    imported = rosters.take_in(rosters.files(), batch_id=7)
    assert imported.as_words() == {
        "organizations": {"new": 9, "changed": 0, "unchanged": 0},
        "units": {"new": 3, "changed": 0, "unchanged": 0},
        "members": {"new": 5, "changed": 0, "unchanged": 0},
    }
    kinds = Entry.objects.filter(batch_id=7, verb="导入", changes__isnull=True).values_list("subject_type", flat=True)
    assert sorted(kinds) == ["members"] * 5 + ["organizations"] * 9 + ["places"] * 3 + ["units"] * 3


def test_the_same_batch_again_changes_nothing_and_leaves_no_history() -> None:
    rosters.take_in(rosters.files())
    lines, touched = Entry.objects.count(), Touched.objects.count()
    again = rosters.take_in(rosters.files())
    assert again.as_words() == NOTHING_NEW
    assert again.differences == {}
    assert (Entry.objects.count(), Touched.objects.count()) == (lines, touched)


def test_only_what_differs_is_changed_and_told() -> None:
    rosters.take_in(rosters.files())
    table = rosters.members()
    table[0]["联系电话"] = "15400000009"
    imported = rosters.take_in(rosters.files(members=table))
    assert imported.as_words()["members"] == {"new": 0, "changed": 1, "unchanged": 4}
    one = Member.objects.get(name="何一")
    assert imported.differences == {("members", one.pk, "何一"): {"phone": ["15400000001", "15400000009"]}}
    assert (one.phone, one.version) == ("15400000009", 2)


def test_an_empty_cell_and_a_missing_column_leave_what_is_stored() -> None:
    rosters.take_in(rosters.files())
    kept = ("姓名", "公民身份号码", "入党日期", "党支部", "联系电话")
    table = [{name: row[name] for name in kept} for row in rosters.members()]
    table[0]["联系电话"] = ""
    assert rosters.take_in([rosters.file("members.csv", table)]).differences == {}
    assert Member.objects.get(name="何一").phone == "15400000001"


def test_a_roster_that_names_another_branch_moves_the_member_and_the_counts() -> None:
    rosters.take_in(rosters.files())
    table = rosters.members()
    table[0]["党支部"] = rosters.SECOND
    imported = rosters.take_in(rosters.files(members=table))
    second = Organization.objects.get(name=rosters.SECOND)
    assert list(imported.differences.values()) == [{"organization": [rosters.FIRST, rosters.SECOND]}]
    assert Member.objects.get(name="何一").org_path == second.path
    assert figures() == {rosters.FIRST: (0, 1), rosters.SECOND: (1, 0), rosters.WEST_BRANCH: (1, 0)}


def test_counts_hold_what_was_written() -> None:
    rosters.take_in(rosters.files())
    assert figures() == {rosters.FIRST: (1, 1), rosters.WEST_BRANCH: (1, 0)}
    assert OrganizationFigures.objects.count() == Organization.objects.count()
    assert list(UnitFigures.objects.order_by("unit").values_list("unit__name", "full", "probationary")) == [
        ("甲公司", 1, 0),
        ("乙公司", 0, 0),
        ("丙公司", 0, 0),
    ]


def test_units_and_members_are_in_the_care_of_their_community_else_of_the_root() -> None:
    rosters.take_in(rosters.files())
    paths = dict(Organization.objects.values_list("name", "path"))
    assert dict(Unit.objects.values_list("name", "org_path")) == {
        "甲公司": paths[rosters.EAST],
        "乙公司": paths[rosters.WEST],
        "丙公司": paths[rosters.ROOT],
    }
    assert dict(Member.objects.filter(organization=None).values_list("name", "org_path")) == {
        "贾四": paths[rosters.EAST],
        "钱五": paths[rosters.ROOT],
    }


def test_units_imported_before_their_organizations_are_covered_once_these_stand() -> None:
    rosters.take_in([rosters.file("units.csv", [{**row, "已建党组织": ""} for row in rosters.units()])])
    rosters.take_in([rosters.file("organizations.csv", rosters.organizations())])
    east = Organization.objects.get(name=rosters.EAST)
    assert Unit.objects.get(name="甲公司").org_path == east.path
    assert set(Cover.objects.values_list("unit_name", "unit__name")) == {
        ("甲公司", "甲公司"),
        ("乙公司", "乙公司"),
        ("没有登记的公司", None),
    }


def test_what_units_say_of_organizations_waits_for_them_short_names_too() -> None:
    rows = [{**row, "已建党组织": rosters.EAST.replace("社区", ""), "所属社区": ""} for row in rosters.units()]
    rosters.take_in([rosters.file("units.csv", rows)])
    assert set(Unit.objects.values_list("org_path", flat=True)) == {""}
    rosters.take_in([rosters.file("organizations.csv", rosters.organizations())])
    root = Organization.objects.get(name=rosters.ROOT)
    assert set(Unit.objects.values_list("org_path", "organization_text")) == {(root.path, rosters.EAST)}
    assert Cover.objects.filter(organization__name=rosters.EAST, said_by_unit=True).count() == len(rows)
    before = Entry.objects.count()
    rosters.take_in([rosters.file("units.csv", rows)])
    assert Entry.objects.count() == before


def test_members_imported_before_their_unit_are_linked_to_it_later() -> None:
    rosters.take_in(rosters.files()[::2])
    assert Member.objects.get(name="何一").unit is None
    rosters.take_in([rosters.file("units.csv", rosters.units())])
    assert Member.objects.get(name="何一").unit == Unit.objects.get(name="甲公司")
    assert UnitFigures.objects.get(unit__name="甲公司").full == 1


def test_nothing_is_written_when_the_last_step_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(writing.Journal, "write", fail)
    with pytest.raises(DatabaseError):
        writing.write(rosters.checked(rosters.files()), by=None, now=NOW, on=TODAY)
    assert (Organization.objects.count(), Member.objects.count(), Entry.objects.count()) == (0, 0, 0)


def figures() -> dict[str, tuple[int, int]]:
    """Direct counts of the organizations that have members."""
    rows = OrganizationFigures.objects.values_list("organization__name", "full", "probationary")
    return {name: (full, probationary) for name, full, probationary in rows if full or probationary}


def test_long_texts_come_through_whole() -> None:
    long = "企业管理咨询、会议及展览服务；" * 40
    columns = ("行业", "地址", "联系电话", "党建指导员", "备注")
    units = [{**row, **dict.fromkeys(columns, long)} for row in rosters.units()]
    members = [{**row, **dict.fromkeys(("学历", "籍贯", "联系电话", "外出地点"), long)} for row in rosters.members()]
    rosters.take_in(rosters.files(units=units, members=members))
    stored = Unit.objects.values_list("industry", "address", "phone", "instructor", "note")
    assert [{len(text) for text in row} for row in stored] == [{len(long)}] * len(units)
    stored = Member.objects.values_list("education", "native_place", "phone", "away_place")
    assert [{len(text) for text in row} for row in stored] == [{len(long)}] * len(members)
