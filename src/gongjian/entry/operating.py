"""The operator: whoever holds the machine sees all that any role may see, with what is masked still masked."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.scope import stand_in
from gongjian.registers.access.roles import ROLES
from gongjian.registers.organizations.models import Organization


def operator(path: str = "") -> Any:
    """A viewer of everything at PATH and below, of the whole tree where it is empty."""
    everything = frozenset[str]().union(*(role.permissions for role in ROLES.values()))
    tops = [path] if path else Organization.objects.filter(parent=None).values_list("path", flat=True)
    return stand_in(tops, *everything)
