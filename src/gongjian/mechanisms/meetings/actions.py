"""What is done with a meeting: called, replied to, held, written down, confirmed; each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation.changes import touch
from gongjian.foundation.editing import change
from gongjian.foundation.history import record
from gongjian.foundation.records import made_with
from gongjian.foundation.refusals import Refused
from gongjian.foundation.search import Naming, index_names
from gongjian.mechanisms.meetings.counting import lacking
from gongjian.mechanisms.meetings.inviting import invited
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.models import Attendee, Item, Meeting, Served
from gongjian.mechanisms.meetings.noticing import notice_anew
from gongjian.mechanisms.meetings.terms import MeetingState, Part, Reply
from gongjian.registers.organizations.models import Organization

TOLD = frozenset({"starts_at", "place", "title"})
UNCONFIRMED = {
    "chair_confirmed_at": None,
    "recorder_confirmed_at": None,
    "chair_confirmed_by": "",
    "recorder_confirmed_by": "",
    "confirmed_first": None,
    "alone_for": "",
}
AGAIN = {part: f"纪要改过，请{label}重新确认" for part, label in (("chair", "主持人"), ("recorder", "记录人"))}


class UnfitKind(Refused):
    """An organization of that kind does not hold such meetings."""


class Closed(Refused):
    """The minutes are signed, or the meeting was called off."""


@transaction.atomic
def plan_meeting(
    organization: Organization, values: Mapping[str, Any], *, agenda: Iterable[str] = (), by: Any, now: datetime
) -> Meeting:
    """Plan a meeting: those it is for and what its kind begins with are filled in; raises UnfitKind."""
    kind = KINDS[values["kind"]]
    if "uid" in values and (made := made_with(Meeting.objects.all(), values["uid"])):
        return made
    if not kind.may_be_held_by(organization.kind, organization.body):
        raise UnfitKind(f"“{organization.name}”不召开{kind.label}。请换一个会议类型。")
    meeting = Meeting.objects.create(organization=organization, org_path=organization.path, **values)
    Attendee.objects.bulk_create(invited(meeting, on=timezone.localdate(meeting.starts_at)))
    titles = list(agenda) or list(kind.agenda)
    Item.objects.bulk_create(Item(meeting=meeting, order=n, title=title) for n, title in enumerate(titles, 1))
    index_names("meetings", [Naming(meeting.pk, meeting.title)], new=True)
    tell(meeting, "排会议", by=by, now=now)
    return meeting


@transaction.atomic
def edit_meeting(
    meeting: Meeting, values: Mapping[str, Any], *, version: int, by: Any, now: datetime, anew: bool = False
) -> Meeting:
    """Change when, where and what, ANEW with the notice sent once more; raises Meanwhile, Closed."""
    refuse_closed(meeting)
    before = lock(meeting)
    changed, changes = change(Meeting.objects.all(), meeting.pk, values, version=version)
    if changes:
        tell(changed, "修改", changes=changes, by=by, now=now)
        if "title" in changes:
            index_names("meetings", [Naming(changed.pk, changed.title)])
        if changed.state == MeetingState.CALLED and changes.keys() & TOLD:
            mend_notice(changed, before, anew=anew, by=by, now=now)
        if changed.is_over:
            count_as_held(changed)
        unconfirm(changed, by=by, now=now)
    return changed


def mend_notice(meeting: Meeting, before: Meeting, *, anew: bool, by: Any, now: datetime) -> None:
    """Let the notice say what holds now; sent ANEW, those who answered for another hour are asked again."""
    meeting.notice = notice_anew(meeting, before)
    meeting.reminded_on = None if anew else meeting.reminded_on
    meeting.save(update_fields=["notice", "reminded_on"])
    if anew:
        if meeting.starts_at != before.starts_at:
            meeting.attendees.exclude(reply=Reply.NONE).update(reply=Reply.NONE, reason="")
        tell(meeting, "重新发会议通知", by=by, now=now)


@transaction.atomic
def call_meeting(meeting: Meeting, *, notice: str = "", by: Any, now: datetime) -> Meeting:
    """Send out the invitation (通知); a second time does nothing."""
    locked = lock(meeting)
    refuse_closed(locked)
    if locked.state == MeetingState.DRAFT:
        move(locked, MeetingState.CALLED, "发会议通知", {"notice": notice}, by=by, now=now)
    return locked


@transaction.atomic
def remind(meeting: Meeting, *, by: Any, now: datetime) -> int:
    """Ask those who have not replied once more; returns how many. Once a day is enough."""
    locked = lock(meeting)
    silent = locked.attendees.filter(part=Part.DUE, reply=Reply.NONE, excluded="").count()
    on = timezone.localdate(now)
    if locked.state == MeetingState.CALLED and silent and locked.reminded_on != on:
        locked.reminded_on = on
        locked.save(update_fields=["reminded_on"])
        tell(locked, "提醒未回执的", reason=f"{silent} 人", by=by, now=now)
    return silent


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, reason: str, by: Any, now: datetime) -> Meeting:
    """Call a meeting off before it was held, or one that was not held after all: too few had come."""
    locked = lock(meeting)
    if locked.state == MeetingState.LOCKED or (locked.is_over and not lacking(locked)):
        raise Refused("这次会已经开过，不能取消。")
    if locked.is_over:
        count_as_held(locked)
    if locked.state != MeetingState.CANCELLED:
        values = {"cancelled_for": reason}
        move(locked, MeetingState.CANCELLED, "取消会议", values, reason=reason, by=by, now=now)
    return locked


@transaction.atomic
def enter_reply(attendee: Attendee, reply: Reply, *, reason: str = "", by: Any, now: datetime) -> Attendee:
    """Write down what somebody answered (回执)."""
    locked = lock(attendee.meeting)
    refuse_closed(locked)
    if attendee.reason != reason:
        unconfirm(locked, by=by, now=now)
    attendee.reply, attendee.reason = reply, reason
    attendee.save(update_fields=["reply", "reason"])
    return attendee


@transaction.atomic
def hold_meeting(meeting: Meeting, *, by: Any, now: datetime, ended_at: datetime | None = None) -> Meeting:
    """Write down that the meeting was held: from now on it counts for what its organization owes.

    Raises Refused before its time, and where too few have come for it to be a meeting.
    """
    locked = lock(meeting)
    refuse_closed(locked)
    if locked.starts_at > now:
        raise Refused("会议还没到开始时间。提前开了，请先改会议时间。")
    if not locked.is_over:
        if why := lacking(locked):
            raise Refused(why)
        move(locked, MeetingState.HELD, "开会", {"ends_at": ended_at or locked.ends_at}, by=by, now=now)
        count_as_held(locked)
    return locked


def count_as_held(meeting: Meeting) -> None:
    """Say for which kinds and which day the meeting counts, and let what is owed be looked at again.

    One that too few came to, as its list reads now, counts for none.
    """
    on = timezone.localdate(meeting.starts_at)
    meeting.served.all().delete()
    Served.objects.bulk_create(
        Served(
            meeting=meeting,
            organization_id=meeting.organization_id,
            kind=kind,
            serves=meeting.serves_on or on,
            on=on,
        )
        for kind in ([] if lacking(meeting) else dict.fromkeys([meeting.kind, *meeting.also]))
    )
    touch("organizations", [meeting.organization_id])


def lock(meeting: Meeting) -> Meeting:
    """The row as it is now, held until the transaction ends."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def unconfirm(meeting: Meeting, *, by: Any, now: datetime) -> None:
    """Of a locked row: whoever has confirmed minutes that read otherwise now is asked to do so again."""
    if meeting.state == MeetingState.RECORDED:
        verb = AGAIN["chair" if meeting.chair_confirmed_at else "recorder"]
        move(meeting, MeetingState.HELD, verb, UNCONFIRMED, by=by, now=now)


def refuse_closed(meeting: Meeting) -> None:
    if not meeting.may_change:
        raise Closed(f"这次会议{meeting.get_state_display()}，不能再改。")


def move(
    meeting: Meeting,
    state: MeetingState,
    verb: str,
    values: Mapping[str, Any] | None = None,
    *,
    by: Any,
    now: datetime,
    reason: str = "",
) -> None:
    """Bring a locked meeting to a STATE, together with the VALUES that go with it."""
    before = meeting.state
    written = {**(values or {}), "state": state, "version": meeting.version + 1}
    for name, value in written.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=written)
    tell(meeting, verb, changes={"state": [before, state]}, reason=reason, by=by, now=now)


def tell(
    meeting: Meeting,
    verb: str,
    *,
    by: Any,
    now: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    record(
        verb=verb,
        subject_type="meetings",
        subject_id=meeting.pk,
        subject=meeting.title,
        org_path=meeting.org_path,
        changes=changes,
        reason=reason,
        by=by,
        now=now,
    )
