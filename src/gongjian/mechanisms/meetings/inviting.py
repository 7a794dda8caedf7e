"""Whom a meeting is for: filled in from the rosters, so that nobody types a list of names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongjian.mechanisms.meetings.kinds import MeetingKind
from gongjian.mechanisms.meetings.models import Attendee, Meeting
from gongjian.mechanisms.meetings.terms import Due
from gongjian.registers.members.models import Member
from gongjian.registers.members.terms import MemberStatus
from gongjian.registers.organizations.models import Organization, Post
from gongjian.registers.organizations.queries import SEAT, seats_of

NO_VOTE = "预备党员没有表决权"


def invited(meeting: Meeting, *, on: date) -> list[Attendee]:
    """Those the kind of meeting is for, not saved yet; of a kind without a roster, those of the last such meeting."""
    organization, kind = meeting.organization, meeting.declared
    if kind.due in (Due.MEMBERS, Due.FULL_MEMBERS):
        return list(_members(meeting))
    if kind.due == Due.COMMITTEE:
        return list(_seats(meeting, on))
    return list(_as_last_time(meeting)) or list(_secretaries_below(meeting, organization, kind, on))


def _members(meeting: Meeting) -> Iterator[Attendee]:
    rows = Member.objects.on_roll().filter(organization=meeting.organization).order_by("pinyin", "pk")
    for uid, name, status in rows.values_list("uid", "name", "status"):
        yield Attendee(meeting=meeting, name=name, member_uid=uid, votes=status == MemberStatus.FULL)


def _seats(meeting: Meeting, on: date) -> Iterator[Attendee]:
    seen: set[str] = set()
    for post in seats_of(meeting.organization, on=on):
        if post.holder and post.holder not in seen and post.is_current(on):
            seen.add(post.holder)
            yield Attendee(meeting=meeting, name=post.holder, member_uid=post.holder_uid, party=post.title)


def _as_last_time(meeting: Meeting) -> Iterator[Attendee]:
    before = Meeting.objects.filter(
        organization=meeting.organization, kind=meeting.kind, starts_at__lt=meeting.starts_at
    )
    last = before.order_by("-starts_at").first()
    for each in last.attendees.all() if last else ():
        yield Attendee(
            meeting=meeting,
            name=each.name,
            member_uid=each.member_uid,
            party=each.party,
            party_unit_id=each.party_unit_id,
            party_organization_id=each.party_organization_id,
            part=each.part,
            votes=each.votes,
        )


def _secretaries_below(meeting: Meeting, organization: Organization, kind: MeetingKind, on: date) -> Iterator[Attendee]:
    """For a regional body's own meeting: the secretaries of the organizations right below it."""
    if not kind.bodies:
        return
    posts = Post.objects.filter(organization__parent=organization, organization__ended_on__isnull=True, title=SEAT)
    for post in posts.select_related("organization").order_by("organization__path", "pk"):
        if post.is_current(on) and post.holder:
            yield Attendee(
                meeting=meeting,
                name=post.holder,
                member_uid=post.holder_uid,
                party=post.organization.name,
                party_organization=post.organization,
            )
