"""A problem that a study found becomes a duty (应办事项): from now on something is done about it regularly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from gongjian.foundation.work import Ending, Fate
from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.queries import settled_by
from gongjian.mechanisms.research.settling import turn_into
from gongjian.oversight.duties.actions import set_duty
from gongjian.oversight.duties.models import Duty, Occurrence
from gongjian.oversight.duties.permissions import may_see_some, may_set_some
from gongjian.oversight.duties.terms import Every
from gongjian.registers.organizations.models import Organization

KEY = "duty"


@transaction.atomic
def make_duty(
    problem: Problem,
    key: str,
    values: Mapping[str, Any],
    *,
    at: Organization,
    chosen: Sequence[Organization],
    in_force_from: date,
    on: date,
    by: Any,
    now: datetime,
) -> Duty:
    """Set a duty of the office's own under KEY, owed by those CHOSEN, because of a problem."""
    reason = f"调研“{problem.study.title}”发现：{problem.text}"[:200]
    duty = set_duty(key, values, at=at, chosen=chosen, in_force_from=in_force_from, reason=reason, by=by, now=now)
    words = f"应办事项“{duty.label}”，{Every(str(duty.months)).label}"
    turn_into(problem, KEY, duty.pk, words=words, on=on, by=by, now=now)
    return duty


def address(user: Any, pk: int) -> str:
    """Where USER makes it a duty; "" for those who do not set duties."""
    if not may_set_some(user) or not settled_by(user).filter(pk=pk).exists():
        return ""
    return reverse("problem_to_duty", args=[pk])


def fates(*, user: Any, ids: Sequence[int], on: date) -> dict[int, Fate]:
    """How often these duties were done and missed; one query."""
    latest = Duty.objects.filter(key=OuterRef("key")).order_by("-in_force_from")
    missed = Q(discharged_on__isnull=True, excused=False, due_on__lt=on)
    rows = Duty.objects.filter(pk__in=ids).annotate(
        name=Subquery(latest.values("label")[:1]),
        over=Subquery(latest.values("stopped")[:1]),
        work=Subquery(latest.values("evidence")[:1]),
        done=periods(Q(discharged_on__isnull=False)),
        missed=periods(missed),
    )
    sees = may_see_some(user)
    return {each.pk: fate_of(each, sees) for each in rows}


def periods(condition: Q) -> Coalesce:
    """How many periods of a duty meet a CONDITION."""
    rows = Occurrence.objects.filter(condition, duty=OuterRef("key")).values("duty")
    return Coalesce(Subquery(rows.annotate(many=Count("pk")).values("many")), 0)


def fate_of(duty: Any, sees: bool) -> Fate:
    """The fate of a duty as it holds last (`name`, `over`, `work`), with how many periods were `done` and `missed`."""
    url = f"{reverse('duty_periods')}?duty={duty.key}" if sees else ""
    if duty.over:
        return Fate(f"“{duty.name}”已停用，办过 {duty.done} 期", url)
    if not duty.work:
        return Fate(f"“{duty.name}”到时候提醒，办没办平台不记", url)
    late = f"，逾期 {duty.missed} 期" if duty.missed else ""
    return Fate(f"“{duty.name}”已办 {duty.done} 期{late}", url, done=duty.done > 0 and not duty.missed)


ENDING = Ending(KEY, "定为应办事项", "problem", "以后按月、按季有人办，逾期会提醒", address, fates)
