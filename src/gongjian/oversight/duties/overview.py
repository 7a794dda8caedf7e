"""工作覆盖 as duties offer it to the board: kept numbers for parts of the tree, the months of single organizations."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth, ExtractYear
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.gathering import told
from gongjian.foundation.kept import Kept
from gongjian.foundation.tree import nodes
from gongjian.foundation.work import Month, WorkCoverage
from gongjian.oversight.coverage.queries import parts_for
from gongjian.oversight.duties.counting import STANDINGS, SUMMED
from gongjian.oversight.duties.models import Occurrence, OccurrenceQuerySet, WorkTotals
from gongjian.oversight.duties.queries import pursued_since, standing_of
from gongjian.oversight.duties.showing import ONE_DAY, YEAR, address
from gongjian.oversight.duties.terms import Standing
from gongjian.rules.months import add_months


def kept(user: Any, paths: Sequence[str]) -> Kept:
    """Where the numbers at and below PATHS are kept of what USER may see there."""
    parts = parts_for(user, paths, OccurrenceQuerySet.view_permission)
    organizations = [nodes(part)[-1] for each in parts.values() for part in each]
    return Kept(parts, told(WorkTotals.objects.filter(organization__in=organizations), "organization", *SUMMED))


def totals(organizations: Any) -> dict[int, dict[str, int]]:
    """{id: the numbers at and below it} of ORGANIZATIONS that owed anything; one query."""
    rows = WorkTotals.objects.filter(organization__in=organizations).values("organization_id", *SUMMED)
    return {row.pop("organization_id"): row for row in map(dict, rows)}


def rows_behind(standing: str = "", *, part: object = "", one: object = "") -> str:
    """The address of the periods that count today: of a part of the tree, or of one organization by itself."""
    on = timezone.localdate()
    days = {"since": pursued_since(on), "until": on - ONE_DAY}
    return address("duty_periods", organization=part, one=one, state=standing, **days)


def months(ids: Sequence[int], on: date) -> dict[int, list[Month]]:
    """{organization id: its months} of those of IDS that owe anything in them; one query."""
    since, after = pursued_since(on), add_months(on.replace(day=1), 1)
    periods = Occurrence.objects.filter(organization__in=ids, due_on__gte=since, due_on__lt=after)
    counted = {f"{key}_": Count("pk", filter=condition) for key, condition in conditions(on).items()}
    rows = periods.order_by().values_list("organization", ExtractYear("due_on"), ExtractMonth("due_on"))
    found: dict[int, dict[date, Mapping[str, int]]] = defaultdict(dict)
    for pk, year, month, *numbers in rows.annotate(**counted):
        found[pk][date(year, month, 1)] = dict(zip(conditions(on), numbers, strict=True))
    number = (after.year - since.year) * YEAR + after.month - since.month
    firsts = [add_months(after, -back) for back in range(number, 0, -1)]
    return {pk: [Month(first, numbers.get(first, {})) for first in firsts] for pk, numbers in found.items()}


def conditions(on: date) -> dict[str, Q]:
    """{key: condition} of a month: how what fell due stands, what was done early, what waits, what is still ahead."""
    known, due = standing_of(on), Q(due_on__lt=on)
    return {
        **{each.value: known[each] & due for each in STANDINGS},
        "early": known[Standing.DONE] & ~due,
        "open": known[Standing.OPEN],
        "ahead": known[Standing.AHEAD],
    }


def behind(organizations: Any) -> Any:
    """Those of ORGANIZATIONS with something overdue of their own."""
    return organizations.filter(pk__in=WorkTotals.objects.filter(own_overdue__gt=0).values("organization"))


WORK_COVERAGE = WorkCoverage(
    since=pursued_since,
    kept=kept,
    totals=totals,
    rows=rows_behind,
    months=months,
    behind=behind,
    rules=("duty_overdue",),
    start=lambda: reverse("duties"),
)
