"""Who may end a finding, and who decides. A permission reaches the organization it was granted at and all below."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from gongjian.foundation import registry
from gongjian.foundation.registry import Remedy
from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.coverage.models import Finding, Proposal

ACT = "findings.remedy"
DECIDE = "proposals.decide"


def may_defer(user: Any, finding: Finding) -> bool:
    """Whoever may end findings there may also say why not now."""
    return scope_of(user).holds(ACT, finding.org_path)


def may_use(user: Any, remedy: Remedy, finding: Finding) -> bool:
    """A remedy is offered to those who end findings there and hold the right its action needs.

    Where the rules require the superior's approval this is the right to propose.
    """
    scope = scope_of(user)
    return scope.holds(ACT, finding.org_path) and scope.holds(remedy.permission, finding.org_path)


def remedies_for(user: Any, finding: Finding) -> list[Remedy]:
    """The remedies USER may use on a finding, the main one first."""
    fitting = (each for each in registry.remedies().values() if finding.rule in each.rules)
    return sorted((each for each in fitting if may_use(user, each, finding)), key=lambda each: not each.main)


def needs_proposal(user: Any, remedy: Remedy, finding: Finding) -> bool:
    """Whether the remedy goes to the superior first: the rules ask for approval, and the user is not the superior."""
    path = superior_path(finding.subject_type, finding.org_path)
    return bool(remedy.approval) and not scope_of(user).holds(DECIDE, path)


def may_decide(user: Any, proposal: Proposal) -> bool:
    """The superior of the organization concerned; for a unit or a member, the organization responsible."""
    return scope_of(user).holds(DECIDE, superior_path(proposal.subject_type, proposal.org_path))


def decided_by(user: Any) -> Q:
    """The proposals that USER may decide, as a condition on their rows: the policy of `may_decide`."""
    scope = scope_of(user)
    own = [path for path in scope.paths(DECIDE) if len(path) > WIDTH]
    return within("org_path", scope, DECIDE) & ~Q(subject_type="organizations", org_path__in=own)


def may_withdraw(user: Any, proposal: Proposal) -> bool:
    """Whoever proposed it, as long as they work there."""
    return proposal.proposed_by_id == user.pk and scope_of(user).holds(ACT, proposal.org_path)


def superior_path(subject_type: str, org_path: str) -> str:
    """The path of whoever decides: an organization's superior (the root is its own), else the one responsible."""
    return org_path[:-WIDTH] or org_path if subject_type == "organizations" else org_path
