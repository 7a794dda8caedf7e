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
from gongjian.foundation.scope import scope_of
from gongjian.oversight.coverage import trends
from gongjian.oversight.coverage.areas import Areas
from gongjian.oversight.coverage.boards import Worked, address
from gongjian.oversight.coverage.listing import FINDINGS
from gongjian.oversight.coverage.models import Finding, Proposal
from gongjian.oversight.coverage.permissions import may_decide, may_defer, may_withdraw, remedies_for
from gongjian.oversight.coverage.queries import findings_about, marks_for, most_urgent, waiting_for
from gongjian.oversight.coverage.rates import percent
from gongjian.oversight.coverage.terms import Mark, ProposalState
from gongjian.rules import NotInForce, Rule, Status, citation
from gongjian.rules.values import written

ELSEWHERE = {
    "members_unregistered": ("登记到名册", "member_new", "unit"),
    "branch_too_large": ("从名册转出党员", "members", "organization"),
    "branch_too_small": ("从名册转入党员", "members", ""),
}
REGISTER = "登记党员"
COMPARED = {">=": "≥", ">": ">", "<=": "≤", "<": "<"}
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
    """What a finding rests on: the article, what the rule says, how far its text was checked."""

    key: str
    citation: str
    title: str
    value: str
    note: str
    checked: str


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
    """A proposal with what it rests on, and the buttons of those who may press them.

    `explanation` and `finding_url` are of the finding as it stands now, "" where it is gone; `asked` is the rule by
    which the superior decides.
    """

    proposal: Proposal
    label: str
    explanation: str
    finding_url: str
    subject_url: str
    basis: Basis | None
    asked: Basis | None
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
        remedies=() if proposal else tuple(buttons(user, finding)),
        later=later_button(user, finding) if not proposal else None,
        proposal=proposal,
    )


def later_button(user: Any, finding: Finding) -> Button | None:
    if not may_defer(user, finding):
        return None
    return Button("暂不处理…", reverse("finding_defer", args=[finding.pk]))


def buttons(user: Any, finding: Finding) -> Iterable[Button]:
    """The page where what is missing is done, the remedies the viewer may use, other pages where it may be ended.

    A branch with nobody on its roll wants its members registered before it is given up.
    """
    first = first_button(user, finding)
    if first:
        yield first
    for each in remedies_for(user, finding):
        yield Button(each.label, reverse("finding_remedy", args=[finding.pk, each.key]), each.main and not first)
    if finding.rule in ELSEWHERE:
        label, name, parameter = ELSEWHERE[finding.rule]
        yield Button(label, address(name, **({parameter: str(finding.subject_id)} if parameter else {})))


def first_button(user: Any, finding: Finding) -> Button | None:
    """What ends the finding by itself, where that is done on a page of its own."""
    elsewhere = registry.finding_rules()[finding.rule].elsewhere
    if elsewhere:
        return Button(*elsewhere(finding), main=True)
    if finding.rule == "branch_too_small" and not finding.detail.get("full"):
        return register_button(user, finding)
    return None


def register_button(user: Any, finding: Finding) -> Button | None:
    """Where members of the branch or unit are entered into the roster, for those who may."""
    if not scope_of(user).holds("members.manage", finding.org_path):
        return None
    where = {"organizations": "organization", "units": "unit"}[finding.subject_type]
    return Button(REGISTER, address("member_new", **{where: str(finding.subject_id)}), main=True)


def subject_url(about: Finding | Proposal) -> str:
    kind = registry.subjects().get(about.subject_type)
    return reverse(kind.url_name, args=[about.subject_id]) if kind else ""


def basis_of(finding: Finding) -> Basis | None:
    """The rule as it is in force today, None before it was. Some findings name the one that raised them."""
    return basis(finding.detail.get("rule_key") or registry.finding_rules()[finding.rule].rule_key)


def basis(key: str) -> Basis | None:
    """The rule of this key as it is in force today, None without one."""
    if not key:
        return None
    try:
        found: Rule = rule(key, on=timezone.localdate())
    except NotInForce:
        return None
    value = f"{COMPARED.get(found.operator, '')} {written(found.value)} {found.unit}".strip()
    return Basis(key, citation(found), found.title, value, found.note, STATUS_NOTES.get(found.status, ""))


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
        "sent": sum(may_withdraw(user, each) for each in waiting),
        "may_import": scope_of(user).holds_somewhere("sheets.import"),
        "may_export": scope_of(user).holds_somewhere(FINDINGS.export_permission),
        **(trend_context(areas.top.path, on=on, gaps=gaps) if trend and areas.top else {}),
    }


def trend_context(path: str, *, on: date, gaps: int) -> dict[str, Any]:
    """The line of the last months."""
    months = trends.monthly_gaps(path, on=on, now_there=gaps)
    trend: Trend = trends.drawn(months)
    return {"trend": trend, "trend_words": trends.in_words(months), "months": months}


def work_trend(path: str, *, on: date, work: Worked) -> dict[str, Any]:
    """The line of the last months for what was not done, and the shares of work done at its two ends."""
    counted = trends.monthly_work(path, on=on, now_there=(work.owed, work.overdue))
    months = [(month, overdue) for month, _, overdue in counted]
    first, last = (percent(owed - overdue, owed) for _, owed, overdue in (counted[0], counted[-1]))
    return {
        "trend": trends.drawn(months, "没有办的", "期"),
        "trend_words": trends.in_words(months, "没有办的", "期"),
        "trend_says": f"工作覆盖 {first} → {last}。每个月都按那时近一年到期的算。",
        "months": months,
    }


def proposal_cards(user: Any, proposals: Iterable[Proposal]) -> list[ProposalCard]:
    held = list(proposals)
    found = {(each.rule, each.subject_id): each for each in findings_about(user, held)}
    return [proposal_card(user, each, found.get((each.rule, each.subject_id))) for each in held]


def proposal_card(user: Any, proposal: Proposal, finding: Finding | None) -> ProposalCard:
    remedy = registry.remedies().get(proposal.remedy)
    is_open = proposal.state == ProposalState.WAITING
    return ProposalCard(
        proposal=proposal,
        label=remedy.label if remedy else proposal.remedy,
        explanation=registry.finding_rules()[finding.rule].explain(finding.detail) if finding else "",
        finding_url=reverse("finding", args=[finding.pk]) if finding else "",
        subject_url=subject_url(proposal),
        basis=basis_of(finding) if finding and is_open else None,
        asked=basis(remedy.approval) if remedy and is_open else None,
        may_decide=is_open and may_decide(user, proposal),
        may_withdraw=is_open and may_withdraw(user, proposal),
    )
