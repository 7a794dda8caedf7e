"""Who was granted which role in which part of the tree."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.registers.access.roles import ROLES
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization


class GrantQuerySet(ScopedQuerySet):
    view_permission = "access.view"

    def in_force(self, on: date) -> GrantQuerySet:
        return self.filter(Q(until_on__isnull=True) | Q(until_on__gte=on), from_on__lte=on)


class Grant(models.Model):
    """A role at an organization: it reaches this organization and all below it, from a day until a day."""

    id: int
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField("角色", max_length=30, choices=[(role.key, role.label) for role in ROLES.values()])
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="grants")
    org_path = PathField()
    from_on = models.DateField("生效日期")
    until_on = models.DateField("失效日期", null=True, blank=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        db_table = "access_grant"
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "organization"], name="grant_once"),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=models.F("from_on")), name="grant_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organization_id}"
