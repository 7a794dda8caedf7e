"""Templates set by an office: written, changed, taken away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.db import transaction

from gongjian.foundation.bulk import one_at_a_time
from gongjian.foundation.editing import change
from gongjian.foundation.history import record
from gongjian.mechanisms.reports.models import Template
from gongjian.registers.organizations.models import Organization


def own_key() -> str:
    """A key no other template has."""
    return f"own-{uuid4().hex[:12]}"


@transaction.atomic
def set_template(
    organization: Organization, values: Mapping[str, Any], *, key: str, by: Any, now: datetime
) -> Template:
    """Set a template for an organization and all below it: of its own, or in place of the built-in one of that KEY.

    Sent twice, it is set once.
    """
    one_at_a_time(f"template.{organization.pk}.{key}")
    if known := Template.objects.filter(organization=organization, key=key).first():
        return known
    row = Template.objects.create(organization=organization, org_path=organization.path, key=key, **values)
    tell(row, "设汇报模板", by=by, now=now)
    return row


@transaction.atomic
def change_template(template: Template, values: Mapping[str, Any], *, version: int, by: Any, now: datetime) -> Template:
    """Change what reports begun from now on ask for; raises Meanwhile."""
    row, changes = change(Template.objects.all(), template.pk, values, version=version)
    if changes:
        tell(row, "改汇报模板", by=by, now=now)
    return row


@transaction.atomic
def take_template_away(template: Template, *, by: Any, now: datetime) -> None:
    """The template of the superior or the built-in one serves again; one of the office's own is used no more."""
    tell(template, "不用这个汇报模板", by=by, now=now)
    template.delete()


def tell(template: Template, verb: str, *, by: Any, now: datetime) -> None:
    record(
        verb=verb,
        subject_type="organizations",
        subject_id=template.organization_id,
        subject=template.organization.name,
        org_path=template.org_path,
        reason=template.label,
        by=by,
        now=now,
    )
