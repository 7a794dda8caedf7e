"""What coverage offers: its pages in the navigation, and the daily count."""

from __future__ import annotations

from gongjian.foundation.registry import Offers
from gongjian.oversight.coverage.snapshots import keep_this_month

OFFERS = Offers(label="覆盖", basis="总览", daily=(keep_this_month,))
