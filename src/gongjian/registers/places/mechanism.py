"""What the register of places offers upstairs."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.registry import NavEntry, Offers, SearchSource, Subject
from gongjian.registers.places import searching
from gongjian.registers.places.listing import PLACES
from gongjian.registers.places.models import Place
from gongjian.registers.places.permissions import may_see_some


def visible_to(user: Any) -> Any:
    return Place.objects.visible_to(user)


OFFERS = Offers(
    label="地点",
    basis="组织框架",
    navigation=[NavEntry("组织框架", "社区和楼宇", "places", may_see_some, order=40)],
    subjects=[Subject("places", "地点", visible_to, "place_edit")],
    searches=[SearchSource("places", "社区和楼宇", searching.find, order=40)],
    tables=[lambda on: PLACES],
)
