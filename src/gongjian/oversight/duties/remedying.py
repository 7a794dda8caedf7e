"""From a remedy's form to the action that carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from gongjian.oversight.duties import actions
from gongjian.registers.organizations.models import Organization


def excuse(organization: Organization, data: Mapping[str, Any], *, by: Any, now: datetime) -> None:
    """免办 of one duty of one organization."""
    actions.excuse(
        data["duty"], [organization], first=data["first"], last=data["last"], reason=data["reason"], by=by, now=now
    )
