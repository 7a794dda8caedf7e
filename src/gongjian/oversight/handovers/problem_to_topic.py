"""A problem that a study found becomes a topic (议题) of an organization's next meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.scope import Scope, scope_of, within
from gongjian.foundation.tree import ancestors
from gongjian.foundation.work import Ending, Fate
from gongjian.mechanisms.meetings.minutes import add_item
from gongjian.mechanisms.meetings.models import FollowUp, Item, Meeting
from gongjian.mechanisms.meetings.permissions import may_hold
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.queries import settled_by
from gongjian.mechanisms.research.settling import turn_into

KEY = "topic"
LOOKED_AT, OFFERED = 400, 40
SEE = "meetings.view"


@transaction.atomic
def propose(problem: Problem, meeting: Meeting, *, title: str, on: date, by: Any, now: datetime) -> Item:
    """Put a problem on the agenda of MEETING; where BY does not keep its record, suggest it to those who do."""
    proposer = problem.study.organization.name[:60]
    suggested = not may_hold(by, meeting.organization)
    item = add_item(meeting, title=title, proposed_by=proposer, suggested=suggested, by=by, now=now)
    words = f"{meeting.organization.name}“{meeting.title}”的议题"
    turn_into(problem, KEY, item.pk, words=words, on=on, by=by, now=now)
    return item


def next_meetings(user: Any, problem: Problem, *, now: datetime) -> list[Meeting]:
    """The next meeting of every organization above the problem's owner, then of those whose meetings USER may see."""
    above = ancestors(problem.org_path)
    reached = Q(organization__path__in=above) | within("org_path", scope_of(user), SEE)
    rows = Meeting.objects.filter(reached, state__in=(MeetingState.DRAFT, MeetingState.CALLED), starts_at__gte=now)
    first: dict[int, Meeting] = {}
    for each in rows.select_related("organization").order_by("starts_at", "pk")[:LOOKED_AT]:
        first.setdefault(each.organization_id, each)
    found = sorted(first.values(), key=lambda each: (each.organization.path not in above, each.starts_at))
    return found[:OFFERED]


def address(user: Any, pk: int) -> str:
    """Where USER proposes the problem; "" where it is not theirs to decide about."""
    return reverse("problem_to_topic", args=[pk]) if settled_by(user).filter(pk=pk).exists() else ""


def fates(*, user: Any, ids: Sequence[int], on: date) -> dict[int, Fate]:
    """How far these items of agendas have come; three queries."""
    items = Item.objects.filter(pk__in=ids).select_related("meeting__organization")
    scope = scope_of(user)
    return {each.pk: fate_of(each, scope) for each in items.prefetch_related("resolutions__follow_ups")}


def fate_of(item: Item, scope: Scope) -> Fate:
    meeting = item.meeting
    url = reverse("meeting", args=[meeting.pk]) if scope.holds(SEE, meeting.org_path) else ""
    starts = timezone.localtime(meeting.starts_at)
    named = f"{starts.month} 月 {starts.day} 日“{meeting.title}”"
    if meeting.state == MeetingState.CANCELLED:
        return Fate(f"{named}取消了，没有议", url)
    if item.suggested:
        return Fate(f"{named}没有采纳" if meeting.is_over else f"提给了 {named}，等对方采纳", url)
    if meeting.is_ahead:
        return Fate(f"{named}上议", url)
    decided = list(item.resolutions.all())
    if not decided:
        return Fate(f"{named}议过，没有记决定", url)
    follow_ups = [each for resolution in decided for each in resolution.follow_ups.all()]
    words = f"{named}决定：{'；'.join(each.text for each in decided)}"
    return Fate(words + followed(follow_ups), url, done=all(each.closed_on for each in follow_ups))


def followed(follow_ups: Sequence[FollowUp]) -> str:
    closed = sum(1 for each in follow_ups if each.closed_on)
    return f"。后续 {len(follow_ups)} 件，办结 {closed} 件" if follow_ups else ""


ENDING = Ending(KEY, "列为议题", "problem", "在某个组织的下一次会上议", address, fates)
