"""Tables of meetings: the meeting and its people, what was talked about, what was issued."""

from gongjian.mechanisms.meetings.models.issued import Edition, Publication, WordTemplate
from gongjian.mechanisms.meetings.models.meeting import Attendee, Meeting, MeetingQuerySet, Seen, Served
from gongjian.mechanisms.meetings.models.talk import FollowUp, FollowUpQuerySet, Item, Resolution, Revision

__all__ = [
    "Attendee",
    "Edition",
    "FollowUp",
    "FollowUpQuerySet",
    "Item",
    "Meeting",
    "MeetingQuerySet",
    "Publication",
    "Resolution",
    "Revision",
    "Seen",
    "Served",
    "WordTemplate",
]
