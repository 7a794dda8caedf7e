"""What the register of members offers upstairs."""

from __future__ import annotations

from gongjian.foundation.registry import Offers
from gongjian.registers.members.coverage import FINDING_RULES, REMEDIES

OFFERS = Offers(label="党员", basis="组织框架", finding_rules=FINDING_RULES, remedies=REMEDIES)
