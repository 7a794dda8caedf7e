"""Reads of findings and proposals, always for a viewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404

from gongjian.foundation import registry
from gongjian.foundation.gathering import ask, told
from gongjian.foundation.kept import Kept
from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import nodes, under
from gongjian.oversight.coverage.models import Finding, FindingQuerySet, Proposal, ProposalQuerySet, Tally
from gongjian.oversight.coverage.terms import ALL_FINDINGS, ProposalState
from gongjian.registers.organizations.models import Organization

WAITING_AT_MOST = 500
URGENT = 5
OF_EACH_RULE = 2


def findings_for(user: Any, *, path: str = "") -> FindingQuerySet:
    """Findings USER may see, only those at PATH and below when given."""
    rows = Finding.objects.visible_to(user)
    return rows.filter(under("org_path", path)) if path else rows


def tallies_for(
    user: Any,
    paths: Sequence[str],
    *,
    keys: Sequence[str] = (ALL_FINDINGS,),
    permission: str = FindingQuerySet.view_permission,
) -> dict[str, Counter[str]]:
    """{path: {key: number at and below it}} of what USER may see there by PERMISSION; one query, only kept rows.

    Where only parts below a path were granted, these parts are added up.
    """
    return numbers_of([tally_rows(user, paths, keys=keys, permission=permission)])[0]


def tally_rows(user: Any, paths: Sequence[str], *, keys: Sequence[str], permission: str) -> Kept:
    """The kept rows behind `tallies_for`, not read yet."""
    parts = parts_for(user, paths, permission)
    organizations = [nodes(part)[-1] for each in parts.values() for part in each]
    rows = Tally.objects.filter(organization__in=organizations, key__in=keys, number__gt=0)
    return Kept(parts, told(rows, "organization", "key", "number"))


def numbers_of(kept: Sequence[Kept]) -> list[dict[str, Counter[str]]]:
    """For each of KEPT {path: {key: number}}; one query for all of them."""
    return [each.numbers(rows) for each, rows in zip(kept, ask([each.rows for each in kept]), strict=True)]


def parts_for(user: Any, paths: Sequence[str], permission: str) -> dict[str, list[str]]:
    """{path: the widest parts at and below it where USER holds PERMISSION}: itself, unless less was granted."""
    scope = scope_of(user)
    tops = scope.paths(permission)
    return {
        path: [path] if scope.holds(permission, path) else [top for top in tops if top.startswith(path)]
        for path in paths
    }


def number_for(user: Any) -> int:
    """How many findings USER may see, as it is kept."""
    tops = scope_of(user).paths(FindingQuerySet.view_permission)
    return sum(kept[ALL_FINDINGS] for kept in tallies_for(user, tops).values())


class OfRule(NamedTuple):
    """One rule's findings in a part of the tree: how many, and the ids of the URGENT oldest that are not put off."""

    key: str
    number: int
    oldest: tuple[int, ...]


def by_rule(user: Any, *, on: date, path: str = "") -> list[OfRule]:
    """What USER may see of each rule, only at PATH and below when given; one query, once per user object and path.

    The oldest are looked up at the head of each rule, so that no more are read where there are more.
    """
    known = user.__dict__.setdefault("_by_rule", {})
    if path not in known:
        tops = [path] if path else scope_of(user).paths(FindingQuerySet.view_permission)
        due = findings_for(user, path=path).due(on).filter(rule=OuterRef("key")).order_by("since", "pk").values("pk")
        oldest = [Subquery(due[at : at + 1]) for at in range(URGENT)]
        rows = Tally.objects.filter(organization__in=[nodes(top)[-1] for top in tops], number__gt=0)
        found = rows.filter(key__in=list(registry.finding_rules())).values_list("key", "number", *oldest)
        known[path] = [OfRule(key, number, tuple(filter(None, first))) for key, number, *first in found]
    return known[path]


def marks_for(user: Any, *, on: date, path: str = "") -> Counter[str]:
    """{mark: findings} that USER may see, only those at PATH and below when given."""
    rules = registry.finding_rules()
    marks: Counter[str] = Counter()
    for each in by_rule(user, on=on, path=path):
        marks[rules[each.key].mark] += each.number
    return marks


def named(rows: Any) -> Any:
    """With the name of the organization responsible, as `organization`."""
    responsible = Organization.objects.filter(path=OuterRef("org_path")).values("name")[:1]
    return rows.annotate(organization=Subquery(responsible))


def most_urgent(user: Any, *, on: date, path: str = "", rules: Sequence[str] | None = None) -> list[Finding]:
    """What to end first, of RULES if given: not put off, by severity, the oldest two of each rule before any third.

    Found once per user object and path.
    """
    known = user.__dict__.setdefault("_urgent", {})
    asked = (path, rules is None)
    if asked not in known:
        found = (each for each in by_rule(user, on=on, path=path) if rules is None or each.key in rules)
        oldest = {pk for each in found for pk in each.oldest}
        known[asked] = in_turn(named(Finding.objects.filter(pk__in=oldest)))[:URGENT]
    return known[asked]


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


def findings_about(user: Any, proposals: Iterable[Proposal]) -> FindingQuerySet:
    """The findings that PROPOSALS would end and that stand still."""
    held = list(proposals)
    return findings_for(user).filter(
        subject_id__in={each.subject_id for each in held}, rule__in={each.rule for each in held}
    )


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
