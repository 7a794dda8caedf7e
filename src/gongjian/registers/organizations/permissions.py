"""Who may do what with organizations. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import WIDTH
from gongjian.registers.organizations.models import Organization

DECIDE = "proposals.decide"


def may_see_some(user: Any) -> bool:
    """The tree is open to everyone who may see any organization."""
    return scope_of(user).holds_somewhere("organizations.view")


def may_edit(user: Any, organization: Organization) -> bool:
    """Those who keep the register there change its entries and its posts."""
    return scope_of(user).holds("organizations.manage", organization.path)


def may_found(user: Any, parent: Organization) -> bool:
    """A new organization needs the superior's approval, so only those who decide at PARENT found one directly.

    Everyone else proposes it through the finding that asks for it.
    """
    scope = scope_of(user)
    return not parent.is_branch and all(scope.holds(each, parent.path) for each in ("organizations.manage", DECIDE))


def may_move(user: Any, organization: Organization) -> bool:
    """Moving changes who answers for people: both the old and the new superior must be the mover's to decide.

    The root does not move; the new superior is judged when it is chosen.
    """
    parent_path = organization.path[:-WIDTH]
    return bool(parent_path) and scope_of(user).holds("organizations.move", parent_path)


def may_move_below(user: Any, parent: Organization) -> bool:
    """Whether PARENT is the mover's to decide for."""
    return scope_of(user).holds("organizations.move", parent.path)


def may_change_kind(user: Any, organization: Organization) -> bool:
    """What kind an organization is, is decided by its superior; the root stays what it is."""
    parent_path = organization.path[:-WIDTH]
    return bool(parent_path) and scope_of(user).holds(DECIDE, parent_path)


def may_end(user: Any, organization: Organization) -> bool:
    """Ending an organization is decided by whoever decides for its superior."""
    return may_move(user, organization) and scope_of(user).holds(DECIDE, organization.path)
