"""What the register of organizations offers upstairs."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.registry import NavEntry, Offers, SearchSource, Subject
from gongjian.registers.organizations import counting, searching
from gongjian.registers.organizations.coverage import FINDING_RULES, REMEDIES
from gongjian.registers.organizations.figures import FIGURES
from gongjian.registers.organizations.listing import ORGANIZATIONS
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.permissions import may_see_some


def visible_to(user: Any) -> Any:
    return Organization.objects.visible_to(user)


OFFERS = Offers(
    label="党组织",
    basis="组织框架",
    finding_rules=FINDING_RULES,
    remedies=REMEDIES,
    navigation=[NavEntry("组织框架", "1+3 组织", "tree", may_see_some, order=10)],
    subjects=[Subject("organizations", "党组织", visible_to, "organization")],
    searches=[
        SearchSource("organizations", "党组织", searching.find, order=20),
        SearchSource("posts", "任职", searching.find_holders, order=25),
    ],
    recounts=[counting.recount],
    figures=FIGURES,
    tables=[lambda on: ORGANIZATIONS],
)
