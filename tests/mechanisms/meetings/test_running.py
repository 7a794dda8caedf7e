"""The acts of the run page: done once, however often they arrive."""

from __future__ import annotations

import pytest

from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.running import ACTS, carry_out
from tests.mechanisms.meetings.hall import Hall
from tests.street import NOW

pytestmark = pytest.mark.django_db


def test_an_act_that_arrives_twice_is_done_once() -> None:
    hall = Hall()
    meeting = hall.plan("organization_life_meeting")
    item = meeting.items.first()
    told = {"item": item, "text": "丁一：赞成"}
    done = [carry_out(meeting, "jot", told, seen_as="a1", by=hall.keeper, now=NOW) for _ in range(2)]
    item.refresh_from_db()
    assert (done, item.speeches) == ([True, False], "丁一：赞成")


def test_an_act_that_was_refused_may_come_again() -> None:
    hall = Hall()
    meeting = hall.plan()
    for _ in range(2):
        with pytest.raises(Refused):
            carry_out(meeting, "hold", {}, seen_as="a2", by=hall.keeper, now=NOW)
    assert meeting.seen.count() == 0


def test_only_known_acts_are_carried_out() -> None:
    hall = Hall()
    assert set(ACTS) == {"mark", "mark_all", "jot", "resolve", "follow_up", "add_item", "hold"}
    with pytest.raises(Refused):
        carry_out(hall.plan(), "drop", {}, by=hall.keeper, now=NOW)
