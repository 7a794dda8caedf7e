"""What the mechanism of reports (工作汇报) offers upstairs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.registry import NavEntry, Offers, Panel, SearchSource, Subject, Tab, TodoSource
from gongjian.foundation.work import Evidence
from gongjian.mechanisms.reports import searching, waiting
from gongjian.mechanisms.reports.kinds import DUTIES, PATTERNS
from gongjian.mechanisms.reports.listing import REPORTS, owed_last_month
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.permissions import may_see_some, may_write_for, may_write_some
from gongjian.mechanisms.reports.queries import proofs
from gongjian.mechanisms.reports.reminding import remind
from gongjian.mechanisms.reports.workday import work
from gongjian.registers.access.queries import viewers_of


def visible_to(user: Any) -> Any:
    return Report.objects.visible_to(user)


def begin(kind: str, user: Any, organization: Any, serves: date) -> str:
    """Where the report of the period that a day SERVES is written; "" where USER writes none there."""
    if not may_write_for(user, organization):
        return ""
    query = {"organization": organization.pk, "serves": serves.isoformat(), **({"kind": kind} if kind else {})}
    return f"{reverse('report_new')}?{urlencode(query)}"


def of_organization(user: Any, organization: Any) -> tuple[str, None] | None:
    """The tab 汇报 of an organization: its own reports and those below it."""
    return (f"{reverse('reports')}?organization={organization.pk}", None) if may_see_some(user) else None


def viewers(user: Any, report: Report, on: date) -> Mapping[str, Any]:
    return {"viewers": viewers_of(report.org_path, permission="reports.view", on=on)}


OFFERS = Offers(
    label="工作汇报",
    basis="工作制度",
    navigation=[
        NavEntry("工作制度", "工作汇报", "reports", may_see_some, order=30),
        NavEntry("工作制度", "套表", "outside_forms", may_write_some, order=35),
    ],
    subjects=[Subject("reports", "工作汇报", visible_to, "report")],
    todos=[
        TodoSource(
            "reports_to_write", "汇报", waiting.find_unfinished, waiting.unfinished_counted, at_most=waiting.AT_MOST
        ),
        TodoSource("reports_urged", "催报", waiting.find_asked_for, waiting.asked_for_counted, at_most=waiting.AT_MOST),
        TodoSource(
            "reports_to_review", "收汇报", waiting.find_to_review, waiting.to_review_counted, at_most=waiting.AT_MOST
        ),
    ],
    searches=[SearchSource("reports", "工作汇报", searching.find, order=50)],
    panels=[Panel("report", "谁能看到这条记录，为什么", "access/viewers.html", viewers, order=900)],
    tabs=[Tab("organization", "汇报", of_organization, order=50)],
    evidence=[
        Evidence("report", "工作汇报（不论哪一种）", "reports", partial(proofs, ()), partial(begin, "")),
        *(
            Evidence(key, each.label, "reports", partial(proofs, (key,)), partial(begin, key))
            for key, each in PATTERNS.items()
        ),
    ],
    duties=DUTIES,
    tables=[lambda on: REPORTS, owed_last_month],
    daily=[remind],
    workdays=[work],
)
