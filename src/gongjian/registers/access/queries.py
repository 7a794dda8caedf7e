"""Reads of the access register: who may do what where, and who sees a record and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from gongjian.foundation.scope import Authority, ScopedQuerySet, scope_of
from gongjian.foundation.tree import ancestors
from gongjian.registers.access.models import Grant
from gongjian.registers.access.roles import ROLES, Role
from gongjian.registers.accounts.models import User


def authorities_of(user: User) -> Iterator[Authority]:
    """What USER's grants in force today amount to; one query."""
    for grant in Grant.objects.in_force(timezone.localdate()).filter(user=user).select_related("organization"):
        role = ROLES.get(grant.role)
        if role is not None:
            yield Authority(grant.org_path, role.permissions, role.label, grant.organization.name)


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who sees a record, and the grant that is the reason."""

    name: str
    role: Role
    organization: str
    here: bool
    """Granted at this very organization, not above it."""

    @property
    def why(self) -> str:
        """In plain words."""
        place = "在这个组织" if self.here else f"在上级“{self.organization}”"
        return f"{place}任“{self.role.label}”"


def viewers_of(path: str, *, permission: str, on: date) -> list[Viewer]:
    """Everyone whose grants let them see a record of the organization at PATH, nearest grants first; one query.

    PERMISSION is the record's view permission, for example "members.view".
    """
    roles = [role.key for role in ROLES.values() if permission in role.permissions]
    grants = Grant.objects.in_force(on).filter(org_path__in=ancestors(path), role__in=roles, user__is_active=True)
    found = grants.select_related("user", "organization").order_by("-org_path", "role", "user__name")
    return [
        Viewer(str(grant.user), ROLES[grant.role], grant.organization.name, grant.org_path == path) for grant in found
    ]


def grants_under(user: User, permission: str) -> ScopedQuerySet:
    """Grants at the organizations where USER holds PERMISSION, people's names first."""
    paths = scope_of(user).paths(permission)
    return Grant.objects.at_or_below(paths).select_related("user", "organization").order_by("user__name", "org_path")
