"""A simulated meeting has people who came and two who lead it, also where no list says whom it is for."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjian.foundation.work import Chance, Workday
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.simulated import Gathering
from gongjian.mechanisms.meetings.terms import MeetingState, Presence
from gongjian.mechanisms.meetings.workday import CALLED_DAYS, call, hold
from tests.mechanisms.meetings.hall import Hall

pytestmark = pytest.mark.django_db

ON = date(2026, 11, 4)


@pytest.mark.parametrize("kind", ["joint_conference", "party_government_meeting"])
def test_a_conference_is_held_with_those_below_and_somebody_in_the_chair(kind: str) -> None:
    hall, chance = Hall(), Chance(1)
    day = Workday(ON, chance, lambda _: hall.office)
    call(day, hall.root, Gathering(KINDS[kind], ON + timedelta(days=CALLED_DAYS), 9, chance.uid(kind)))
    meeting = Meeting.objects.get(kind=kind)
    assert list(meeting.attendees.values_list("party", flat=True)) == ["甲社区党总支"]
    hold(Workday(ON + timedelta(days=CALLED_DAYS), chance, lambda _: hall.office), meeting)
    meeting.refresh_from_db()
    came = meeting.attendees.filter(presence=Presence.PRESENT).count()
    assert (meeting.state, came, meeting.chair, meeting.recorder) == (MeetingState.HELD, 1, *[str(hall.office)] * 2)


def test_a_meeting_nobody_came_to_is_called_off() -> None:
    hall = Hall()
    day = Workday(ON, Chance(1), lambda _: hall.office)
    meeting = hall.plan("other", of=hall.root, at=day.at(9))
    hold(day, meeting)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.served.count()) == (MeetingState.CANCELLED, 0)
