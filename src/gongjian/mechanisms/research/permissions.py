"""Who may do what with studies. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.mechanisms.research.models import Problem, Study
from gongjian.mechanisms.research.queries import RECORD, VIEW
from gongjian.registers.organizations.models import Organization


def may_see_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(VIEW)


def may_see(user: Any, study: Study) -> bool:
    return scope_of(user).holds(VIEW, study.org_path)


def may_begin_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(RECORD)


def may_begin(user: Any, organization: Organization) -> bool:
    """Those who work for an organization begin its studies."""
    return scope_of(user).holds(RECORD, organization.path)


def may_carry_out(user: Any, study: Study) -> bool:
    """Whoever works for the study's organization takes notes, finds problems and writes the report."""
    return scope_of(user).holds(RECORD, study.org_path)


def may_settle(user: Any, problem: Problem) -> bool:
    """The owner of a problem decides what becomes of it, and so do those who carry out the study."""
    scope = scope_of(user)
    return scope.holds(RECORD, problem.org_path) or scope.holds(RECORD, problem.study.org_path)
