"""What the register of organizations offers upstairs."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.registry import Hit, NavEntry, Offers, SearchSource, Subject
from gongjian.foundation.search import named
from gongjian.registers.organizations.coverage import FINDING_RULES, REMEDIES
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.permissions import may_see_some
from gongjian.registers.organizations.queries import organizations_for


def visible_to(user: Any) -> Any:
    return Organization.objects.visible_to(user)


def find(user: Any, text: str, limit: int) -> list[Hit]:
    found = named(organizations_for(user), "organizations", text, limit=limit)
    return [Hit(each.name, each.get_kind_display(), reverse("organization", args=[each.pk])) for each in found]


OFFERS = Offers(
    label="党组织",
    basis="组织框架",
    finding_rules=FINDING_RULES,
    remedies=REMEDIES,
    navigation=[NavEntry("组织框架", "1+3 组织", "tree", may_see_some, order=10)],
    subjects=[Subject("organizations", "党组织", visible_to, "organization")],
    searches=[SearchSource("organizations", "党组织", find, order=20)],
)
