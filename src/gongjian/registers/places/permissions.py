"""Who may look at places and who may change them."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import scope_of
from gongjian.registers.places.models import Place


def may_see_some(user: Any) -> bool:
    return scope_of(user).holds_somewhere("places.view")


def may_edit(user: Any, place: Place) -> bool:
    """Those who keep the register of units where the place lies: they know its buildings and markets."""
    return scope_of(user).holds("units.manage", place.org_path)
