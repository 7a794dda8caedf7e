"""Reads of the access register."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from gongjian.foundation.scope import Authority
from gongjian.registers.access.models import Grant
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User


def authorities_of(user: User) -> Iterator[Authority]:
    """What USER's grants in force today amount to; one query."""
    for grant in Grant.objects.in_force(timezone.localdate()).filter(user=user).select_related("organization"):
        role = ROLES.get(grant.role)
        if role is not None:
            yield Authority(grant.org_path, role.permissions, role.label, grant.organization.name)
