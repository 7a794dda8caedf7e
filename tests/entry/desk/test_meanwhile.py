"""An import writes over nothing that was changed after its check without anybody having seen it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from gongjian.entry.desk.actions import check_again, start_batch, start_import
from gongjian.entry.desk.models import Batch
from gongjian.foundation.history import Entry
from gongjian.registers.accounts.models import User
from gongjian.registers.members import keeping as roster
from gongjian.registers.members.models import Member
from gongjian.registers.organizations import actions as organizations
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units import keeping as units
from gongjian.registers.units.models import Unit
from tests import rosters, street
from tests.street import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def office() -> User:
    rosters.take_in(rosters.files())
    return street.user("street_office", Organization.objects.get(name=rosters.ROOT))


def checked(office: User) -> Batch:
    """A batch that writes another phone for the first member, another secretary and another kind of unit."""
    people, firms, table = rosters.members(), rosters.units(), rosters.organizations()
    people[0]["联系电话"] = "15400000009"
    firms[0]["单位类别"] = "社会组织"
    table[0]["书记"] = "单雄信"
    handed_in = rosters.files(members=people, units=firms, organizations=table)
    return start_batch(handed_in, by=office, now=NOW, on=TODAY)


def imported(batch: Batch, office: User) -> Batch:
    start_import(batch, skip_bad_rows=True, by=office, now=LATER)
    batch.refresh_from_db()
    return batch


def change_phone(office: User) -> None:
    one = Member.objects.get(name="何一")
    roster.change(member=one, values={"phone": "15400000007"}, version=one.version, by=office, now=NOW)


def change_kind(office: User) -> None:
    firm = Unit.objects.get(name="甲公司")
    units.edit_unit(firm, {"kind": "institution"}, version=firm.version, by=office, now=NOW)


def change_secretary(office: User) -> None:
    branch = Organization.objects.get(name=rosters.FIRST)
    values = {"title": "书记", "holder": "钱五", "also": "", "from_on": TODAY}
    organizations.appoint(branch, values, by=office, now=NOW)


@pytest.mark.parametrize(
    ("act", "name"), [(change_phone, "何一"), (change_kind, "甲公司"), (change_secretary, rosters.FIRST)]
)
def test_what_was_changed_since_the_check_is_told_and_nothing_is_written(
    office: User, act: Callable[[User], None], name: str
) -> None:
    batch = checked(office)
    act(office)
    before = Member.objects.get(name="何一").phone, Unit.objects.get(name="甲公司").kind
    assert imported(batch, office).state == "failed"
    assert batch.message.startswith(f"检查以后，有人改过同样的内容：{name}。这次什么都没有写入。")
    assert (Member.objects.get(name="何一").phone, Unit.objects.get(name="甲公司").kind) == before
    check_again(batch, by=office, now=LATER)
    assert imported(batch, office).state == "done"
    assert Member.objects.get(name="何一").phone == "15400000009"


def test_a_record_that_came_since_the_check_is_not_written_over(office: User) -> None:
    people = rosters.members()
    people.append({**people[0], "姓名": "新来", "公民身份号码": rosters.identity(9), "联系电话": "15400000009"})
    batch = start_batch([rosters.file("members.csv", people)], by=office, now=NOW, on=TODAY)
    values = {"name": "新来", "identity": rosters.identity(9), "phone": "15400000007", "status": "full"}
    branch = Organization.objects.get(name=rosters.FIRST)
    roster.register(values={**values, "category": "resident"}, organization=branch, by=office, now=NOW)
    assert imported(batch, office).state == "failed"
    assert "新来" in batch.message
    assert Member.objects.get(name="新来").phone == "15400000007"


def test_other_fields_other_records_and_looks_keep_nobody_from_importing(office: User) -> None:
    batch = checked(office)
    one, two = Member.objects.get(name="何一"), Member.objects.get(name="单雄信")
    roster.change(member=one, values={"education": "大学"}, version=one.version, by=office, now=NOW)
    roster.change(member=two, values={"phone": "15400000007"}, version=two.version, by=office, now=NOW)
    roster.reveal(member=one, field="phone", by=office, now=NOW)
    lines = Entry.objects.count()
    assert imported(batch, office).state == "failed"
    assert ("单雄信" in batch.message, "何一" in batch.message) == (True, False)
    assert Entry.objects.count() == lines
    roster.change(member=two, values={"phone": "15400000001"}, version=two.version + 1, by=office, now=NOW)
    check_again(batch, by=office, now=LATER)
    roster.reveal(member=one, field="phone", by=office, now=NOW)
    assert imported(batch, office).state == "done"
    assert Member.objects.get(name="何一").education == "大学"
