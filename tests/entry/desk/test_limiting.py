"""People import for their own part of the tree, and learn nothing about the others from what they are told."""

from __future__ import annotations

import pytest

from gongjian.entry.desk.checking import CheckedBatch
from gongjian.entry.desk.grouping import groups
from gongjian.entry.desk.known import known_to
from gongjian.entry.desk.limiting import LOOSE, SENTENCE, UNFOUND, keep_to_scope
from gongjian.entry.desk.mending import lines_of
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests import rosters, street

pytestmark = [pytest.mark.django_db, pytest.mark.stores]


@pytest.fixture
def worker() -> User:
    """Keeps the eastern community of a street that is already imported."""
    rosters.take_in(rosters.files())
    return street.user("community_worker", Organization.objects.get(name=rosters.EAST))


def limited(handed_in: list[tuple[str, bytes]], user: User | None) -> CheckedBatch:
    checked = rosters.checked(handed_in, known=known_to(user))
    keep_to_scope(checked, by=user)
    return checked


def refused(checked: CheckedBatch, kind: str) -> dict[str, list[str]]:
    """{name: codes of the errors} of the bad rows of one kind."""
    rows = [row for sheet in checked.of_kind(kind) for row in sheet.rows if not row.is_good]
    return {row.values["name"]: [problem.code for problem in row.problems] for row in rows}


def test_members_of_other_branches_and_of_no_branch_elsewhere_are_refused(worker: User) -> None:
    checked = limited(rosters.files(), worker)
    assert refused(checked, "members") == {"欧阳静": ["out_of_scope"], "钱五": ["out_of_scope"]}


def test_units_of_other_communities_are_refused(worker: User) -> None:
    wrong = refused(limited(rosters.files(), worker), "units")
    assert wrong == {"乙公司": ["out_of_scope"], "丙公司": ["out_of_scope"]}


def test_organizations_beside_and_above_are_refused_those_below_are_not(worker: User) -> None:
    third = {"党组织名称": "东园社区党委第三党支部", "组织类别": "党支部", "上级党组织": rosters.EAST}
    table = [*rosters.organizations(), third]
    wrong = refused(limited(rosters.files(organizations=table), worker), "organizations")
    assert set(wrong) == {
        rosters.ROOT,
        rosters.RESIDENTIAL,
        rosters.ENTERPRISE,
        rosters.WEST,
        rosters.WEST_BRANCH,
        rosters.JOINT,
    }
    assert {code for codes in wrong.values() for code in codes} == {"out_of_scope"}


def test_somebody_elses_member_cannot_be_taken_by_naming_the_own_branch(worker: User) -> None:
    table = rosters.members()
    table[2] |= {"党支部": rosters.FIRST, "居住社区": "东园"}
    assert refused(limited([rosters.file("members.csv", table)], worker), "members") == {
        "欧阳静": ["out_of_scope"],
        "钱五": ["out_of_scope"],
    }


def test_somebody_elses_branch_and_a_branch_that_is_nowhere_read_alike(worker: User) -> None:
    table = rosters.members()[1:3]
    table[0] |= {"党支部": "根本没有的党支部"}
    checked = limited([rosters.file("members.csv", table)], worker)
    told = [(each.code, each.message) for row in checked.sheets[0].rows for each in row.problems]
    assert told == [("out_of_scope", UNFOUND), ("out_of_scope", UNFOUND)]


def test_the_words_name_nobody(worker: User) -> None:
    checked = limited(rosters.files(), worker)
    messages = {each.message for sheet in checked.sheets for row in sheet.rows for each in row.problems}
    assert messages == {SENTENCE}


def test_the_street_office_and_the_operator_may_import_all(worker: User) -> None:
    office = street.user("street_office", Organization.objects.get(name=rosters.ROOT))
    for user in (office, None):
        checked = limited(rosters.files(), user)
        assert [row for sheet in checked.sheets for row in sheet.rows if not row.is_good] == []


def test_one_without_any_right_may_import_nothing(worker: User) -> None:
    auditor = street.user("auditor", Organization.objects.get(name=rosters.ROOT))
    checked = limited(rosters.files(), auditor)
    assert [row for sheet in checked.sheets for row in sheet.rows if row.is_good] == []


