"""Places are found by any part of their name as soon as they are entered, renamed or named by a sheet."""

from __future__ import annotations

from typing import Any

import pytest

from gongjian.foundation import asking
from gongjian.foundation.journal import Journal
from gongjian.registers.places import actions, intake, searching
from gongjian.registers.places.models import Place
from tests.street import NOW, community, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> dict[str, Any]:
    root = organization("街道党工委", "working_committee")
    mine, other = organization("甲社区党委", "committee", root), organization("乙社区党委", "committee", root)
    return {"root": root, "mine": mine, "other": other, "community": community("甲社区", mine)}


def found(street: dict[str, Any], at: str, text: str) -> list[tuple[str, str]]:
    viewer = user("street_office", street[at], username=f"{at}{text}")
    return [(hit.label, hit.detail) for hit in asking.found([searching.find(viewer, text, 8)])[0]]


def test_a_place_entered_by_hand_is_found_by_its_middle_and_its_pinyin(street: dict[str, Any]):
    values = {"kind": "building", "name": "天宁双桂坊大厦"}
    actions.add_place(values, community=street["community"], by=user("street_office", street["root"]), now=NOW)
    for text in ("双桂", "sgf", "shuangg", "dasha"):
        assert found(street, "root", text) == [("天宁双桂坊大厦", "楼宇")], text
    assert found(street, "other", "双桂") == []


def test_a_place_renamed_is_found_by_its_new_name_only(street: dict[str, Any]):
    who = user("street_office", street["root"])
    made = actions.add_place({"kind": "estate", "name": "旧园"}, community=street["community"], by=who, now=NOW)
    actions.edit_place(made, {"name": "新苑"}, version=1, by=who, now=NOW)
    assert (found(street, "root", "旧园"), found(street, "root", "新苑")) == ([], [("新苑", "小区")])


def test_places_that_a_sheet_names_are_found_and_lead_to_their_community(street: dict[str, Any]):
    wanted = {"东门灯具市场": (street["community"].pk, street["mine"].path)}
    intake.inner_places(wanted, journal=Journal(by=None, now=NOW))
    hits = asking.found([searching.find(user("street_office", street["mine"]), "dengju", 8)])[0]
    assert [(hit.label, hit.detail) for hit in hits] == [("东门灯具市场", "市场")]
    assert hits[0].url == "/places/?q=%E4%B8%9C%E9%97%A8%E7%81%AF%E5%85%B7%E5%B8%82%E5%9C%BA"
    assert Place.objects.filter(name="东门灯具市场").count() == 1
