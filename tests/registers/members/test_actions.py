"""What is done to members: each act changes what it says, keeps the counts and leaves its line."""

from __future__ import annotations

import pytest

from gongjian.foundation.changes import Touched
from gongjian.foundation.history import Entry
from gongjian.registers.members.actions import (
    InTransfer,
    affiliate,
    check_not_in_transfer,
    end_transfers,
    log_contact,
    resume_transfers,
)
from gongjian.registers.members.branches import divide_branch, merge_branch
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization, OrganizationFigures
from tests.street import NOW, TODAY, cover, member, organization, unit

pytestmark = pytest.mark.django_db
BY_NOBODY = {"by": None, "now": NOW}


def sizes() -> dict[str, int]:
    return dict(OrganizationFigures.objects.values_list("organization__name", "full"))


def test_log_contact_writes_the_day_and_how() -> None:
    person = member("流动", organization("支部"), category="floating")
    log_contact(member=person, on=TODAY, note="打过电话", **BY_NOBODY)
    line = Entry.objects.get()
    assert (line.verb, line.reason, line.changes) == ("联系", "打过电话", {"last_contact_on": [None, "2026-11-23"]})
    assert Member.objects.get().last_contact_on == TODAY


def test_affiliate_moves_the_counts_and_ends_the_mark() -> None:
    old, new = organization("旧"), organization("新")
    one, two = member("甲", old), member("乙", category="unaffiliated")
    affiliate(members=[one, two], organization=new, category="retired", **BY_NOBODY)
    kept = {each.name: (each.organization, each.org_path, each.category) for each in Member.objects.all()}
    assert kept == {"甲": (new, new.path, "resident"), "乙": (new, new.path, "retired")}
    assert sizes() == {"旧": 0, "新": 2}
    assert {("organizations", old.pk), ("organizations", new.pk), ("members", one.pk)} <= set(
        Touched.objects.values_list("subject_type", "subject_id")
    )


def sent(person: Member) -> Transfer:
    return Transfer.objects.create(
        member=person,
        from_organization=person.organization,
        to_outside="外地",
        sent_at=NOW,
        sent_by="某",
        letter_valid_until=TODAY,
    )


def test_whoever_is_being_transferred_is_not_sent_again() -> None:
    person = member("甲", organization("支部"))
    sent(person)
    with pytest.raises(InTransfer, match="“甲”正在转接"):
        check_not_in_transfer([person])


def test_a_transfer_ends_when_its_member_is_put_elsewhere() -> None:
    person = member("甲", organization("支部"))
    sent(person)
    affiliate(members=[person], organization=organization("新"), **BY_NOBODY)
    ended = Transfer.objects.get()
    assert (ended.state, ended.answer, ended.decided_at) == ("withdrawn", "已编入新", NOW)
    assert [(line.verb, line.reason) for line in Entry.objects.order_by("pk")] == [
        ("撤回转接", "已编入新"),
        ("编入支部", ""),
    ]


def test_only_transfers_under_way_end() -> None:
    person = member("甲", organization("支部"))
    answered = sent(person)
    Transfer.objects.filter(pk=answered.pk).update(state="returned", decided_at=NOW)
    end_transfers([person.pk], reason="别处", **BY_NOBODY)
    assert (Transfer.objects.get().state, Entry.objects.count()) == ("returned", 0)


def test_a_transfer_ended_by_mistake_is_taken_up_again() -> None:
    person = member("甲", organization("支部"))
    sent(person)
    end_transfers([person.pk], reason="名册写在别处", **BY_NOBODY)
    resume_transfers([person.pk], ended_at=NOW, reason="名册写在别处", **BY_NOBODY)
    resumed = Transfer.objects.get()
    assert (resumed.state, resumed.answer, resumed.decided_at) == ("sent", "", None)
    assert Entry.objects.order_by("pk").last().verb == "恢复转接"


def test_a_transfer_the_sender_took_back_stays_so() -> None:
    person = member("甲", organization("支部"))
    sent(person)
    end_transfers([person.pk], reason="不转了", **BY_NOBODY)
    resume_transfers([person.pk], ended_at=NOW, reason="名册写在别处", **BY_NOBODY)
    assert Transfer.objects.get().state == "withdrawn"


def test_a_branch_divided_keeps_everyone() -> None:
    root = organization("党委", "committee")
    branch = organization("支部", parent=root)
    people = [member(f"党员{number}", branch) for number in range(4)]
    divide_branch(branch=branch, name="新支部", parent=root, founded_on=TODAY, members=people[2:], **BY_NOBODY)
    assert sizes() == {"党委": 0, "支部": 2, "新支部": 2}


def test_a_branch_merged_gives_its_members_and_units_and_ends() -> None:
    root = organization("党委", "committee")
    small, large = organization("小", parent=root), organization("大", parent=root)
    member("甲", small)
    cover(small, unit("单位"))
    merge_branch(branch=small, into=large, ended_on=TODAY, **BY_NOBODY)
    small.refresh_from_db()
    assert (small.state, sizes()) == ("ended", {"党委": 0, "小": 0, "大": 1})
    assert list(Organization.objects.get(name="大").covers.values_list("unit_name", flat=True)) == ["单位"]
