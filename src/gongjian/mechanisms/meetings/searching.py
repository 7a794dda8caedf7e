"""Meetings found by any part of their name."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.asking import Search
from gongjian.foundation.named import Names, NameSearch
from gongjian.foundation.registry import Hit
from gongjian.mechanisms.meetings.models import Meeting, MeetingQuerySet

MEETINGS = NameSearch(Names("meetings", kind="organization__name", name="title"), Meeting, MeetingQuerySet.all)


def find(user: Any, text: str, limit: int) -> Search:
    """At most LIMIT meetings USER may see; the search source of this mechanism."""
    before, after = reverse("meeting", args=[0]).rsplit("0", 1)
    found = MEETINGS.find(user, text, limit)
    return found.shown(lambda each: Hit(each.name, each.kind, f"{before}{each.pk}{after}"))
