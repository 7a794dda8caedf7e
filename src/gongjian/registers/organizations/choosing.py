"""An organization chosen from a list, and the rows at and below the chosen one: what filters of other folders need."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongjian.foundation.pages.lists.declaring import Choices
from gongjian.foundation.tree import under
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import organizations_for

CHOICES_AT_MOST = 300


def organization_choices(user: Any, value: str) -> Choices:
    """Organizations USER may see, indented by their level; the chosen one always."""
    rows = organizations_for(user).in_tree_order().values_list("pk", "name")
    found = [(str(pk), name) for pk, name in rows[:CHOICES_AT_MOST]]
    if value.isdecimal() and value not in dict(found):
        found += [(str(pk), name) for pk, name in organizations_for(user).filter(pk=value).values_list("pk", "name")]
    return found


def at_and_below(field: str) -> Callable[[Any, str], Any]:
    """Rows whose path FIELD is the chosen organization's or below it."""

    def narrow(rows: Any, value: str) -> Any:
        path = Organization.objects.filter(pk=value).values_list("path", flat=True).first()
        return rows.filter(under(field, path or ""))

    return narrow
