"""Which organizations have not done what they owe: one finding for each of their duties."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from gongjian.foundation.registry import Finding
from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.queries import PURSUED, pursued_since
from gongjian.oversight.duties.schedules import DutyInForce, duties_in_force

ONE_DAY = timedelta(days=1)


def duty_overdue(*, on: date, among: Sequence[int] | None = None) -> Iterator[Finding]:
    """Standing organizations that did not do what was due in the months pursued; a re-election is found elsewhere."""
    rows = Occurrence.objects.missed(on).filter(due_on__gte=pursued_since(on), organization__ended_on__isnull=True)
    if among is not None:
        rows = rows.filter(organization__in=among)
    missed: dict[tuple[int, str], list[Any]] = defaultdict(list)
    fields = ("organization_id", "duty", "organization__name", "org_path", "label", "first", "due_on")
    for pk, key, *rest in rows.order_by("due_on", "first").values_list(*fields):
        missed[pk, key].append(rest)
    duties = {each.key: each for each in duties_in_force() if not each.is_election} if missed else {}
    for (pk, key), periods in missed.items():
        if key in duties:
            yield finding(pk, duties[key], periods)


def finding(pk: int, duty: DutyInForce, periods: list[Any]) -> Finding:
    name, path, _, first, due = periods[0]
    detail = {
        "duty": duty.label,
        "evidence": duty.evidence,
        "periods": [label for _, _, label, _, _ in periods],
        "number": len(periods),
        "due": due.isoformat(),
        "serves": first.isoformat(),
        "rule_key": duty.standing.rule_key if duty.standing else PURSUED,
    }
    return Finding(pk, name, path, since=due + ONE_DAY, detail=detail, kind=duty.key)


def where_to_do_it(found: Any) -> tuple[str, str]:
    """The page that begins the work of the earliest period missed."""
    address = reverse("duty_begin", args=[found.subject_id, found.kind])
    return "补办", f"{address}?serves={found.detail['serves']}"
