"""What the register of units offers upstairs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.registry import Hit, NavEntry, Offers, SearchSource, Subject, Tab
from gongjian.foundation.search import named
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.coverage import FINDING_RULES, REMEDIES
from gongjian.registers.units.models import Unit
from gongjian.registers.units.permissions import may_see_some
from gongjian.registers.units.queries import units_for
from gongjian.registers.units.terms import UnitKind


def visible_to(user: Any) -> Any:
    return Unit.objects.visible_to(user)


def find(user: Any, text: str, limit: int) -> list[Hit]:
    found = named(units_for(user), "units", text, limit=limit)
    return [Hit(each.name, UnitKind(each.kind).label, reverse("unit", args=[each.pk])) for each in found]


def covered_by(user: Any, organization: Organization) -> tuple[str, int] | None:
    """The tab 单位 of an organization: the list of units it covers."""
    count = organization.covers.effective().count() if may_see_some(user) else 0  # type: ignore[attr-defined]
    return (f"{reverse('units')}?organization={organization.pk}", count) if count else None


OFFERS = Offers(
    label="单位",
    basis="组织框架",
    finding_rules=FINDING_RULES,
    remedies=REMEDIES,
    navigation=[NavEntry("组织框架", "单位", "units", may_see_some, order=20)],
    subjects=[Subject("units", "单位", visible_to, "unit")],
    searches=[SearchSource("units", "单位", find, order=30)],
    tabs=[Tab("organization", "单位", covered_by, order=30)],
)
