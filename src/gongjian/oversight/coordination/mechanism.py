"""What coordination (统筹协调) offers: its page. What stands on it comes from the folders that offer open items."""

from __future__ import annotations

from gongjian.foundation.registry import NavEntry, Offers
from gongjian.oversight.coordination.queries import may_see_some
from gongjian.oversight.coordination.showing import OPEN_ITEMS

OFFERS = Offers(
    label="统筹协调",
    basis="工作制度",
    navigation=[NavEntry("工作制度", "统筹协调", "coordination", may_see_some, order=50)],
    gathered=[OPEN_ITEMS],
)
