"""From a remedy's form to the action that carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongjian.registers.organizations import mending
from gongjian.registers.organizations.models import Organization

Data = Mapping[str, Any]


def election_held(organization: Organization, data: Data, *, by: Any, now: datetime) -> None:
    mending.record_election(organization, by=by, now=now, **data)


def postpone_election(organization: Organization, data: Data, *, by: Any, now: datetime) -> None:
    mending.postpone_election(organization, by=by, now=now, **data)


def set_committee(organization: Organization, data: Data, *, by: Any, now: datetime) -> None:
    mending.set_committee(organization, by=by, now=now, **data)


def adjust_kind(organization: Organization, data: Data, *, by: Any, now: datetime) -> None:
    mending.adjust_kind(organization, by=by, now=now, **data)
