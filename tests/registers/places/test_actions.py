"""Places written down by hand."""

from __future__ import annotations

import pytest

from gongjian.foundation.editing import Meanwhile
from gongjian.registers.places import actions
from tests.street import NOW, community, organization

pytestmark = pytest.mark.django_db


def test_add_place_puts_it_into_its_communitys_care():
    place = community("一社区", organization("一社区党委", "committee"))
    made = actions.add_place({"kind": "market", "name": "东门市场", "address": ""}, community=place, by=None, now=NOW)
    assert (made.community_id, made.org_path, made.initials) == (place.pk, place.org_path, "dmsc")


def test_edit_place_refuses_a_name_that_is_taken():
    place = community("一社区", organization("一社区党委", "committee"))
    values = {"kind": "market", "name": "东门市场", "address": ""}
    actions.add_place(values, community=place, by=None, now=NOW)
    other = actions.add_place(values | {"name": "西门市场"}, community=place, by=None, now=NOW)
    with pytest.raises(actions.PlaceTaken):
        actions.edit_place(other, {"name": "东门市场"}, version=1, by=None, now=NOW)


def test_edit_place_overwrites_nothing_of_another_editor():
    place = community("一社区", organization("一社区党委", "committee"))
    actions.edit_place(place, {"address": "一路"}, version=1, by=None, now=NOW)
    with pytest.raises(Meanwhile):
        actions.edit_place(place, {"address": "二路"}, version=1, by=None, now=NOW)
