"""Findings and proposals as the pages show them: in words, with what may be done about them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone

from gongjian.foundation import registry
from gongjian.foundation.pages.charts import Trend
from gongjian.foundation.rulebook import rule
from gongjian.oversight.coverage import trends
from gongjian.oversight.coverage.areas import Areas
from gongjian.oversight.coverage.boards import address
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.oversight.coverage.permissions import may_decide, may_defer, may_withdraw, remedies_for
from gongjian.oversight.coverage.queries import marks_for, most_urgent, waiting_for
from gongjian.oversight.coverage.terms import Mark
from gongjian.rules import NotInForce, Rule, Status, citation

ELSEWHERE = {
    "members_unregistered": ("登记到名册", "member_new", "unit"),
    "branch_too_large": ("从名册转出党员", "members", "organization"),
    "branch_too_small": ("从名册转入党员", "members", ""),
}
STATUS_NOTES = {
    Status.SECONDARY: "条文据转载，还没有核对原文。",
    Status.PARTIAL: "只见到条文片段，待核实。",
    Status.UNVERIFIED: "没有读到条文，这是本平台的口径。街道可以在法规参数里确认或另定。",
    Status.CONFIRMED: "本单位已确认。",
    Status.OVERRIDDEN: "本单位另定了数值。",
}


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    url: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Basis:
    """What a finding rests on: the article, the rule's title, how far its text was checked."""

    citation: str
    title: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Card:
    """A finding: what is missing, for whom, since when, by which rule, and what ends it."""

    pk: int
    name: str
    mark: str
    word: str
    label: str
    organization: str
    explanation: str
    since: date
    days: int
    put_off: str
    url: str
    subject_url: str
    remedies: tuple[Button, ...]
    later: Button | None
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class ProposalCard:
    """A proposal with the buttons of those who may press them."""

    proposal: Proposal
    label: str
    may_decide: bool
    may_withdraw: bool


def card_of(user: Any, finding: Finding) -> Card:
    return cards_for(user, [finding], waiting_for(user))[0]


def cards_for(user: Any, findings: Iterable[Finding], waiting: Iterable[Proposal]) -> list[Card]:
    """Cards of findings that carry the `organization` responsible."""
    proposed = {(each.rule, each.subject_id, each.kind): each for each in waiting}
    return [card(user, each, proposed.get((each.rule, each.subject_id, each.kind))) for each in findings]


def card(user: Any, finding: Finding, proposal: Proposal | None) -> Card:
    found, today = registry.finding_rules()[finding.rule], timezone.localdate()
    later = finding.deferred_until and finding.deferred_until > today
    return Card(
        pk=finding.pk,
        name=finding.subject_name,
        mark="none" if finding.mark == Mark.GAP else "half",
        word=Mark(finding.mark).label,
        label=found.label,
        organization=getattr(finding, "organization", "") or "",
        explanation=found.explain(finding.detail),
        since=finding.since,
        days=(today - finding.since).days,
        put_off=f"{finding.deferred_until} 前暂不处理：{finding.deferred_reason}" if later else "",
        url=reverse("finding", args=[finding.pk]),
        subject_url=subject_url(finding),
        remedies=tuple(buttons(user, finding)),
        later=Button("暂不处理…", reverse("finding_defer", args=[finding.pk])) if may_defer(user, finding) else None,
        proposal=proposal,
    )


def buttons(user: Any, finding: Finding) -> Iterable[Button]:
    """The page where what is missing is done, the remedies the viewer may use, other pages where it may be ended."""
    elsewhere = registry.finding_rules()[finding.rule].elsewhere
    if elsewhere:
        yield Button(*elsewhere(finding), main=True)
    for each in remedies_for(user, finding):
        yield Button(each.label, reverse("finding_remedy", args=[finding.pk, each.key]), each.main)
    if finding.rule in ELSEWHERE:
        label, name, parameter = ELSEWHERE[finding.rule]
        yield Button(label, address(name, **({parameter: str(finding.subject_id)} if parameter else {})))


def subject_url(finding: Finding) -> str:
    kind = registry.subjects().get(finding.subject_type)
    return reverse(kind.url_name, args=[finding.subject_id]) if kind else ""


def basis_of(finding: Finding) -> Basis | None:
    """The rule as it is in force today, None before it was. Some findings name the one that raised them."""
    key = finding.detail.get("rule_key") or registry.finding_rules()[finding.rule].rule_key
    try:
        found: Rule = rule(key, on=timezone.localdate())
    except NotInForce:
        return None
    value = f"{found.value} {found.unit}".strip()
    return Basis(citation(found), found.title, value, STATUS_NOTES.get(found.status, ""))


def board_context(user: Any, areas: Areas, *, path: str, on: date, trend: bool) -> dict[str, Any]:
    """What stands round the matrix: the counts of the first sentence, what to end first, and the trend.

    PATH is the part of the tree that was asked for, "" for all the viewer sees.
    """
    marks, waiting = marks_for(user, on=on, path=path), waiting_for(user)
    gaps = marks[Mark.GAP]
    return {
        "areas": areas,
        "gaps": gaps,
        "blind_spots": marks[Mark.BLIND_SPOT],
        "cards": cards_for(user, most_urgent(user, on=on, path=path), waiting),
        "waiting": sum(may_decide(user, each) for each in waiting),
        **(trend_context(areas.top.path, on=on, gaps=gaps) if trend and areas.top else {}),
    }


def trend_context(path: str, *, on: date, gaps: int) -> dict[str, Any]:
    """The line of the last months."""
    months = trends.monthly_gaps(path, on=on, now_there=gaps)
    trend: Trend = trends.drawn(months)
    return {"trend": trend, "trend_words": trends.in_words(months), "months": months}


def proposal_cards(user: Any, proposals: Iterable[Proposal]) -> list[ProposalCard]:
    known = registry.remedies()
    return [
        ProposalCard(
            proposal=each,
            label=known[each.remedy].label if each.remedy in known else each.remedy,
            may_decide=each.is_waiting and may_decide(user, each),  # type: ignore[attr-defined]
            may_withdraw=each.is_waiting and may_withdraw(user, each),  # type: ignore[attr-defined]
        )
        for each in proposals
    ]
