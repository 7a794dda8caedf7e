"""Numbers about the meetings of an organization and all below it over a period, for reports and assessment."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from gongjian.foundation.tree import under
from gongjian.foundation.work import Figure
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Meeting, MeetingQuerySet, Resolution
from gongjian.mechanisms.meetings.terms import MeetingState, Part, Presence
from gongjian.mechanisms.meetings.waiting import moment, tomorrow

HELD = (MeetingState.HELD, MeetingState.RECORDED, MeetingState.LOCKED)
GROUP = "会议"


def in_period(since: date, until: date, before: str = "") -> Q:
    """Meetings held from SINCE until UNTIL, both included; BEFORE is the way to the meeting, "meeting__" or nothing."""
    return Q(
        **{
            f"{before}starts_at__gte": moment(since),
            f"{before}starts_at__lt": moment(tomorrow(until)),
            f"{before}state__in": HELD,
        }
    )


def held(*, path: str, since: date, until: date) -> MeetingQuerySet:
    return Meeting.objects.below(path).filter(in_period(since, until))


def meetings_held(*, path: str, since: date, until: date) -> int:
    return held(path=path, since=since, until=until).count()


def seats(*, path: str, since: date, until: date) -> Any:
    """Those due at the meetings of a period, without who is excused for good."""
    rows = Attendee.objects.filter(under("meeting__org_path", path), in_period(since, until, "meeting__"))
    return rows.filter(part=Part.DUE, excluded="")


def people_due(*, path: str, since: date, until: date) -> int:
    return seats(path=path, since=since, until=until).count()


def people_present(*, path: str, since: date, until: date) -> int:
    return seats(path=path, since=since, until=until).filter(presence=Presence.PRESENT).count()


def attendance_rate(*, path: str, since: date, until: date) -> int:
    """Whole percent, rounded down, so that it never says more than came; 0 where nobody was due."""
    due = people_due(path=path, since=since, until=until)
    return people_present(path=path, since=since, until=until) * 100 // due if due else 0


def resolutions(*, path: str, since: date, until: date) -> int:
    rows = Resolution.objects.filter(under("meeting__org_path", path), in_period(since, until, "meeting__"))
    return rows.count()


def follow_ups_closed(*, path: str, since: date, until: date) -> int:
    return FollowUp.objects.below(path).filter(closed_on__gte=since, closed_on__lte=until).count()


def follow_ups_open(*, path: str, since: date, until: date) -> int:
    """Those agreed by the end of the period and not closed by then."""
    rows = FollowUp.objects.below(path).filter(meeting__starts_at__lt=moment(tomorrow(until)))
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=until)).count()


def meeting_rows(organization: Any, since: date, until: date) -> str:
    query = {"organization": organization.pk, "since": since, "until": until, "state": "held"}
    return f"{reverse('meetings')}?{urlencode(query)}"


def follow_up_rows(state: str) -> Any:
    def rows(organization: Any, since: date, until: date) -> str:
        query: dict[str, Any] = {"organization": organization.pk, "state": state}
        if state == "closed":
            query |= {"since": since, "until": until}
        return f"{reverse('follow_ups')}?{urlencode(query)}"

    return rows


FIGURES = (
    Figure("meetings_held", "开会次数", "次", meetings_held, meeting_rows, GROUP),
    Figure("meeting_people_due", "应到人次", "人次", people_due, meeting_rows, GROUP),
    Figure("meeting_people_present", "实到人次", "人次", people_present, meeting_rows, GROUP),
    Figure("meeting_attendance", "到会率", "%", attendance_rate, meeting_rows, GROUP),
    Figure("meeting_resolutions", "议定事项", "项", resolutions, meeting_rows, GROUP),
    Figure("follow_ups_closed", "办结后续事项", "件", follow_ups_closed, follow_up_rows("closed"), GROUP),
    Figure("follow_ups_open", "没有办结的后续事项", "件", follow_ups_open, follow_up_rows("open"), GROUP),
)
