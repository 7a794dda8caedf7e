"""What the register of units offers upstairs."""

from __future__ import annotations

from gongjian.foundation.registry import Offers
from gongjian.registers.units.coverage import FINDING_RULES, REMEDIES

OFFERS = Offers(label="单位", basis="组织框架", finding_rules=FINDING_RULES, remedies=REMEDIES)
