"""Reads of the access register: who may do what where, and who sees a record and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from gongjian.foundation.history import Entry
from gongjian.foundation.prepared import asked
from gongjian.foundation.scope import Authority, scope_of, within
from gongjian.foundation.tree import ancestors
from gongjian.registers.access.models import Grant
from gongjian.registers.access.roles import ROLES, Role
from gongjian.registers.accounts.models import User


def authorities_of(user: User) -> Iterator[Authority]:
    """What USER's grants in force today amount to; one query."""
    today = timezone.localdate()
    for path, key, organization in asked("grants", user, today, lambda: granted_to(user, today)):
        role = ROLES.get(key)
        if role is not None:
            yield Authority(path, role.permissions, role.label, organization)


def granted_to(user: User, on: date) -> QuerySet[Grant, Any]:
    """(path, role, name of the organization) of USER's grants in force."""
    return Grant.objects.in_force(on).filter(user=user).values_list("org_path", "role", "organization__name")


@dataclass(frozen=True, slots=True)
class Viewer:
    """Someone who sees a record, and the grant that is the reason; HERE at its own organization, not above it."""

    name: str
    role: Role
    organization: str
    here: bool

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


def accounts_for(user: Any) -> QuerySet[User]:
    """Accounts with a grant, present or past, where USER may see grants; by account name."""
    seen = Grant.objects.visible_to(user).values("user_id")
    return User.objects.filter(pk__in=seen).order_by("username")


def grants_for(user: Any, accounts: Iterable[User]) -> dict[int, list[Grant]]:
    """{account id: its grants that USER may see, the latest first}; one query."""
    rows = Grant.objects.visible_to(user).filter(user__in=list(accounts)).select_related("organization")
    found: dict[int, list[Grant]] = {}
    for grant in rows.order_by("-from_on", "org_path"):
        found.setdefault(grant.user_id, []).append(grant)
    return found


def own_grants(user: Any, *, on: date) -> list[Grant]:
    """What USER was granted and still holds."""
    return list(Grant.objects.in_force(on).filter(user=user).select_related("organization").order_by("org_path"))


def history_of(user: Any, account: User) -> QuerySet[Entry]:
    """What was done to an account, newest first, where USER may see grants."""
    return Entry.objects.about("accounts", account.pk).filter(within("org_path", scope_of(user), "access.view"))
