"""What ends a finding about an organization: an election held or postponed, a committee set, a kind adjusted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongjian.foundation.editing import change
from gongjian.foundation.search import Naming, index_names
from gongjian.registers.organizations.actions import tell, touch_line
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.naming import name_keys


def record_election(
    organization: Organization, *, elected_on: date, by: Any, now: datetime, committee_size: int | None = None
) -> Organization:
    """Write down that a re-election (换届) was held; an earlier postponement ends with it."""
    values: dict[str, Any] = {"elected_on": elected_on, "postponed_until": None}
    if committee_size is not None:
        values["committee_size"] = committee_size
    return mend(organization, "换届", values, by=by, now=now)


def postpone_election(organization: Organization, *, until: date, reason: str, by: Any, now: datetime) -> Organization:
    """The superior lets the term run until a day, by which the re-election is planned."""
    return mend(organization, "批准延期换届", {"postponed_until": until}, reason=reason, by=by, now=now)


def set_committee(organization: Organization, *, size: int, by: Any, now: datetime) -> Organization:
    """Write down how many people the committee (委员会) has."""
    return mend(organization, "设委员会", {"committee_size": size}, by=by, now=now)


@transaction.atomic
def adjust_kind(
    organization: Organization, *, kind: str, name: str, reason: str, by: Any, now: datetime
) -> Organization:
    """Turn an organization into another kind (类别), with the name that goes with it."""
    values = {"kind": kind, "name": name} | name_keys(name)
    mended = mend(organization, "调整类别", values, told=("kind", "name"), reason=reason, by=by, now=now)
    index_names("organizations", [Naming(mended.pk, mended.name)])
    return mended


@transaction.atomic
def mend(
    organization: Organization,
    verb: str,
    values: dict[str, Any],
    *,
    by: Any,
    now: datetime,
    told: tuple[str, ...] = (),
    reason: str = "",
) -> Organization:
    """Set VALUES with a line of history about TOLD (all of them when empty); raises editing.Meanwhile."""
    mended, changes = change(Organization.objects.active(), organization.pk, values, version=organization.version)
    shown = {name: pair for name, pair in changes.items() if not told or name in told}
    tell(mended, verb, changes=shown, reason=reason, by=by, now=now)
    touch_line(mended.path)
    return mended