def test_whoever_sees_all_is_told_that_the_tables_hang_on_nothing_here() -> None:
    other = street.organization("另一街道党工委", "working_committee")
    checked = limited(rosters.files(), street.user("street_office", other))
    assert refused(checked, "organizations")[rosters.ROOT] == ["root_stands"]
    assert refused(checked, "organizations")[rosters.EAST] == ["superior_unsettled"]
    assert refused(checked, "members")["欧阳静"] == ["superior_unsettled"]


def test_a_second_working_committee_can_be_taken_for_the_one_that_stands_at_one_press() -> None:
    office = street.user("street_office", street.organization("另一街道党工委", "working_committee"))
    checked = limited(rosters.files(), office)
    line = lines_of({"groups": groups(checked, known_to(office))}, on=street.TODAY)[0]
    assert (line.column, line.count, line.sentence) == ("党组织名称", 1, "本街道已经有党工委“另一街道党工委”")
    assert line.choices == (("另一街道党工委", "就是“另一街道党工委”"),)


def claiming(name: str, community: str, **more: str) -> list[tuple[str, bytes]]:
    row = {"党组织名称": name, "组织类别": "党委", "上级党组织": rosters.RESIDENTIAL, "所属社区": community} | more
    return [rosters.file("organizations.csv", [row])]


@pytest.mark.parametrize(
    ("name", "superior"),
    [(rosters.EAST, rosters.RESIDENTIAL), ("新的党总支", rosters.EAST), (rosters.FIRST, rosters.EAST)],
)
@pytest.mark.parametrize("community", ["西园", "西园社区居委会", "没人管的社区"])
def test_a_community_somebody_else_keeps_cannot_be_taken_with_a_row(
    worker: User, name: str, superior: str, community: str
) -> None:
    checked = limited(claiming(name, community, 上级党组织=superior), worker)
    assert refused(checked, "organizations") == {name: ["out_of_scope"]}


def test_the_own_community_may_be_named_and_any_where_nobody_answers_for_one(worker: User) -> None:
    table = [row | {"所属社区": "东园"} for row in rosters.organizations() if row["上级党组织"] == rosters.EAST]
    assert refused(limited([rosters.file("organizations.csv", table)], worker), "organizations") == {}
    body = street.user("body_secretary", Organization.objects.get(name=rosters.ENTERPRISE))
    elsewhere = claiming("新的联合党支部", "西园", 上级党组织=rosters.ENTERPRISE)
    assert refused(limited(elsewhere, body), "organizations") == {}


def test_what_already_stands_may_be_said_again(worker: User) -> None:
    west = Organization.objects.get(name=rosters.WEST).community
    Organization.objects.filter(name=rosters.SECOND).update(community=west)
    same = claiming(rosters.SECOND, "西园", 上级党组织=rosters.EAST)
    assert refused(limited(same, worker), "organizations") == {}
    Organization.objects.filter(name="东园社区党委第一党支部").update(kind="general_branch")
    moved = claiming(rosters.SECOND, "西园", 上级党组织=rosters.FIRST)
    assert refused(limited(moved, worker), "organizations") == {rosters.SECOND: ["out_of_scope"]}


def test_whoever_keeps_the_residential_body_gives_away_communities_nobody_answers_for(worker: User) -> None:
    body = street.user("body_secretary", Organization.objects.get(name=rosters.RESIDENTIAL))
    assert refused(limited(claiming("南园社区党委", "南园"), body), "organizations") == {}


def test_units_somebody_else_keeps_and_units_that_are_nowhere_read_alike_in_a_list_of_units(worker: User) -> None:
    row = rosters.organizations()[0] | {"所在单位": "甲公司、乙公司、根本没有的公司"}
    checked = limited([rosters.file("organizations.csv", [row])], worker)
    [only] = checked.sheets[0].rows
    assert only.is_good
    assert [(each.code, each.message, each.found) for each in only.problems] == [
        ("units_elsewhere", LOOSE, "乙公司、根本没有的公司")
    ]
