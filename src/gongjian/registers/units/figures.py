"""Numbers about the units an organization answers for, for reports and assessment.

A unit and who covers it are known as they stand; nothing tells how they stood on a day gone by.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse

from gongjian.foundation.work import Figure
from gongjian.registers.units.findings import is_wanted, only_instructed, should_be_covered, standing
from gongjian.registers.units.models import Unit, is_covered

GROUP = "单位"


def known(*, path: str, since: date, until: date) -> int:
    return Unit.objects.active().below(path).count()


def so(how: str, *, path: str, since: date, until: date) -> int:
    """Units that stand so to the organizations, HOW being a key of STANDINGS."""
    return standing(Unit.objects.active().below(path), how).count()


def covered_share(*, path: str, since: date, until: date) -> int:
    """Of the units that should be covered the share that is, in whole percent, rounded down; 100 where none should."""
    missing = Count("pk", filter=~Q(is_covered()) & is_wanted() & ~only_instructed())
    found = should_be_covered(Unit.objects.below(path)).aggregate(whole=Count("pk"), missing=missing)
    return (found["whole"] - found["missing"]) * 100 // found["whole"] if found["whole"] else 100


def listed(more: Mapping[str, str], organization: Any, since: date, until: date) -> str:
    return f"{reverse('units')}?{urlencode({'care': organization.pk, **more})}"


def _figure(key: str, label: str, unit: str, count: Any, **more: str) -> Figure:
    return Figure(key, label, unit, count, partial(listed, more), GROUP, standing=True)


FIGURES = (
    _figure("units", "单位总数", "家", known),
    _figure("units_covered", "有党组织的单位", "家", partial(so, "organization"), covered="organization"),
    _figure("units_instructed", "只派了指导员的单位", "家", partial(so, "instructor"), covered="instructor"),
    _figure("units_uncovered", "没有覆盖的单位", "家", partial(so, "missing"), covered="missing"),
    _figure("units_covered_share", "应覆盖单位的覆盖率", "%", covered_share, covered="missing"),
)
