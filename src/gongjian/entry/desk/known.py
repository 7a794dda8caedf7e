"""What the platform already holds, for the check of new files to resolve names against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import OperationalError, connection

from gongjian.entry.desk.checking import Known
from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import ancestors
from gongjian.registers.organizations.models import Organization, OrganizationQuerySet
from gongjian.registers.units.models import Unit


def known_to(by: Any) -> Known:
    """What BY may hear of: the organizations in the part of the tree BY imports for and those above it, and its units.

    None is the operator at the command line, who knows all.
    """
    units = Unit.objects.active()
    if by is not None:
        units = units.visible_to(by)
    organizations = organizations_known_to(by)
    return Known(
        organizations=dict(organizations.values_list("name", "parent__name")),
        branches=frozenset(organizations.branches().values_list("name", flat=True)),
        units=dict(units.order_by("-id").values_list("name", "code")),
    )


def organizations_known_to(by: Any) -> OrganizationQuerySet:
    organizations = Organization.objects.active().order_by("path")
    if by is None:
        return organizations
    above = {each for path in scope_of(by).paths("sheets.import") for each in ancestors(path)}
    return organizations.visible_to(by) | organizations.filter(path__in=above)


def known_if_any() -> Known:
    """What the database holds, without making one where there is none."""
    name = settings.DATABASES["default"]["NAME"]
    if connection.vendor == "sqlite" and not Path(name).is_file():
        return Known()
    try:
        tables = set(connection.introspection.table_names())
    except OperationalError:
        return Known()
    return known_to(None) if Unit._meta.db_table in tables else Known()
