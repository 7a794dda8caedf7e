"""Numbers about the studies of an organization and all below it over a period, for reports and assessment."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from gongjian.foundation.tree import under
from gongjian.foundation.work import Figure
from gongjian.mechanisms.research.models import Note, Problem, Study

GROUP = "调查研究"


def studies_finished(*, path: str, since: date, until: date) -> int:
    return Study.objects.below(path).filter(finished_on__gte=since, finished_on__lte=until).count()


def visits(*, path: str, since: date, until: date) -> int:
    """Visits, talks and readings noted in the period."""
    return Note.objects.filter(under("study__org_path", path), on__gte=since, on__lte=until).count()


def problems_found(*, path: str, since: date, until: date) -> int:
    return Problem.objects.below(path).filter(found_on__gte=since, found_on__lte=until).count()


def problems_closed(*, path: str, since: date, until: date) -> int:
    return Problem.objects.below(path).filter(closed_on__gte=since, closed_on__lte=until).count()


def problems_open(*, path: str, since: date, until: date) -> int:
    """Those found by the end of the period and not at their end by then."""
    rows = Problem.objects.below(path).filter(found_on__lte=until)
    return rows.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=until)).count()


def rows(name: str, **fixed: str) -> Callable[[Any, date, date], str]:
    """The address of the list NAME with the organization and the period in it; FIXED is {filter: value or "since"…}."""

    def address(organization: Any, since: date, until: date) -> str:
        days = {"since": since.isoformat(), "until": until.isoformat()}
        query = {"organization": organization.pk, **{key: days.get(value, value) for key, value in fixed.items()}}
        return f"{reverse(name)}?{urlencode(query)}"

    return address


FIGURES = (
    Figure(
        "studies_finished",
        "完成调研课题",
        "个",
        studies_finished,
        rows("studies", finished_since="since", finished_until="until"),
        GROUP,
    ),
    Figure("research_visits", "走访、访谈", "次", visits, rows("studies", since="since", until="until"), GROUP),
    Figure("problems_found", "发现问题", "个", problems_found, rows("problems", since="since", until="until"), GROUP),
    Figure(
        "problems_closed",
        "了结问题",
        "个",
        problems_closed,
        rows("problems", closed_since="since", closed_until="until"),
        GROUP,
    ),
    Figure("problems_open", "没有了结的问题", "个", problems_open, rows("problems", state="unsettled"), GROUP),
)
