"""A day of meetings in a simulated year: called, held, written down, signed, followed up, by the real actions."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random
from typing import Any, TypeGuard

from django.db.models import Q

from gongjian.foundation.work import Workday
from gongjian.mechanisms.meetings import actions, minutes, seating
from gongjian.mechanisms.meetings.counting import lacking, votes_at
from gongjian.mechanisms.meetings.models import FollowUp, Meeting, Resolution
from gongjian.mechanisms.meetings.simulated import Gathering, Holder, around, values_of
from gongjian.mechanisms.meetings.terms import MeetingState, Part, Presence, Reply
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import seats_of

CALLED_DAYS, SIGNED_DAYS, FOLLOWED_DAYS = 5, 2, 20
PARTIES, NAME = 8, 40
PRESENCE = ((Presence.PRESENT, Presence.LEAVE, Presence.ABSENT), (88, 10, 2))
SPEECHES = (
    "通报上月工作，到会同志没有不同意见。",
    "大家提出楼道杂物、停车和独居老人三件事，逐件议了办法。",
    "围绕本月重点工作发言，要求分工到人、写明时间。",
    "学习上级文件，结合本支部实际谈了打算。",
)
DECIDED = ("同意本月工作安排。", "同意开展一次楼院清理，由支部牵头。", "同意向社区提出增设公共晾晒处的建议。")
TO_DO = ("把清理时间贴到各楼门口", "联系物业核对停车位", "走访三户独居老人", "汇总意见报社区")
ALONE_FOR = "人手少，由一人主持并记录"
RESULTS = ("已经办好，在下次会上说明。", "已和物业说定，下月见效。", "走访完了，需要的事已报社区。")


def work(day: Workday) -> int:
    """What all organizations do for their meetings on the day; done again it changes nothing."""
    done = sum(close(day, each) for each in ripe(day))
    steps = list(steps_on(day))
    known = Meeting.objects.select_related("organization").in_bulk([each.uid for _, each, _ in steps], field_name="uid")
    return done + sum(
        take_step(day, organization, each, days, known.get(each.uid)) for organization, each, days in steps
    )


def steps_on(day: Workday) -> Iterator[tuple[Organization, Gathering, int]]:
    """(who holds it, what, in how many days) of every meeting that may want something on the day."""
    for organization in Organization.objects.filter(ended_on__isnull=True).order_by("path"):
        for days, each in around(day, Holder.of(organization), ahead=CALLED_DAYS, behind=SIGNED_DAYS):
            if days in (CALLED_DAYS, 1, 0, -SIGNED_DAYS):
                yield organization, each, days


def take_step(day: Workday, organization: Organization, each: Gathering, days: int, meeting: Meeting | None) -> int:
    """What a meeting wants DAYS before its own, on it, and after it; 0 when there is nothing to do today."""
    if days == CALLED_DAYS and meeting is None:
        return call(day, organization, each)
    if days == 1 and is_waiting(meeting) and meeting.reminded_on != day.on:
        return call_off(day, meeting) if each.called_off else ask(day, meeting)
    if days == 0 and is_waiting(meeting):
        return hold(day, meeting)
    if days == -SIGNED_DAYS and meeting and meeting.state == MeetingState.HELD:
        return sign(day, meeting)
    return 0


def is_waiting(meeting: Meeting | None) -> TypeGuard[Meeting]:
    return meeting is not None and meeting.state == MeetingState.CALLED


def call(day: Workday, organization: Organization, each: Gathering) -> int:
    by, now = day.worker(organization.path), day.at(9)
    starts_at = day.at(each.hour) + timedelta(days=CALLED_DAYS)
    values = {**values_of(each, starts_at), **in_office(organization, day, by)}
    meeting = actions.plan_meeting(organization, values, by=by, now=now)
    if not meeting.attendees.exists():
        seating.invite_all(meeting, parties(day, organization), by=by, now=now)
    actions.call_meeting(meeting, notice="请准时参加，不能来的请回复。", by=by, now=now)
    return 1


def in_office(organization: Organization, day: Workday, by: Any) -> dict[str, str]:
    """Who is in the chair and who keeps the record: two of its seats, or BY, who works there."""
    seats = [each.holder for each in seats_of(organization, on=day.on) if each.holder and each.is_current(day.on)]
    named = [*dict.fromkeys(seats), str(by)]
    return {"chair": named[0][:NAME], "recorder": named[:2][-1][:NAME]}


def parties(day: Workday, organization: Organization) -> list[Organization]:
    """Whom a first meeting without a list is for: some right below it, or below its bodies; with none, it alone."""
    below = Q(parent=organization, body="") | Q(parent__parent=organization, parent__body__gt="")
    found = list(Organization.objects.active().filter(below).in_tree_order())
    return day.chance.luck(organization.name, "parties").sample(found, min(PARTIES, len(found))) or [organization]


def call_off(day: Workday, meeting: Meeting) -> int:
    actions.cancel_meeting(meeting, reason="人来不齐，改期再开", by=day.worker(meeting.org_path), now=day.at(16))
    return 1


def ask(day: Workday, meeting: Meeting) -> int:
    """The day before: a few have answered, the others are asked again."""
    by, luck = day.worker(meeting.org_path), day.chance.luck(meeting.uid, "replies")
    silent = list(meeting.attendees.filter(part=Part.DUE, excluded="", reply=Reply.NONE).order_by("pk"))
    if not silent:
        return 0
    for each in luck.sample(silent, min(2, len(silent))):
        actions.enter_reply(each, luck.choice((Reply.COMING, Reply.EXCUSED)), by=by, now=day.at(16))
    actions.remind(meeting, by=by, now=day.at(16, 30))
    return 1


def hold(day: Workday, meeting: Meeting) -> int:
    by, luck = day.worker(meeting.org_path), day.chance.luck(meeting.uid, "held")
    begun = meeting.starts_at
    came = {each: luck.choices(*PRESENCE)[0] for each in meeting.attendees.order_by("pk").values_list("pk", flat=True)}
    seating.enter_presence(meeting, came, by=by, now=begun)
    if lacking(meeting):
        return call_off(day, meeting)
    actions.hold_meeting(meeting, by=by, now=begun, ended_at=begun + timedelta(minutes=luck.choice((50, 70, 90))))
    for item in meeting.items.all():
        minutes.write_text(item, "speeches", base="", text=luck.choice(SPEECHES), by=by, now=begun)
    values = decision(luck, votes_at(meeting)) if meeting.declared.family else None
    to_do = luck.random() < 0.25
    settled = {**values, "settled": not to_do} if values else {}
    decided = minutes.resolve(meeting, settled, by=by, now=begun) if settled else None
    if to_do:
        leave_to_do(day, meeting, decided, luck, by=by, now=begun)
    return 1


def decision(luck: Random, votes: int) -> dict[str, Any]:
    against = luck.choice((0, 0, 0, 1)) if votes > 1 else 0
    text = luck.choice(DECIDED)
    return {"text": text, "voted": True, "approvals": votes - against, "objections": against, "abstentions": 0}


def leave_to_do(day: Workday, meeting: Meeting, decided: Resolution | None, luck: Random, *, by: Any, now: Any) -> None:
    due = day.on + timedelta(days=FOLLOWED_DAYS)
    values = {"text": luck.choice(TO_DO), "owner": meeting.organization, "person": "支部委员", "due_on": due}
    minutes.follow_up(meeting, {**values, "resolution": decided}, by=by, now=now)


def sign(day: Workday, meeting: Meeting) -> int:
    """Recorder and chair confirm; one pair in twelve forgets."""
    if day.chance.luck(meeting.uid, "signed").random() < 0.08:
        return 0
    by = day.worker(meeting.org_path)
    for part, hour in (("recorder", 10), ("chair", 15)):
        meeting = minutes.confirm(meeting, part=part, alone_for=ALONE_FOR, by=by, now=day.at(hour))
    return 1


def ripe(day: Workday) -> list[FollowUp]:
    """The open follow-ups whose owners say today what came of them: most in time, some late, some never."""
    waiting = FollowUp.objects.open().filter(due_on__isnull=False).select_related("meeting")
    return [each for each in waiting if each.due_on and day.on >= each.due_on + lateness(day, each)]


def lateness(day: Workday, each: FollowUp) -> timedelta:
    luck = day.chance.luck(each.meeting.uid, "closed")
    return timedelta(days=luck.choice((-12, -8, -5, -3, -1, 0, 4, 11, 400)))


def close(day: Workday, each: FollowUp) -> int:
    luck = day.chance.luck(each.meeting.uid, "result")
    minutes.close_follow_up(each, result=luck.choice(RESULTS), on=day.on, by=day.worker(each.org_path), now=day.at(11))
    return 1
