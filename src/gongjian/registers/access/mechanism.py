"""What the access register offers upstairs: its pages, and on every record who sees it and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongjian.foundation.registry import NavEntry, Offers, Panel
from gongjian.registers.access.permissions import may_see_grants
from gongjian.registers.access.queries import viewers_of

TEMPLATE = "access/viewers.html"
LABEL = "谁能看到这条记录，为什么"


def viewers(permission: str, path: str) -> Callable[[Any, Any, date], Mapping[str, Any] | None]:
    """The panel of records whose attribute PATH is guarded by PERMISSION."""

    def context(user: Any, subject: Any, on: date) -> Mapping[str, Any]:
        return {"viewers": viewers_of(getattr(subject, path), permission=permission, on=on)}

    return context


OFFERS = Offers(
    label="授权",
    basis="设置",
    navigation=[NavEntry("设置", "用户与授权", "access", may_see_grants, order=10)],
    panels=[
        Panel("organization", LABEL, TEMPLATE, viewers("organizations.view", "path"), order=900),
        Panel("unit", LABEL, TEMPLATE, viewers("units.view", "org_path"), order=900),
        Panel("member", LABEL, TEMPLATE, viewers("members.view", "org_path"), order=900),
    ],
)
