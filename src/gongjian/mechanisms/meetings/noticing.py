"""The words of an invitation, made from what is known of the meeting."""

from __future__ import annotations

from django.utils import timezone

from gongjian.mechanisms.meetings.models import Meeting


def notice_of(meeting: Meeting) -> str:
    """The words of an invitation, fit for a chat group: no names, no numbers."""
    where = f"，地点：{meeting.place}" if meeting.place else ""
    agenda = "；".join(each.title for each in meeting.items.all() if not each.suggested)
    topics = f"议题：{agenda}。" if agenda else ""
    return (
        f"{meeting.organization.name}定于 {when_of(meeting)} 召开“{meeting.title}”{where}。"
        f"{topics}请回复能否参加，不能来的请说明原因。"
    )


def when_of(meeting: Meeting) -> str:
    """11 月 25 日（周三）14:30."""
    starts = timezone.localtime(meeting.starts_at)
    return f"{starts.month} 月 {starts.day} 日（周{'一二三四五六日'[starts.weekday()]}）{starts:%H:%M}"


def notice_anew(meeting: Meeting, before: Meeting) -> str:
    """The notice of MEETING as it is now: in the words written for it BEFORE where they told its day, place and name.

    Words that did not tell them are written anew from the facts.
    """
    words = before.notice
    for old, new in ((when_of(before), when_of(meeting)), (before.place, meeting.place), (before.title, meeting.title)):
        if old != new and (not old or old not in words):
            return notice_of(meeting)
        words = words.replace(old, new) if old else words
    return words
