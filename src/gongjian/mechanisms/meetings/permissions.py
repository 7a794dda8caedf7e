"""Who may do what with meetings. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.mechanisms.meetings.models import FollowUp, Meeting
from gongjian.mechanisms.meetings.queries import RECORD
from gongjian.registers.organizations.models import Organization


def may_see_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("meetings.view")


def may_see(user: Any, meeting: Meeting) -> bool:
    return scope_of(user).holds("meetings.view", meeting.org_path)


def may_hold_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(RECORD)


def may_hold(user: Any, organization: Organization) -> bool:
    """Those who keep the meetings of an organization call, record and confirm them."""
    return scope_of(user).holds(RECORD, organization.path)


def may_record(user: Any, meeting: Meeting) -> bool:
    return scope_of(user).holds(RECORD, meeting.org_path)


def may_close(user: Any, follow_up: FollowUp) -> bool:
    """The owner of a follow-up says that it is done, and so may those who keep the meeting it came from."""
    scope = scope_of(user)
    return scope.holds(RECORD, follow_up.org_path) or scope.holds(RECORD, follow_up.meeting.org_path)
