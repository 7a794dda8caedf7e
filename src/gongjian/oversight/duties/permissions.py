"""Who may do what with duties. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import WIDTH
from gongjian.oversight.duties.schedules import DutyInForce
from gongjian.registers.organizations.models import Organization

VIEW = "duties.view"
SET = "duties.set"
EXCUSE = "duties.excuse"
ACT = "findings.remedy"


def may_see_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(VIEW)


def may_set_some(user: Any) -> bool:
    """The street office and the secretaries of the regional bodies decide what is owed in their part of the tree."""
    return scope_of(user).holds_somewhere(SET)


def may_start(user: Any, organization: Organization) -> bool:
    """From when anything is asked for is decided by whoever decides what is owed there."""
    return scope_of(user).holds(SET, organization.path)


def may_set(user: Any, duty: DutyInForce) -> bool:
    """A duty of the regulations is changed for all, so only from the top of the tree; an own one where it holds."""
    if duty.standing is None:
        return scope_of(user).holds(SET, duty.path)
    return any(len(path) == WIDTH for path in scope_of(user).paths(SET))


def may_excuse(user: Any, organization: Organization) -> bool:
    """The superior excuses; the top of the tree is its own superior."""
    return scope_of(user).holds(EXCUSE, organization.path[:-WIDTH] or organization.path)


def may_excuse_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere(EXCUSE)


def may_load_holidays(user: Any) -> bool:
    """The working calendar is one for all: it is kept at the top of the tree."""
    return any(len(path) == WIDTH for path in scope_of(user).paths(SET))
