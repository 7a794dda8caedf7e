"""Members taken in from tables: who is who, what follows a change."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjian.foundation.journal import Journal
from gongjian.foundation.secrets import decrypt, index_of
from gongjian.registers.members import intake
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, member, organization
from tests.workbooks import identity

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

JOINED = date(2001, 7, 1)


@pytest.fixture
def branch() -> Organization:
    return organization("第一党支部")


def row(**values: Any) -> dict[str, Any]:
    usual = {"name": "何一", "identity_number": identity(1), "joined_on": JOINED, "organization": "第一党支部"}
    return {**usual, "status": "full", "category": "resident", **values}


def take_in(*rows: dict[str, Any]) -> Journal:
    journal = Journal(by=None, now=NOW)
    intake.take_in(rows, root="", journal=journal)
    return journal


def test_a_number_is_sealed_and_found_by_its_fingerprint(branch: Organization) -> None:
    take_in(row())
    one = Member.objects.get(identity_index=index_of(identity(1)))
    assert decrypt(one.identity_sealed) == identity(1)
    assert identity(1) not in one.identity_sealed
    assert one.born_on == date(1980, 1, 1)


def test_people_with_the_same_name_are_different_people(branch: Organization) -> None:
    take_in(row(), row(identity_number=identity(2)))
    assert Member.objects.filter(name="何一").count() == 2


def test_the_same_number_is_the_same_member_under_another_name_and_branch(branch: Organization) -> None:
    other = organization("第二党支部")
    take_in(row())
    journal = take_in(row(name="何壹", organization="第二党支部"))
    one = Member.objects.get()
    assert (one.name, one.organization, one.org_path, one.given) == ("何壹", other, other.path, "壹")
    changes = journal.told("members", whole=False)[0].changes
    assert changes == {"name": ["何一", "何壹"], "organization": ["第一党支部", "第二党支部"]}


def test_without_a_number_name_branch_and_day_of_joining_tell_who_it_is(branch: Organization) -> None:
    twins = (row(identity_number=None), row(identity_number=None))
    take_in(*twins)
    assert take_in(*twins).lines == {}
    take_in(row(identity_number=None, joined_on=date(2002, 7, 1)))
    assert Member.objects.count() == 3


def test_a_number_that_comes_later_is_given_to_the_member_who_had_none(branch: Organization) -> None:
    known = member("何一", branch, joined_on=JOINED)
    take_in(row())
    known.refresh_from_db()
    assert (Member.objects.count(), decrypt(known.identity_sealed)) == (1, identity(1))
    assert known.identity_index == index_of(identity(1))


def test_one_who_left_the_roll_is_not_touched(branch: Organization) -> None:
    gone = member("何一", branch, joined_on=JOINED, identity_index=index_of(identity(1)), state="moved")
    take_in(row(phone="1"))
    gone.refresh_from_db()
    assert (gone.phone, Member.objects.count()) == ("", 2)


def test_a_transfer_under_way_ends_when_the_roster_says_another_branch(branch: Organization) -> None:
    take_in(row())
    organization("第二党支部")
    letter = {"sent_at": NOW, "sent_by": "某", "letter_valid_until": TODAY, "to_outside": "外地"}
    Transfer.objects.create(member=Member.objects.get(), from_organization=branch, **letter)
    take_in(row(phone="13900000000"))
    assert Transfer.objects.get().state == "sent"
    take_in(row(organization="第二党支部"))
    assert (Transfer.objects.get().state, Transfer.objects.get().answer) == ("withdrawn", "导入的名册里组织关系变了")


def test_a_change_of_standing_is_counted(branch: Organization) -> None:
    take_in(row(status="probationary"))
    branch.figures.refresh_from_db()
    assert (branch.figures.full, branch.figures.probationary) == (0, 1)
    take_in(row(status="full"))
    branch.figures.refresh_from_db()
    assert (branch.figures.full, branch.figures.probationary) == (1, 0)
