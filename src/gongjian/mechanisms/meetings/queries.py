"""Reads of meetings, always for a viewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.tree import ancestors
from gongjian.mechanisms.meetings.models import (
    Attendee,
    FollowUp,
    FollowUpQuerySet,
    Meeting,
    MeetingQuerySet,
    Publication,
    Served,
    WordTemplate,
)
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Proof

RECORD = "meetings.record"


def meetings_for(user: Any) -> MeetingQuerySet:
    """Meetings USER may see, the latest first."""
    return Meeting.objects.visible_to(user).select_related("organization").order_by("-starts_at", "-pk")


def kept_by(user: Any) -> MeetingQuerySet:
    """Meetings whose record USER keeps."""
    return meetings_for(user).filter(within("org_path", scope_of(user), RECORD))


def follow_ups_for(user: Any) -> FollowUpQuerySet:
    """Follow-ups whose owner USER may see."""
    return FollowUp.objects.visible_to(user).select_related("meeting", "owner")


def closable_by(user: Any) -> QuerySet[FollowUp]:
    """Follow-ups USER may see as the owner's people or as those who keep the meeting they came from."""
    scope = scope_of(user)
    reached = within("org_path", scope, "meetings.view") | within("meeting__org_path", scope, RECORD)
    return FollowUp.objects.filter(reached).select_related("meeting", "owner")


def invitations_for(user: Any) -> QuerySet[Attendee]:
    """The seats that organizations in USER's care have at meetings called by others; the nearest first."""
    seats = Attendee.objects.filter(within("party_organization__path", scope_of(user), RECORD))
    called = seats.exclude(meeting__state__in=(MeetingState.DRAFT, MeetingState.CANCELLED))
    return called.select_related("meeting__organization", "party_organization").order_by("meeting__starts_at", "pk")


def holders_for(user: Any) -> Any:
    """Standing organizations whose meetings USER keeps."""
    rows = Organization.objects.visible_to(user).active()
    return rows.filter(within("path", scope_of(user), RECORD)).in_tree_order()


def last_of(organization: Organization, kind: str) -> Meeting | None:
    """The last meeting of that kind which was not called off."""
    rows = Meeting.objects.filter(organization=organization, kind=kind).exclude(state=MeetingState.CANCELLED)
    return rows.order_by("-starts_at").first()


def conferences_for(user: Any, kinds: Sequence[str]) -> MeetingQuerySet:
    """Held meetings of KINDS from which something follows that USER may see."""
    agreed = FollowUp.objects.filter(meeting=OuterRef("pk"))
    return meetings_for(user).held().filter(Exists(agreed), kind__in=kinds)


def published(code: str) -> Publication | None:
    """What stands open to all under CODE; nothing once it was revoked."""
    rows = Publication.objects.filter(code=code, revoked_at__isnull=True)
    return rows.select_related("meeting__organization").first()


def word_template_of(organization: Organization) -> WordTemplate | None:
    """The template of the nearest organization at or above that has its own."""
    rows = WordTemplate.objects.filter(organization__path__in=ancestors(organization.path))
    return rows.select_related("organization", "file").order_by("-organization__path").first()


def proofs(kind: str, *, among: Sequence[int] | None, since: date, until: date) -> Iterator[Proof]:
    """The meetings of a KIND that count for a day from SINCE until UNTIL; one query."""
    rows = Served.objects.filter(kind=kind, serves__gte=since, serves__lte=until)
    rows = rows if among is None else rows.filter(organization__in=among)
    for found in rows.values_list("organization_id", "serves", "on", "meeting_id").iterator():
        yield Proof(*found)
