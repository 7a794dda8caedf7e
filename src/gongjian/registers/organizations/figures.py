"""Numbers about the organizations at and below one, for reports and assessment.

An organization knows the day it was founded and the day it ended, so that how many stood on a past day can be told; one
whose founding day nobody wrote down counts as standing ever since. Who stood below whom is known as it is now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.work import Figure
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS, OrganizationKind

GROUP = "党组织"


def stood(kinds: Sequence[str], *, path: str, since: date, until: date) -> int:
    """Those of KINDS (all when empty) that stood on the last day of the period."""
    rows = Organization.objects.below(path).stood_on(until)
    return (rows.filter(kind__in=kinds) if kinds else rows).count()


def with_day(field: str, *, path: str, since: date, until: date) -> int:
    """Those whose day FIELD lies in the period."""
    return Organization.objects.below(path).filter(**{f"{field}__range": (since, until)}).count()


def listed(more: Mapping[str, str], organization: Any, since: date, until: date) -> str:
    return f"{reverse('organizations')}?{urlencode({'below': organization.pk, 'stood': until, **more})}"


def listed_by_day(name: str, organization: Any, since: date, until: date) -> str:
    """The list narrowed to the period by its filters NAME_from and NAME_until."""
    query = {"below": organization.pk, f"{name}_from": since, f"{name}_until": until}
    return f"{reverse('organizations')}?{urlencode(query)}"


def _stood(key: str, label: str, kinds: Sequence[str], **more: str) -> Figure:
    return Figure(key, label, "个", partial(stood, kinds), partial(listed, more), GROUP)


def _dated(key: str, label: str, name: str) -> Figure:
    return Figure(key, label, "个", partial(with_day, f"{name}_on"), partial(listed_by_day, name), GROUP)


FIGURES = (
    _stood("organizations", "党组织总数", ()),
    _stood("organizations_committees", "党委", (OrganizationKind.COMMITTEE,), kind=OrganizationKind.COMMITTEE),
    _stood("organizations_general_branches", "党总支", (OrganizationKind.GENERAL_BRANCH,), kind="general_branch"),
    _stood("organizations_branches", "党支部（含联合党支部）", BRANCH_KINDS, kind="branches"),
    _stood("organizations_joint_branches", "联合党支部", (OrganizationKind.JOINT_BRANCH,), kind="joint_branch"),
    _dated("organizations_founded", "新建党组织", "founded"),
    _dated("organizations_ended", "撤销党组织", "ended"),
    _dated("organizations_elected", "换届的党组织", "elected"),
)
