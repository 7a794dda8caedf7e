"""What the calendar of duties offers."""

from __future__ import annotations

from gongjian.foundation.registry import Offers
from gongjian.oversight.duties.storing import refresh

OFFERS = Offers(label="应办日历", basis="工作制度", refreshes=[refresh])
