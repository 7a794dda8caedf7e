"""The minutes as one piece of paper: plain words, from which screen, print, Word and publication are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import timezone

from gongjian.mechanisms.meetings.counting import Attendance, attendance, outcome_of, quorum_of
from gongjian.mechanisms.meetings.models import Attendee, FollowUp, Item, Meeting, Resolution
from gongjian.mechanisms.meetings.terms import MeetingState, Part, Presence

NUMERALS = "零一二三四五六七八九"
MOST_NUMERAL = 9999


def numeral(number: int) -> str:
    """1 as 一, 12 as 十二, 110 as 一百一十, 1005 as 一千零五; in figures beyond MOST_NUMERAL."""
    if not 0 < number <= MOST_NUMERAL:
        return str(number)
    digits = [int(each) for each in f"{number:04}"]
    words = "".join(
        f"{NUMERALS[digit]}{unit}" if digit else "零"
        for digit, unit in zip(digits, ("千", "百", "十", ""), strict=True)
    )
    said = re.sub("零+", "零", words).strip("零")
    return said.removeprefix("一") if said.startswith("一十") else said


def number_of(meeting: Meeting) -> int:
    """Which meeting of its kind it is in its year."""
    starts = timezone.localtime(meeting.starts_at)
    first = starts.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = Meeting.objects.filter(organization=meeting.organization_id, kind=meeting.kind)
    rows = rows.filter(starts_at__gte=first, starts_at__lte=meeting.starts_at)
    return rows.exclude(state=MeetingState.CANCELLED).count()


def when_of(meeting: Meeting) -> str:
    """2026 年 11 月 9 日 14:30—16:00; one that went on overnight says until which day."""
    starts = timezone.localtime(meeting.starts_at)
    day = f"{starts.year} 年 {starts.month} 月 {starts.day} 日 {starts:%H:%M}"
    if not meeting.ends_at:
        return day
    ends = timezone.localtime(meeting.ends_at)
    until = "" if ends.date() == starts.date() else f"{ends.month} 月 {ends.day} 日 "
    return f"{day}—{until}{ends:%H:%M}"


def heading_of(meeting: Meeting) -> str:
    """怡康花园社区党委 2026 年第 10 次党员大会."""
    year = timezone.localtime(meeting.starts_at).year
    return f"{meeting.organization.name} {year} 年第 {number_of(meeting)} 次{meeting.declared.label}"


def paper_of(meeting: Meeting) -> dict[str, Any]:
    """All of the minutes as words and lists of words, fit to be kept as JSON; five queries."""
    people = list(meeting.attendees.all())
    counted = attendance(people)
    resolutions = list(meeting.resolutions.all())
    items = [each for each in meeting.items.all() if not each.suggested]
    day = timezone.localdate(meeting.starts_at)
    return {
        "organization": meeting.organization.name,
        "heading": heading_of(meeting),
        "title": meeting.title,
        "kind": meeting.declared.label,
        "when": when_of(meeting),
        "place": meeting.place,
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "counted": counted_in_words(meeting, counted),
        "present": named(people, Presence.PRESENT),
        "leave": named(people, Presence.LEAVE),
        "absent": named(people, Presence.ABSENT),
        "observers": [seat(each) for each in people if each.part == Part.OBSERVER and came(each)],
        "items": [item_in_words(n, each, resolutions, meeting, counted) for n, each in enumerate(items, 1)],
        "resolutions": [in_words(each, meeting, counted) for each in resolutions if each.item_id is None],
        "follow_ups": [follow_up_in_words(each) for each in signed_with(meeting)],
        "date": f"{day.year} 年 {day.month} 月 {day.day} 日",
        "amended_for": meeting.amended_for,
        "alone": alone_in_words(meeting),
    }


def signed_with(meeting: Meeting) -> Iterable[FollowUp]:
    """The follow-ups that belong to the minutes, without those added after they were signed."""
    return meeting.follow_ups.filter(added_on=None).select_related("owner")


def alone_in_words(meeting: Meeting) -> str:
    """同一人既主持又记录（丁一）：支部人少，书记主持并记录。 Empty where two have confirmed."""
    if not meeting.alone_for:
        return ""
    return f"同一人既主持又记录（{meeting.chair_confirmed_by}）：{meeting.alone_for.rstrip('。')}。"


def came(each: Attendee) -> bool:
    return each.presence == Presence.PRESENT


def seat(each: Attendee) -> str:
    """王秀兰（双桂坊社区党委）."""
    return f"{each.name}（{each.party}）" if each.party and each.party != each.name else each.name


def named(people: Iterable[Attendee], presence: Presence) -> list[str]:
    """Those due and so entered, with the reason where one was given."""
    due = [each for each in people if each.part == Part.DUE and not each.excluded and each.presence == presence]
    plain = presence == Presence.PRESENT
    return [seat(each) if plain or not each.reason else f"{seat(each)}（{each.reason}）" for each in due]


def counted_in_words(meeting: Meeting, counted: Attendance) -> str:
    """应到 23 人，实到 18 人，请假 3 人，缺席 2 人；达到规定人数。 Where nobody was entered, nothing."""
    if not counted.due and not counted.observers:
        return ""
    parts = [f"应到 {counted.due} 人", f"实到 {counted.present} 人"]
    parts += [f"请假 {counted.leave} 人"] if counted.leave else []
    parts += [f"缺席 {counted.absent} 人"] if counted.absent else []
    parts += [f"列席 {counted.observers} 人"] if counted.observers else []
    quorum = quorum_of(meeting, counted)
    enough = "" if quorum is None else f"；{'达到' if quorum.met else '没有达到'}规定人数"
    return "，".join(parts) + f"{enough}。"


def item_in_words(
    number: int, each: Item, resolutions: Sequence[Resolution], meeting: Meeting, counted: Attendance
) -> dict[str, Any]:
    return {
        "number": numeral(number),
        "title": each.title,
        "proposed_by": each.proposed_by,
        "speeches": each.speeches.splitlines(),
        "dissent": each.dissent.splitlines(),
        "resolutions": [in_words(found, meeting, counted) for found in resolutions if found.item_id == each.pk],
    }


def in_words(resolution: Resolution, meeting: Meeting, counted: Attendance) -> dict[str, str]:
    """A resolution and, where it was put to the vote, its count and what came of it."""
    if not resolution.voted:
        return {"text": resolution.text, "votes": "", "word": "决定"}
    counts = zip(("赞成", "反对", "弃权"), votes_on(resolution), strict=True)
    votes = "，".join(f"{word} {count} 票" for word, count in counts)
    outcome = outcome_of(resolution, meeting, counted)
    judged = "" if outcome is None else "，通过" if outcome.passed else "，未通过"
    word = "决定" if outcome is None or outcome.passed else "未通过"
    return {"text": resolution.text, "votes": f"{votes}{judged}。", "word": word}


def votes_on(resolution: Resolution) -> tuple[int, int, int]:
    """For, against, abstained."""
    return resolution.approvals or 0, resolution.objections or 0, resolution.abstentions or 0


def follow_up_in_words(each: FollowUp) -> dict[str, str]:
    due = f"{each.due_on.month} 月 {each.due_on.day} 日" if each.due_on else ""
    return {"text": each.text, "owner": owner_of(each), "due": due, "result": each.result}


def owner_of(each: FollowUp) -> str:
    """The organization and the person or unit, as far as they are named."""
    names = [each.owner.name if each.owner else "", each.person]
    return "，".join(dict.fromkeys(name for name in names if name))
