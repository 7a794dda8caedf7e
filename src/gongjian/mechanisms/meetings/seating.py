"""Who is invited, changed by hand: one more, one less, one not counted; and what they answered at the door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.meetings.actions import count_as_held, lock, refuse_closed, tell, unconfirm
from gongjian.mechanisms.meetings.counting import overvoted, votes_at
from gongjian.mechanisms.meetings.inviting import in_their_name
from gongjian.mechanisms.meetings.models import Attendee, Meeting
from gongjian.mechanisms.meetings.terms import Part, Presence, Reply
from gongjian.registers.organizations.models import Organization


@transaction.atomic
def invite(meeting: Meeting, values: Mapping[str, Any], *, by: Any, now: datetime) -> Attendee:
    """Invite one more; the same name twice is one, unless it stands for two parties."""
    locked = lock(meeting)
    refuse_closed(locked)
    party = values.get("party", "")
    namesakes = meeting.attendees.filter(name=values["name"])
    same = (namesakes.filter(party__in=(party, "")) if party else namesakes).first()
    if same is not None:
        return same
    made = Attendee.objects.create(meeting=meeting, **values)
    tell(meeting, "请人", reason=made.name, by=by, now=now)
    count_again(locked, by=by, now=now)
    return made


@transaction.atomic
def invite_all(meeting: Meeting, organizations: Iterable[Organization], *, by: Any, now: datetime) -> int:
    """Invite organizations as parties, each in its secretary's name; returns how many are new, those seated stay."""
    locked = lock(meeting)
    refuse_closed(locked)
    seated = set(locked.attendees.values_list("party_organization", flat=True))
    fresh = [each for each in organizations if each.pk not in seated]
    seats = in_their_name(locked, fresh, on=timezone.localdate(locked.starts_at))
    Attendee.objects.bulk_create(seats)
    if seats:
        names = "、".join(each.party for each in seats)
        tell(locked, f"请 {len(seats)} 家", reason=names[:400], by=by, now=now)
        count_again(locked, by=by, now=now)
    return len(seats)


@transaction.atomic
def change_seat(attendee: Attendee, values: Mapping[str, Any], *, by: Any, now: datetime) -> Attendee:
    """Change in what part somebody attends, or leave them out of those due with the reason."""
    locked = lock(attendee.meeting)
    refuse_closed(locked)
    before, votes = in_words(attendee), votes_at(locked)
    for name, value in values.items():
        setattr(attendee, name, value)
    attendee.save(update_fields=list(values))
    refuse_overvoted(locked, votes)
    if in_words(attendee) != before:
        tell(attendee.meeting, f"改{attendee.name}的到会身份", reason=in_words(attendee), by=by, now=now)
        count_again(locked, by=by, now=now)
    return attendee


def in_words(attendee: Attendee) -> str:
    """应到, 列席, or why not counted."""
    return f"不计入应到：{attendee.excluded}" if attendee.excluded else str(Part(attendee.part).label)


@transaction.atomic
def uninvite(attendee: Attendee, *, by: Any, now: datetime) -> None:
    """Take somebody off the list."""
    locked = lock(attendee.meeting)
    refuse_closed(locked)
    votes = votes_at(locked)
    tell(attendee.meeting, "不请了", reason=attendee.name, by=by, now=now)
    attendee.delete()
    refuse_overvoted(locked, votes)
    count_again(locked, by=by, now=now)


def refuse_overvoted(meeting: Meeting, before: int) -> None:
    """Where fewer than BEFORE are left with a vote, no resolution may have more votes than that."""
    if votes_at(meeting) < before and (why := overvoted(meeting)):
        raise Refused(why)


def count_again(meeting: Meeting, *, by: Any, now: datetime) -> None:
    """Of a meeting that is over: with another list it may count for what is owed, or not any more."""
    if meeting.is_over:
        count_as_held(meeting)
        unconfirm(meeting, by=by, now=now)


@transaction.atomic
def enter_presence(
    meeting: Meeting,
    presences: Mapping[int, Presence],
    *,
    reasons: Mapping[int, str] | None = None,
    by: Any,
    now: datetime,
) -> int:
    """Write down who came, {attendee id: presence}; returns how many changed. After the meeting it is told.

    Raises Refused where fewer would be left with a vote than a resolution has votes.
    """
    locked = lock(meeting)
    refuse_closed(locked)
    reasons, votes = reasons or {}, votes_at(locked)
    seats = [each for each in meeting.attendees.all() if each.pk in presences]
    changed = [each for each in seats if each.presence != presences[each.pk] or each.pk in reasons]
    for each in changed:
        each.presence = presences[each.pk]
        each.reason = reasons.get(each.pk, each.reason)
    for presence in {each.presence for each in changed}:
        alike = [each.pk for each in changed if each.presence == presence]
        meeting.attendees.filter(pk__in=alike).update(presence=presence)
    Attendee.objects.bulk_update([each for each in changed if each.pk in reasons], ["reason"])
    refuse_overvoted(locked, votes)
    if locked.is_over and changed:
        for each in changed:
            tell(locked, f"补记{each.name}{Presence(each.presence).label}", by=by, now=now)
        count_again(locked, by=by, now=now)
    return len(changed)


def mark_all(meeting: Meeting, *, by: Any, now: datetime) -> int:
    """Everyone not entered yet has come, but those who asked for leave; who has not is taken out afterwards."""
    waiting = meeting.attendees.filter(presence=Presence.NONE, excluded="").values_list("pk", "reply")
    came = {pk: Presence.LEAVE if reply == Reply.EXCUSED else Presence.PRESENT for pk, reply in waiting}
    return enter_presence(meeting, came, by=by, now=now)
