"""A branch with its people, and meetings of it to try things on."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from gongjian.mechanisms.meetings.actions import hold_meeting, plan_meeting
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.seating import invite, mark_all
from gongjian.registers.organizations.models import Organization, Post
from tests.street import NOW, member, organization, user

CHINA = ZoneInfo("Asia/Shanghai")
SOON = NOW + timedelta(days=3)


class Hall:
    """A street, a community, its branch of five (one of them probationary), and who keeps the record."""

    def __init__(self) -> None:
        self.root = organization("某街道党工委", "working_committee")
        self.body = organization("居民区综合党委", "committee", self.root, body="residential")
        self.community = organization("甲社区党总支", "general_branch", self.body)
        self.branch = organization("甲社区第一党支部", "branch", self.community)
        self.people = [member(name, self.branch) for name in ("丁一", "何二", "林三", "周四")]
        self.people.append(member("朱五", self.branch, status="probationary"))
        Post.objects.create(organization=self.branch, title="书记", holder="丁一")
        Post.objects.create(organization=self.branch, title="委员", holder="何二")
        self.keeper = user("branch_secretary", self.branch)
        self.office = user("street_office", self.root)

    def plan(
        self, kind: str = "assembly", *, at: datetime = SOON, of: Organization | None = None, **more: Any
    ) -> Meeting:
        values = {"kind": kind, "title": "十一月党员大会", "starts_at": at, "place": "二楼会议室", **more}
        return plan_meeting(of or self.branch, values, by=self.keeper, now=NOW)

    def held(
        self, kind: str = "assembly", *, at: datetime = NOW, of: Organization | None = None, **more: Any
    ) -> Meeting:
        """A meeting that everyone due came to; of a kind without a list, one who was invited."""
        meeting = self.plan(kind, at=at, of=of, **{"chair": "丁一", "recorder": "何二", **more})
        if not meeting.attendees.exists():
            invite(meeting, {"name": "丁一"}, by=self.keeper, now=NOW)
        mark_all(meeting, by=self.keeper, now=NOW)
        return hold_meeting(meeting, by=self.keeper, now=max(at, NOW), ended_at=at + timedelta(hours=1))


def clock(year: int, month: int, day: int, hour: int = 14, minute: int = 30) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=CHINA)
