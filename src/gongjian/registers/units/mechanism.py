"""What the register of units offers upstairs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.registry import NavEntry, Offers, SearchSource, Subject, Tab
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units import searching
from gongjian.registers.units.coverage import FINDING_RULES, REMEDIES
from gongjian.registers.units.figures import FIGURES
from gongjian.registers.units.intake import follow_places
from gongjian.registers.units.listing import UNITS
from gongjian.registers.units.models import Unit
from gongjian.registers.units.permissions import may_see_some


def visible_to(user: Any) -> Any:
    return Unit.objects.visible_to(user)


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
    searches=[SearchSource("units", "单位", searching.find, order=30)],
    tabs=[Tab("organization", "单位", covered_by, order=30)],
    followers=[follow_places],
    figures=FIGURES,
    tables=[lambda on: UNITS],
)
