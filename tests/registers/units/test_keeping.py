"""Units kept by hand: in, changed, out; each with its line and its place in the tree."""

from __future__ import annotations

import pytest

from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.history import Entry
from gongjian.foundation.search import Term
from gongjian.registers.members.models import Member
from gongjian.registers.units import keeping
from gongjian.registers.units.models import Cover, Unit, UnitFigures
from tests.street import NOW, community, cover, member, organization, unit

pytestmark = pytest.mark.django_db


def entered(**values: object) -> Unit:
    common = {
        "name": "恒泰商贸有限公司",
        "code": "",
        "kind": "enterprise",
        "members_full": 2,
        "members_probationary": 1,
    }
    return keeping.enter_unit({**common, **values}, by=None, now=NOW)


def test_a_new_unit_is_in_its_communitys_care_counted_and_findable():
    root = organization("街道党工委", "working_committee")
    place = community("一社区", organization("一社区党委", "committee", root))
    made = entered(community=place)
    assert (made.org_path, made.members_total) == (place.org_path, 3)
    assert UnitFigures.objects.filter(unit=made).count() == 1
    assert Term.objects.filter(subject_type="units", subject_id=made.pk, term="泰商贸有限公司").count() == 1


def test_a_unit_without_a_community_is_in_the_roots_care():
    root = organization("街道党工委", "working_committee")
    assert entered().org_path == root.path


def test_whoever_is_said_to_work_there_is_counted_once_the_unit_is_entered_or_bears_that_name():
    root = organization("街道党工委", "working_committee")
    places = ("恒泰商贸有限公司", "恒泰商贸有限公司 会计", "恒泰商贸有限公司分店", "新名公司")
    people = [member(f"甲{place}", root, workplace=place) for place in places]
    made = entered()
    assert [Member.objects.get(pk=each.pk).unit for each in people] == [made, made, None, None]
    keeping.edit_unit(made, {"name": "新名公司"}, version=made.version, by=None, now=NOW)
    assert UnitFigures.objects.get(unit=made).full == 3


def test_a_code_belongs_to_one_unit():
    organization("街道党工委", "working_committee")
    entered(code="91320402MA00000910")
    with pytest.raises(keeping.CodeTaken) as refusal:
        entered(code="91320402MA00000910")
    assert str(refusal.value) == "这个代码已经有单位用了，请核对是不是同一家。找不到的话，它可能归别的组织管。"


def test_moving_to_another_community_moves_the_care():
    root = organization("街道党工委", "working_committee")
    place = community("一社区", organization("一社区党委", "committee", root))
    made = entered()
    edited = keeping.edit_unit(made, {"community": place, "members_full": 5}, version=1, by=None, now=NOW)
    assert (edited.org_path, edited.members_total, edited.version) == (place.org_path, 6, 2)
    changes = Entry.objects.about("units", made.pk)[0].changes
    assert changes == {"community": [None, place.pk], "members_full": [2, 5]}


def test_the_second_editor_overwrites_nothing():
    organization("街道党工委", "working_committee")
    made = entered()
    keeping.edit_unit(made, {"phone": "1"}, version=1, by=None, now=NOW)
    with pytest.raises(Meanwhile):
        keeping.edit_unit(made, {"phone": "2"}, version=1, by=None, now=NOW)


def test_a_unit_that_left_is_covered_and_found_no_longer():
    branch = organization("支部")
    made = unit("旧单位")
    cover(branch, made)
    keeping.close_unit(made, reason="搬到外区", by=None, now=NOW)
    assert list(Unit.objects.active()) == []
    assert list(Cover.objects.effective().filter(unit__state="active")) == []
    assert Entry.objects.get(verb="迁出或注销").reason == "搬到外区"
