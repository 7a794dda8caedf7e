"""On the page of a unit, an organization or a member: what is missing there, since when, and what ends it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from gongjian.oversight.coverage.models import is_proposed
from gongjian.oversight.coverage.offering import actions_of, explained, title_of
from gongjian.oversight.coverage.queries import findings_for


def missing(subject_type: str) -> Callable[[Any, Any, date], Mapping[str, Any] | None]:
    """The panel for records of one kind ("units"); None where nothing is missing. One query."""

    def context(user: Any, subject: Any, on: date) -> Mapping[str, Any] | None:
        rows = findings_for(user).filter(subject_type=subject_type, subject_id=subject.pk)
        rows = rows.annotate(is_proposed=is_proposed())
        found = [
            {
                "finding": each,
                "title": title_of(each).removeprefix(f"{each.subject_name}："),
                "explanation": explained(each),
                "days": (on - each.since).days,
                "is_proposed": each.is_proposed,
                "actions": () if each.is_proposed else actions_of(user, each),
            }
            for each in rows.order_by("severity", "since")
        ]
        return {"found": found} if found else None

    return context
