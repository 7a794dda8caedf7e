"""What is done to units: each act changes what it says, leaves its line and is judged again."""

from __future__ import annotations

import pytest

from gongjian.foundation.changes import Touched
from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.registers.units import actions
from gongjian.registers.units.models import Cover, Unit
from tests.street import NOW, TODAY, cover, organization, unit

pytestmark = pytest.mark.django_db
BY_NOBODY = {"by": None, "now": NOW}


def ties() -> set[tuple[str, str]]:
    return set(Cover.objects.values_list("organization__name", "unit_name"))


def test_found_branch_makes_a_branch_for_one_unit_and_a_joint_one_for_several() -> None:
    root = organization("党工委", "working_committee")
    one, two, three = (unit(name) for name in ("甲", "乙", "丙"))
    alone = actions.found_branch(units=[one], name="甲党支部", parent=root, founded_on=TODAY, **BY_NOBODY)
    joint = actions.found_branch(units=[two, three], name="联合党支部", parent=root, founded_on=TODAY, **BY_NOBODY)
    assert (alone.kind, joint.kind) == ("branch", "joint_branch")
    assert ties() == {("甲党支部", "甲"), ("联合党支部", "乙"), ("联合党支部", "丙")}


def test_cover_twice_is_one_tie_and_tells_both_sides() -> None:
    branch, firm = organization("支部"), unit("甲")
    actions.cover(units=[firm], organization=branch, **BY_NOBODY)
    actions.cover(units=[firm], organization=branch, **BY_NOBODY)
    assert ties() == {("支部", "甲")}
    assert set(Entry.objects.values_list("subject_type", "verb")) == {
        ("units", "挂靠党组织"),
        ("organizations", "接收单位"),
    }
    assert set(Touched.objects.values_list("subject_type", "subject_id")) == {
        ("units", firm.pk),
        ("organizations", branch.pk),
    }


def test_a_second_unit_of_the_same_name_does_not_push_the_first_off_the_list() -> None:
    branch, first, second = organization("支部"), unit("连锁店"), unit("连锁店")
    actions.cover(units=[first], organization=branch, **BY_NOBODY)
    with pytest.raises(Refused) as refused:
        actions.cover(units=[second], organization=branch, **BY_NOBODY)
    told = "“支部”已经有一家同名的“连锁店”。先在单位档案里把名称写得不一样，再挂靠。"
    assert (str(refused.value), Cover.objects.get().unit) == (told, first)


def test_release_takes_the_tie_away_and_what_the_unit_said() -> None:
    tie = cover(organization("支部"), unit("甲", organization_text="支部"), listed=False)
    actions.release(covers=[tie], **BY_NOBODY)
    assert (ties(), Unit.objects.get().organization_text) == (set(), "")


def test_move_covers_takes_names_without_unit_along() -> None:
    old, new = organization("旧"), organization("新")
    held = [cover(old, unit("甲")), cover(old, name="无名单位")]
    actions.move_covers(covers=held, to=new, **BY_NOBODY)
    assert ties() == {("新", "甲"), ("新", "无名单位")}


def test_assign_instructor_and_correct_declared_leave_what_was_before() -> None:
    firm = unit("甲", members_total=5, members_full=5)
    sent = actions.assign_instructor(unit=firm, instructor="王芳", **BY_NOBODY)
    actions.correct_declared(unit=sent, full=2, probationary=1, reason="报重了", **BY_NOBODY)
    first, second = Entry.objects.order_by("pk")
    assert first.changes == {"instructor": ["", "王芳"]}
    assert second.changes == {"members_total": [5, 3], "members_full": [5, 2], "members_probationary": [0, 1]}
    assert second.reason == "报重了"


def test_change_of_a_row_somebody_changed_meanwhile_is_refused() -> None:
    firm = unit("甲")
    actions.change(firm, verb="改", staff=3, **BY_NOBODY)
    with pytest.raises(Meanwhile):
        actions.change(firm, verb="改", staff=4, **BY_NOBODY)


def test_note_says_nothing_about_no_unit() -> None:
    actions.note([], verb="改", changes={}, reason="", **BY_NOBODY)
    assert (Entry.objects.count(), Touched.objects.count()) == (0, 0)
