"""A problem that a study found becomes a topic (议题) of an organization's next meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.scope import Scope, scope_of, within
from gongjian.foundation.tree import ancestors
from gongjian.foundation.work import Ending, Fate
from gongjian.mechanisms.meetings.minutes import add_item
from gongjian.mechanisms.meetings.models import Item, Meeting
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
    """How far these items of agendas have come; two queries."""
    followed = Count("resolutions__follow_ups", distinct=True)
    closed = Count("resolutions__follow_ups", filter=Q(resolutions__follow_ups__closed_on__isnull=False), distinct=True)
    items = Item.objects.filter(pk__in=ids).select_related("meeting").annotate(followed=followed, closed=closed)
    scope = scope_of(user)
    return {each.pk: fate_of(each, scope) for each in items.prefetch_related("resolutions")}


def fate_of(item: Any, scope: Scope) -> Fate:
    """The fate of an item with how many follow-ups it has (`followed`, `closed`)."""
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
    decided = "；".join(each.text for each in item.resolutions.all())
    if not decided:
        return Fate(f"{named}议过，没有记决定", url)
    tasks = f"。后续 {item.followed} 件，办结 {item.closed} 件" if item.followed else ""
    return Fate(f"{named}决定：{decided}{tasks}", url, done=item.followed == item.closed)


ENDING = Ending(KEY, "列为议题", "problem", "在某个组织的下一次会上议", address, fates)
