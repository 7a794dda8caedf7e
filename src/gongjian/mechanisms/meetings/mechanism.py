"""What the mechanism of meetings (会议) offers upstairs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.registry import NavEntry, Offers, Panel, SearchSource, Subject, Tab, TodoSource
from gongjian.foundation.work import Appointments, Evidence, OpenItems
from gongjian.mechanisms.meetings import appointing, pending, searching, waiting
from gongjian.mechanisms.meetings.figures import FIGURES
from gongjian.mechanisms.meetings.kinds import DUTIES, KINDS
from gongjian.mechanisms.meetings.listing import MEETINGS, follow_up_table
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.permissions import may_hold, may_see_some
from gongjian.mechanisms.meetings.queries import proofs
from gongjian.mechanisms.meetings.serving import arranged, arranged_for
from gongjian.mechanisms.meetings.workday import work
from gongjian.registers.access.queries import viewers_of


def visible_to(user: Any) -> Any:
    return Meeting.objects.visible_to(user)


def begin(kind: str, user: Any, organization: Any, serves: date) -> str:
    """Where such a meeting is planned for the period of a day, or the one that is arranged for it already.

    "" where USER keeps no meetings there.
    """
    if not may_hold(user, organization):
        return ""
    if already := arranged_for(organization.pk, kind, serves):
        return reverse("meeting", args=[already.pk])
    query = {"kind": kind, "organization": organization.pk, "serves": serves.isoformat()}
    return f"{reverse('meeting_new')}?{urlencode(query)}"


def of_organization(user: Any, organization: Any) -> tuple[str, None] | None:
    """The tab 会议 of an organization: its own meetings and those below it."""
    return (f"{reverse('meetings')}?organization={organization.pk}", None) if may_see_some(user) else None


def viewers(user: Any, meeting: Meeting, on: date) -> Mapping[str, Any]:
    return {"viewers": viewers_of(meeting.org_path, permission="meetings.view", on=on)}


OFFERS = Offers(
    label="会议",
    basis="工作制度",
    navigation=[
        NavEntry("工作制度", "会议", "meetings", may_see_some, order=20),
        NavEntry("工作制度", "后续事项", "follow_ups", may_see_some, order=25),
    ],
    subjects=[Subject("meetings", "会议", visible_to, "meeting")],
    todos=[
        TodoSource("follow_ups", "后续", waiting.find_follow_ups, waiting.follow_ups_counted, at_most=waiting.AT_MOST),
        TodoSource("meetings", "会议", waiting.find_meetings, waiting.meetings_counted, at_most=waiting.AT_MOST),
        TodoSource(
            "invitations", "回执", waiting.find_invitations, waiting.invitations_counted, at_most=waiting.AT_MOST
        ),
    ],
    searches=[SearchSource("meetings", "会议", searching.find, order=40)],
    panels=[Panel("meeting", "谁能看到这条记录，为什么", "access/viewers.html", viewers, order=900)],
    tabs=[Tab("organization", "会议", of_organization, order=40)],
    evidence=[
        Evidence(each.key, each.label, "meetings", partial(proofs, each.key), partial(begin, each.key), arranged)
        for each in KINDS.values()
    ],
    duties=DUTIES,
    figures=FIGURES,
    open_items=[
        OpenItems("follow_ups", "后续事项", pending.follow_ups),
        OpenItems("resolutions", "没有派人办的决定", pending.resolutions),
        OpenItems("topics", "等联席会议定的事", pending.topics),
    ],
    appointments=[Appointments("meetings", "会议", appointing.find)],
    tables=[lambda on: MEETINGS, follow_up_table],
    workdays=[work],
)
