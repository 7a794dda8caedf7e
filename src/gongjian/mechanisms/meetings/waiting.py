"""What waits for someone about meetings (今天): follow-ups, meetings of the week, invitations without a reply."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation import gathering
from gongjian.foundation.gathering import FromRows, Told, told
from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import near, scope_of
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Meeting
from gongjian.mechanisms.meetings.queries import RECORD
from gongjian.mechanisms.meetings.terms import UNFINISHED, MeetingState, Part, Reply

AT_MOST = 100
NOTICE_DAYS, WEEK, MINUTES_DAYS = 30, 7, 30


def moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def tomorrow(day: date) -> date:
    return day + timedelta(days=1)


def follow_ups(user: Any, on: date) -> QuerySet[FollowUp]:
    """Open follow-ups overdue or due within NOTICE_DAYS, or without a day, the longest overdue first."""
    soon = Q(due_on__isnull=True) | Q(due_on__lte=on + timedelta(days=NOTICE_DAYS))
    rows = FollowUp.objects.open().alias(depth=Length("org_path"))
    rows = rows.filter(near("org_path", scope_of(user), RECORD), soon)
    return rows.order_by(F("due_on").asc(nulls_last=True), "pk")


def meetings(user: Any, on: date) -> QuerySet[Meeting]:
    """Meetings of the coming week that nobody was told of or was not answered, and held ones whose minutes wait."""
    rows = Meeting.objects.alias(depth=Length("org_path")).filter(near("org_path", scope_of(user), RECORD))
    rows = rows.filter(
        state__in=UNFINISHED,
        starts_at__gte=moment(on - timedelta(days=MINUTES_DAYS)),
        starts_at__lt=moment(on + timedelta(days=WEEK)),
    )
    unanswered = Q(attendees__reply=Reply.NONE, attendees__part=Part.DUE, attendees__excluded="")
    rows = rows.annotate(silent=Count("attendees", filter=unanswered))
    coming = Q(starts_at__gte=moment(on)) & (Q(state=MeetingState.DRAFT) | Q(state=MeetingState.CALLED, silent__gt=0))
    unwritten = Q(state__in=(MeetingState.HELD, MeetingState.RECORDED))
    unheld = Q(starts_at__lt=moment(on), state__in=(MeetingState.DRAFT, MeetingState.CALLED))
    return rows.filter(coming | unwritten | unheld).order_by("starts_at", "pk")


def invitations(user: Any, on: date) -> QuerySet[Attendee]:
    """Seats of one's own organizations at coming meetings, not answered yet."""
    rows = Attendee.objects.alias(depth=Length("party_organization__path")).filter(
        near("party_organization__path", scope_of(user), RECORD),
        reply=Reply.NONE,
        meeting__state=MeetingState.CALLED,
        meeting__starts_at__gte=moment(on),
    )
    return rows.order_by("meeting__starts_at", "pk")


def number_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().annotate(number=Value(1, IntegerField()))


def follow_ups_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(follow_ups(user, on)) if scope_of(user).holds_somewhere(RECORD) else None


def meetings_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(meetings(user, on)) if scope_of(user).holds_somewhere(RECORD) else None


def invitations_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(invitations(user, on)) if scope_of(user).holds_somewhere(RECORD) else None


def told_follow_ups(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(RECORD):
        return None
    return told(follow_ups(user, on), "pk", "text", "person", "due_on", "meeting__title", "owner__name")[:AT_MOST]


def as_follow_ups(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        url = reverse("follow_up", args=[each["pk"]])
        who = each["person"] or each["owner__name"]
        detail = "，".join(part for part in (each["meeting__title"], who) if part)
        yield Todo(each["text"], detail, url, gathering.day(each["due_on"]), [("办结", url, True)])


def told_meetings(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(RECORD):
        return None
    return told(meetings(user, on), "pk", "title", "place", "starts_at", "state", "silent")[:AT_MOST]


def as_meetings(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        yield as_todo(each, on)


def as_todo(each: Told, on: date) -> Todo:
    """One line for a meeting: what is to be done with it next."""
    url, starts, title = reverse("meeting", args=[each["pk"]]), gathering.moment(each["starts_at"]), each["title"]
    when = f"{starts:%m-%d %H:%M} {each['place']}".strip()
    minutes = reverse("meeting_minutes", args=[each["pk"]])
    if each["state"] in (MeetingState.HELD, MeetingState.RECORDED):
        return Todo(f"“{title}”的纪要还没定稿", when, minutes, None, [("写纪要", minutes, True)])
    if starts.date() < on:
        return Todo(f"“{title}”开了没有", f"{when}，到会和纪要还没记", url, starts.date(), [("去登记", url, True)])
    if each["state"] == MeetingState.DRAFT:
        return Todo(f"“{title}”还没发通知", when, url, starts.date(), [("发通知", url, True)])
    return Todo(f"“{title}”有 {each['silent']} 人没有回执", when, url, starts.date(), [("看回执", url, True)])


def told_invitations(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(RECORD):
        return None
    meeting = {name: f"meeting__{name}" for name in ("title", "starts_at", "place", "reminded_on")}
    return told(invitations(user, on), "pk", "name", "party_organization__name", **meeting)[:AT_MOST]


def as_invitations(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        starts, url = gathering.moment(each["starts_at"]), reverse("invitation", args=[each["pk"]])
        who = each["party_organization__name"] or each["name"]
        again = "，对方又提醒了一次" if each["reminded_on"] else ""
        detail = f"{who} · {starts:%m-%d %H:%M} {each['place']}{again}"
        yield Todo(f"请回执：{each['title']}", detail, url, starts.date(), [("回执", url, True)])


find_follow_ups = FromRows(told_follow_ups, as_follow_ups)
find_meetings = FromRows(told_meetings, as_meetings)
find_invitations = FromRows(told_invitations, as_invitations)
