"""What waits for someone about research (今天): problems without an end, steps due, studies past their last day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length
from django.urls import reverse

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


def find_problems(*, user: Any, on: date) -> Iterator[Todo]:
    if scope_of(user).holds_somewhere(RECORD):
        for each in problems(user, on).select_related("study", "owner")[:AT_MOST]:
            url = reverse("problem", args=[each.pk])
            detail = f"调研“{each.study.title}”，{each.owner.name}"
            if each.state == ProblemState.TURNED:
                yield Todo(f"看看有没有结果：{each.text}", detail, url, each.due_on, [("看结果", url, True)])
            else:
                yield Todo(f"定怎么办：{each.text}", detail, url, each.due_on, [("定怎么办", url, True)])


def find_studies(*, user: Any, on: date) -> Iterator[Todo]:
    if scope_of(user).holds_somewhere(RECORD):
        for each in studies(user, on).prefetch_related("steps")[:AT_MOST]:
            yield as_todo(each, on)


def as_todo(study: Study, on: date) -> Todo:
    """The next step of a study, or its report when all steps are done or its last day has come."""
    url, notes, report = (reverse(name, args=[study.pk]) for name in ("study", "study_notes", "study_report"))
    left = [each for each in study.steps.all() if each.done_on is None and each.due_on and each.due_on <= on + WEEK]
    if left and study.until > on:
        first = min(left, key=lambda step: step.due_on or on)
        return Todo(first.text, f"调研“{study.title}”的计划", url, first.due_on, [("去记录", notes, True)])
    return Todo(f"调研“{study.title}”该结题了", "写好调研报告", url, study.until, [("写报告", report, True)])
