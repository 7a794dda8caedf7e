"""Reports found by any part of their name."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from gongjian.foundation.columns import starts_with
from gongjian.foundation.registry import Hit
from gongjian.foundation.search import SHORTEST, TERM_LENGTH, Term, fold
from gongjian.mechanisms.reports.queries import reports_for


def find(user: Any, text: str, limit: int) -> list[Hit]:
    """At most LIMIT reports USER may see, the latest period first."""
    word = fold(text)[:TERM_LENGTH]
    if len(word) < SHORTEST:
        return []
    terms = Term.objects.filter(starts_with("term", word), subject_type="reports")
    return [
        Hit(each.title, each.get_state_display(), reverse("report", args=[each.pk]))
        for each in reports_for(user).filter(pk__in=terms.values("subject_id"))[:limit]
    ]
