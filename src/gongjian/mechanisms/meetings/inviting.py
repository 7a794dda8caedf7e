"""Whom a meeting is for: filled in from the rosters, so that nobody types a list of names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from gongjian.foundation.tree import ancestors
from gongjian.mechanisms.meetings.kinds import KINDS, MeetingKind
from gongjian.mechanisms.meetings.models import Attendee, Meeting
from gongjian.mechanisms.meetings.terms import Due, MeetingState, Part
from gongjian.registers.members.models import Member
from gongjian.registers.members.terms import MemberStatus
from gongjian.registers.organizations.models import Organization, Post
from gongjian.registers.organizations.queries import SEAT, seats_of
from gongjian.registers.organizations.terms import Body

LISTED = 400
ORDER = tuple(Body)


def invited(meeting: Meeting, *, on: date) -> list[Attendee]:
    """Those the kind of meeting is for, not saved yet; of a kind without a roster, those of the last such meeting."""
    organization, kind = meeting.organization, meeting.declared
    if kind.due in (Due.MEMBERS, Due.FULL_MEMBERS):
        return list(_members(meeting))
    if kind.due == Due.COMMITTEE:
        return list(_seats(meeting, on))
    return list(_as_last_time(meeting)) or list(_secretaries_below(meeting, organization, kind, on))


def _members(meeting: Meeting) -> Iterator[Attendee]:
    """Who was not counted last time, being old or ill, is not counted this time either, until somebody changes it."""
    rows = Member.objects.on_roll().filter(organization=meeting.organization).order_by("pinyin", "pk")
    excluded = _excluded_before(meeting)
    for uid, name, status in rows.values_list("uid", "name", "status"):
        full = status == MemberStatus.FULL
        part = Part.DUE if full or meeting.declared.due == Due.MEMBERS else Part.OBSERVER
        yield Attendee(
            meeting=meeting, name=name, member_uid=uid, votes=full, part=part, excluded=excluded.get(uid, "")
        )


def _excluded_before(meeting: Meeting) -> dict[UUID, str]:
    """{member: reason} of those not counted at the organization's last meeting for members."""
    kinds = [each.key for each in KINDS.values() if each.due in (Due.MEMBERS, Due.FULL_MEMBERS)]
    before = Meeting.objects.filter(organization=meeting.organization, kind__in=kinds).exclude(pk=meeting.pk)
    last = before.order_by("-starts_at").values("pk")[:1]
    rows = Attendee.objects.filter(meeting__in=last, member_uid__isnull=False).exclude(excluded="")
    return {uid: reason for uid, reason in rows.values_list("member_uid", "excluded") if uid}


def _seats(meeting: Meeting, on: date) -> Iterator[Attendee]:
    seen: set[str] = set()
    for post in seats_of(meeting.organization, on=on):
        if post.holder and post.holder not in seen and post.is_current(on):
            seen.add(post.holder)
            yield Attendee(meeting=meeting, name=post.holder, member_uid=post.holder_uid, party=post.title)


def _as_last_time(meeting: Meeting) -> Iterator[Attendee]:
    for each in people_last_time(meeting.organization, meeting.kind, but=meeting.pk):
        yield Attendee(
            meeting=meeting,
            name=each.name,
            member_uid=each.member_uid,
            party=each.party,
            party_unit_id=each.party_unit_id,
            party_organization_id=each.party_organization_id,
            part=each.part,
            votes=each.votes,
            excluded=each.excluded,
        )


def people_last_time(organization: Organization, kind: str, *, but: int | None = None) -> list[Attendee]:
    """Those of the latest meeting of that kind, not the one BUT, which was not called off and had anybody invited."""
    rows = Meeting.objects.filter(organization=organization, kind=kind, attendees__isnull=False).exclude(pk=but)
    last = rows.exclude(state=MeetingState.CANCELLED).order_by("-starts_at", "-pk").values("pk")[:1]
    return list(Attendee.objects.filter(meeting__in=last).order_by("pk"))


def _secretaries_below(meeting: Meeting, organization: Organization, kind: MeetingKind, on: date) -> Iterator[Attendee]:
    """For a regional body's own meeting: the secretaries of the organizations right below it."""
    if not kind.bodies:
        return
    below = Organization.objects.active().filter(parent=organization).in_tree_order()
    yield from (each for each in in_their_name(meeting, below, on=on) if each.name != each.party)


def in_their_name(meeting: Meeting, organizations: Iterable[Organization], *, on: date) -> list[Attendee]:
    """A seat, not saved yet, for each organization: its secretary on the day, or its own name until somebody is named.

    Who is secretary of two is named for both; as a member they have one seat. Two queries for all.
    """
    parties = list(organizations)
    posts = Post.objects.filter(organization__in=[each.pk for each in parties], title=SEAT).order_by("pk")
    held: dict[int, Post] = {}
    for post in posts:
        if post.is_current(on) and post.holder:
            held.setdefault(post.organization_id, post)
    seats = [seat_for(meeting, each, held.get(each.pk)) for each in parties]
    seated = set(meeting.attendees.values_list("member_uid", flat=True))
    for each in seats:
        each.member_uid = None if each.member_uid in seated else each.member_uid
        seated.add(each.member_uid)
    return seats


def seat_for(meeting: Meeting, party: Organization, secretary: Post | None) -> Attendee:
    return Attendee(
        meeting=meeting,
        name=secretary.holder if secretary else party.name,
        member_uid=secretary.holder_uid if secretary else None,
        party=party.name,
        party_organization=party,
    )


@dataclass(frozen=True, slots=True)
class Circle:
    """Whom one may invite at once: a regional body, the organizations right BELOW it, and which sit there already."""

    body: Organization
    below: tuple[Organization, ...]
    seated: frozenset[int]

    @property
    def left(self) -> int:
        """How many of them are not invited yet."""
        return sum(each.pk not in self.seated for each in self.below)


def circles_for(user: Any, meeting: Meeting) -> list[Circle]:
    """The regional bodies of the street a meeting with parties belongs to, as far as USER sees what is below them.

    Three queries.
    """
    if not meeting.declared.with_parties:
        return []
    seen = Organization.objects.visible_to(user).active()
    above = ancestors(meeting.organization.path)
    found = Organization.objects.active().filter(parent__path__in=above).exclude(body="").in_tree_order()
    bodies = sorted(found, key=lambda each: ORDER.index(each.body))
    rows = seen.filter(parent__in=bodies).exclude(pk=meeting.organization_id).in_tree_order()
    below: dict[int, list[Organization]] = defaultdict(list)
    for each in rows[:LISTED]:
        below[each.parent_id or 0].append(each)
    seated = frozenset(meeting.attendees.values_list("party_organization", flat=True))
    return [Circle(each, tuple(below[each.pk]), seated) for each in bodies if below[each.pk]]


def secretary_of(organization: Organization, on: date) -> str:
    """Whoever is its secretary on a day, "" where the seat is empty."""
    posts = [each for each in seats_of(organization, on=on) if each.is_current(on)]
    return next((each.holder for each in posts if each.title == SEAT), "")
