"""What the mechanism of research (调查研究) offers upstairs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from gongjian.foundation.registry import NavEntry, Offers, Panel, SearchSource, Subject, Tab, TodoSource
from gongjian.foundation.work import Evidence, OpenItems
from gongjian.mechanisms.research import searching, waiting
from gongjian.mechanisms.research.figures import FIGURES
from gongjian.mechanisms.research.listing import PROBLEMS, STUDIES
from gongjian.mechanisms.research.models import Study
from gongjian.mechanisms.research.permissions import may_begin, may_see_some
from gongjian.mechanisms.research.queries import VIEW, open_items, problems_for, proofs
from gongjian.mechanisms.research.reading import SUBJECT
from gongjian.mechanisms.research.workday import work
from gongjian.registers.access.queries import viewers_of


def visible_to(user: Any) -> Any:
    return Study.objects.visible_to(user)


def begin(user: Any, organization: Any, serves: date) -> str:
    """Where a study is begun; "" where USER begins none."""
    query = urlencode({"organization": organization.pk})
    return f"{reverse('study_new')}?{query}" if may_begin(user, organization) else ""


def of_organization(user: Any, organization: Any) -> tuple[str, None] | None:
    """The tab 调研 of an organization: its own studies and those below it."""
    return (f"{reverse('studies')}?organization={organization.pk}", None) if may_see_some(user) else None


def viewers(user: Any, study: Study, on: date) -> Mapping[str, Any]:
    return {"viewers": viewers_of(study.org_path, permission=VIEW, on=on)}


OFFERS = Offers(
    label="调查研究",
    basis="工作制度",
    navigation=[NavEntry("工作制度", "调查研究", "studies", may_see_some, order=40)],
    subjects=[
        Subject("research", "调研课题", visible_to, "study"),
        Subject(SUBJECT, "调研发现的问题", problems_for, "problem"),
    ],
    todos=[
        TodoSource("problems", "问题", waiting.find_problems, waiting.problems_counted, at_most=waiting.AT_MOST),
        TodoSource("research", "调研", waiting.find_studies, waiting.studies_counted, at_most=waiting.AT_MOST),
    ],
    searches=[SearchSource("research", "调研课题", searching.find, order=45)],
    panels=[Panel("study", "谁能看到这条记录，为什么", "access/viewers.html", viewers, order=900)],
    tabs=[Tab("organization", "调研", of_organization, order=45)],
    evidence=[Evidence("study", "调研结题", "research", proofs, begin)],
    figures=FIGURES,
    open_items=[OpenItems("problems", "调研发现的问题", open_items)],
    tables=[lambda on: STUDIES, lambda on: PROBLEMS],
    workdays=[work],
)
