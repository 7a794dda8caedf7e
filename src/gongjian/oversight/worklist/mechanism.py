"""What 今天 offers: the first line of the navigation, with the number that waits."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from gongjian.foundation.registry import NavEntry, Offers
from gongjian.oversight.worklist.queries import count_for


def may_open(user: Any) -> bool:
    return user.is_authenticated


def waiting(user: Any) -> int:
    return count_for(user, on=timezone.localdate())


OFFERS = Offers(
    label="今天",
    navigation=[NavEntry(group="", label="今天", url_name="today", may_open=may_open, order=1, count=waiting)],
)
