"""Reads of findings and proposals, always for a viewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, Q, Subquery, Window
from django.db.models.functions import RowNumber
from django.http import Http404

from gongjian.foundation import registry
from gongjian.foundation.tree import under
from gongjian.oversight.coverage.models import Finding, FindingQuerySet, Proposal, ProposalQuerySet
from gongjian.oversight.coverage.terms import ProposalState
from gongjian.registers.organizations.models import Organization

WAITING_AT_MOST = 500
URGENT = 5
OF_EACH_RULE = 2


def findings_for(user: Any, *, path: str = "") -> FindingQuerySet:
    """Findings USER may see, only those at PATH and below when given."""
    rows = Finding.objects.visible_to(user)
    return rows.filter(under("org_path", path)) if path else rows


def named(rows: Any) -> Any:
    """With the name of the organization responsible, as `organization`."""
    responsible = Organization.objects.filter(path=OuterRef("org_path")).values("name")[:1]
    return rows.annotate(organization=Subquery(responsible))


def most_urgent(user: Any, *, on: date, path: str = "") -> list[Finding]:
    """What to end first: not put off, by severity, the oldest two of each rule before any third.

    Found once per user object and path.
    """
    known = user.__dict__.setdefault("_urgent", {})
    if path not in known:
        rows = findings_for(user, path=path).due(on)
        turn = Window(RowNumber(), partition_by=F("rule"), order_by=[F("since"), F("pk")])
        first = rows.annotate(turn=turn, later=Q(turn__gt=OF_EACH_RULE)).order_by(
            "later", "severity", "turn", "since", "pk"
        )
        known[path] = in_turn(named(Finding.objects.filter(pk__in=first.values("pk")[:URGENT])))
    return known[path]


def in_turn(found: Iterable[Finding]) -> list[Finding]:
    """Findings of several rules in the order that `most_urgent` promises."""
    turns: Counter[str] = Counter()
    placed = []
    for each in sorted(found, key=lambda each: (each.since, each.pk)):
        turns[each.rule] += 1
        turn = turns[each.rule]
        placed.append((turn > OF_EACH_RULE, each.severity, turn, each.since, each.pk, each))
    return [each for *_, each in sorted(placed, key=lambda place: place[:-1])]


def proposals_for(user: Any) -> ProposalQuerySet:
    """Proposals USER may see, those that wait first, then the newest."""
    rows = Proposal.objects.visible_to(user)
    waiting = Q(state=ProposalState.WAITING)
    return named(rows.annotate(is_waiting=waiting).order_by("-is_waiting", "-pk"))


def subject_for(user: Any, subject_type: str, subject_id: int) -> Any:
    """The record a finding is about, None when USER may not see it or it is gone."""
    kind = registry.subjects().get(subject_type)
    return kind.visible_to(user).filter(pk=subject_id).first() if kind else None


def waiting_for(user: Any) -> list[Proposal]:
    """The proposals that wait among those USER may see, the oldest first; found once per user object."""
    if "_proposals" not in user.__dict__:
        user.__dict__["_proposals"] = list(Proposal.objects.visible_to(user).waiting().order_by("pk")[:WAITING_AT_MOST])
    return user.__dict__["_proposals"]


def fetched(user: Any, pk: int) -> Finding:
    """The finding, for those who may see it; one that was ended is gone."""
    found = named(findings_for(user)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def proposed(user: Any, pk: int) -> Proposal:
    found = Proposal.objects.visible_to(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
