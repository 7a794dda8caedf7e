"""What coverage offers the tree and 今天: numbers beside organizations, and what waits for the viewer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Value
from django.urls import reverse

from gongjian.foundation import registry
from gongjian.foundation.gathering import FromRows, Told, told
from gongjian.foundation.registry import Missed, Todo
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coverage.models import Finding, Proposal, ProposalQuerySet
from gongjian.oversight.coverage.permissions import ACT, decided_by
from gongjian.oversight.coverage.queries import (
    URGENT,
    WAITING_AT_MOST,
    findings_for,
    marks_for,
    most_urgent,
    tallies_for,
)
from gongjian.oversight.coverage.showing import buttons
from gongjian.oversight.coverage.terms import Mark


def may_open(user: Any) -> bool:
    return scope_of(user).holds_somewhere("findings.view")


def counts(user: Any, paths: Sequence[str]) -> Mapping[str, Missed]:
    """{path: findings at the path and below it}; one query."""
    kept = tallies_for(user, paths, keys=Mark.values)
    return {path: Missed(numbers[Mark.GAP], numbers[Mark.BLIND_SPOT]) for path, numbers in kept.items()}


def narrow(user: Any, organizations: Any) -> Any:
    """Those of ORGANIZATIONS with a finding of their own."""
    return organizations.filter(Exists(findings_for(user).filter(org_path=OuterRef("path"))))


def to_decide(user: Any, on: date) -> QuerySet[Any, Any] | None:
    """Proposals USER has to decide, the oldest first."""
    if not scope_of(user).holds_somewhere("proposals.decide"):
        return None
    rows = Proposal.objects.visible_to(user).waiting().filter(decided_by(user)).order_by("pk")
    return told(rows, "subject_name", "summary", "proposed_by")[:WAITING_AT_MOST]


def in_words(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        yield Todo(
            title=f"批复：{each['subject_name']}",
            detail=f"{each['summary']}。{each['proposed_by']} 提出",
            url=reverse("proposals"),
            due=None,
            actions=[("去批复", reverse("proposals"), True)],
        )


proposals_waiting = FromRows(to_decide, in_words)


def proposals_counted(*, user: Any, on: date) -> ProposalQuerySet:
    return Proposal.objects.visible_to(user).waiting().filter(decided_by(user)).annotate(number=Value(1))


def most_urgent_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    """As many as `most_urgent` gives; which ones they are does not matter here."""
    if not scope_of(user).holds_somewhere(ACT):
        return None
    some = findings_for(user).due(on).filter(rule__in=rules_on_today()).order_by().values("pk")[:URGENT]
    return Finding.objects.filter(pk__in=some).annotate(number=Value(1))


def most_urgent_todos(*, user: Any, on: date) -> Iterator[Todo]:
    """The findings to end first, for those who may end them; put-off ones wait for their day."""
    if not scope_of(user).holds_somewhere(ACT):
        return
    for each in most_urgent(user, on=on, rules=rules_on_today()):
        yield Todo(
            title=title_of(each),
            detail=explained(each),
            url=reverse("finding", args=[each.pk]),
            due=None,
            actions=actions_of(user, each),
        )


def rules_on_today() -> list[str]:
    """The rules whose findings have no to-dos of their own."""
    return [each.key for each in registry.finding_rules().values() if each.on_today]


def title_of(finding: Finding) -> str:
    return f"{finding.subject_name}：{registry.finding_rules()[finding.rule].label}"


def explained(finding: Finding) -> str:
    return registry.finding_rules()[finding.rule].explain(finding.detail)


def actions_of(user: Any, finding: Finding) -> list[tuple[str, str, bool]]:
    """The first two buttons of its card."""
    return [(each.label, each.url, each.main) for each in islice(buttons(user, finding), 2)]


def my_scope(user: Any, subject: None, on: date) -> Mapping[str, Any] | None:
    """For the side of 今天: how many gaps and blind spots the viewer answers for. None for whoever sees none."""
    if not may_open(user):
        return None
    numbers = marks_for(user, on=on)
    return {"gaps": numbers[Mark.GAP], "blind_spots": numbers[Mark.BLIND_SPOT]}
