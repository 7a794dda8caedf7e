"""Reports found by any part of their name."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.asking import Search
from gongjian.foundation.named import Names, NameSearch
from gongjian.foundation.registry import Hit
from gongjian.mechanisms.reports.models import Report, ReportQuerySet
from gongjian.mechanisms.reports.terms import ReportState

REPORTS = NameSearch(Names("reports", kind="state", name="title"), Report, ReportQuerySet.all)


def find(user: Any, text: str, limit: int) -> Search:
    """At most LIMIT reports USER may see; the search source of this mechanism."""
    before, after = reverse("report", args=[0]).rsplit("0", 1)
    found = REPORTS.find(user, text, limit)
    return found.shown(lambda each: Hit(each.name, ReportState(each.kind).label, f"{before}{each.pk}{after}"))
