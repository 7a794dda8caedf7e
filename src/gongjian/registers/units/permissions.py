"""Who may do what with units. A permission reaches the organization it was granted at and all below it."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.registers.units.models import Unit


def may_see_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("units.view")


def may_edit(user: Any, unit: Unit) -> bool:
    """Those who keep the register of units where the unit lies."""
    return scope_of(user).holds("units.manage", unit.org_path)


def may_add_at(user: Any, path: str) -> bool:
    """A new unit is entered by whoever keeps the register where it will lie."""
    return scope_of(user).holds("units.manage", path)


def may_add_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("units.manage")
