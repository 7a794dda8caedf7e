"""Numbers over a period, of an organization and all below it."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.mechanisms.meetings.figures import FIGURES
from gongjian.mechanisms.meetings.minutes import close_follow_up, follow_up, resolve
from gongjian.mechanisms.meetings.models import Attendee
from tests.mechanisms.meetings.hall import Hall, clock
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


def counted(path: str) -> dict[str, int]:
    period = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}
    return {each.key: each.count(path=path, **period) for each in FIGURES}


def test_the_month_of_a_community_is_counted() -> None:
    hall = Hall()
    meeting = hall.held()
    hall.held(at=clock(2026, 10, 31))
    hall.plan()
    Attendee.objects.filter(meeting=meeting, name="何二").update(presence="leave")
    Attendee.objects.filter(meeting=meeting, name="周四").update(excluded="年老体弱")
    resolve(meeting, {"text": "下月走访"}, by=hall.keeper, now=NOW)
    done = follow_up(meeting, {"text": "走访", "owner": hall.branch}, by=hall.keeper, now=NOW)
    follow_up(meeting, {"text": "划线", "owner": hall.branch}, by=hall.keeper, now=NOW)
    close_follow_up(done, result="走访了", on=TODAY, by=hall.keeper, now=NOW)
    assert counted(hall.community.path) == {
        "meetings_held": 1,
        "meeting_people_due": 3,
        "meeting_people_present": 2,
        "meeting_attendance": 66,
        "meeting_resolutions": 1,
        "follow_ups_closed": 1,
        "follow_ups_open": 1,
    }
