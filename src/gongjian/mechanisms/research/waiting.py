"""What waits for someone about research (今天): problems without an end, steps due, studies past their last day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Length
from django.urls import reverse

from gongjian.foundation import gathering
from gongjian.foundation.gathering import FromRows, Told, told
from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import near, scope_of
from gongjian.mechanisms.research.models import Problem, Step, Study
from gongjian.mechanisms.research.queries import RECORD
from gongjian.mechanisms.research.terms import ProblemState, StudyState

AT_MOST = 100
WEEK = timedelta(days=7)
UNDER_WAY = (StudyState.PLANNED, StudyState.RUNNING)


def problems(user: Any, on: date) -> QuerySet[Problem]:
    """Problems nobody has decided about, and those turned into something long enough ago to look at again."""
    rows = Problem.objects.unsettled().alias(depth=Length("org_path"))
    return rows.filter(near("org_path", scope_of(user), RECORD), look_on__lte=on).order_by("look_on", "pk")


def studies(user: Any, on: date) -> QuerySet[Study]:
    """Studies under way with a step that is due within a week, or whose last day comes near."""
    rows = Study.objects.filter(state__in=UNDER_WAY).alias(depth=Length("org_path"))
    step_due = Exists(Step.objects.filter(study=OuterRef("pk"), done_on__isnull=True, due_on__lte=on + WEEK))
    rows = rows.filter(near("org_path", scope_of(user), RECORD), Q(step_due) | Q(until__lte=on + WEEK))
    return rows.order_by("until", "pk")


def number_of(rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().annotate(number=Value(1, IntegerField()))


def problems_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(problems(user, on)) if scope_of(user).holds_somewhere(RECORD) else None


def studies_counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    return number_of(studies(user, on)) if scope_of(user).holds_somewhere(RECORD) else None


def told_problems(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(RECORD):
        return None
    return told(problems(user, on), "pk", "text", "state", "due_on", "study__title", "owner__name")[:AT_MOST]


def as_problems(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        url, due = reverse("problem", args=[each["pk"]]), gathering.day(each["due_on"])
        detail = f"调研“{each['study__title']}”，{each['owner__name']}"
        if each["state"] == ProblemState.TURNED:
            yield Todo(f"看看有没有结果：{each['text']}", detail, url, due, [("看结果", url, True)])
        else:
            yield Todo(f"定怎么办：{each['text']}", detail, url, due, [("定怎么办", url, True)])


def told_studies(user: Any, on: date) -> QuerySet[Any, Any] | None:
    if not scope_of(user).holds_somewhere(RECORD):
        return None
    left = Step.objects.filter(study=OuterRef("pk"), done_on__isnull=True, due_on__lte=on + WEEK)
    first = left.order_by("due_on", "pk")[:1]
    step = {"step": Subquery(first.values("text")), "step_due": Subquery(first.values("due_on"))}
    return told(studies(user, on), "pk", "title", "until", **step)[:AT_MOST]


def as_studies(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        yield as_todo(each, on)


def as_todo(study: Told, on: date) -> Todo:
    """The next step of a study, or its report when all steps are done or its last day has come."""
    url, notes, report = (reverse(name, args=[study["pk"]]) for name in ("study", "study_notes", "study_report"))
    until = gathering.day(study["until"]) or on
    if study["step"] and until > on:
        detail = f"调研“{study['title']}”的计划"
        return Todo(study["step"], detail, url, gathering.day(study["step_due"]), [("去记录", notes, True)])
    return Todo(f"调研“{study['title']}”该结题了", "写好调研报告", url, until, [("写报告", report, True)])


find_problems = FromRows(told_problems, as_problems)
find_studies = FromRows(told_studies, as_studies)
