"""Which organizations a form offers to choose from, always for a viewer."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from gongjian.foundation.tree import ancestors
from gongjian.registers.organizations.models import Organization, OrganizationQuerySet
from gongjian.registers.organizations.terms import BRANCH_KINDS


def superiors_for(user: Any, path: str) -> OrganizationQuerySet:
    """Who might be the superior of a branch founded at PATH: the line above it, and the regional bodies beside it."""
    line = ancestors(path)
    beside = Q(parent__path__in=line) & ~Q(body="")
    rows = Organization.objects.visible_to(user).active().exclude(kind__in=BRANCH_KINDS)
    return rows.filter(Q(path__in=line) | beside).in_tree_order()


def sisters_for(user: Any, branch: Organization) -> OrganizationQuerySet:
    """The other branches with the same superior."""
    rows = Organization.objects.visible_to(user).active().branches()
    return rows.filter(parent=branch.parent).exclude(pk=branch.pk).in_tree_order()
