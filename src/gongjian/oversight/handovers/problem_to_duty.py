"""A problem that a study found becomes a duty (应办事项): from now on something is done about it regularly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q
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
    """How often these duties were done and missed; three queries."""
    made = list(Duty.objects.filter(pk__in=ids))
    keys = {each.key for each in made}
    latest = {each.key: each for each in Duty.objects.filter(key__in=keys).order_by("in_force_from")}
    missed = Q(discharged_on__isnull=True, excused=False, due_on__lt=on)
    rows = Occurrence.objects.filter(duty__in=keys).values_list("duty")
    counts = {
        key: (done, overdue)
        for key, done, overdue in rows.annotate(done=Count("discharged_on"), overdue=Count("pk", filter=missed))
    }
    sees = may_see_some(user)
    return {each.pk: fate_of(latest[each.key], counts.get(each.key, (0, 0)), sees) for each in made}


def fate_of(duty: Duty, counted: tuple[int, int], sees: bool) -> Fate:
    done, overdue = counted
    url = f"{reverse('duty_periods')}?duty={duty.key}" if sees else ""
    if duty.stopped:
        return Fate(f"“{duty.label}”已停用，办过 {done} 期", url)
    late = f"，逾期 {overdue} 期" if overdue else ""
    return Fate(f"“{duty.label}”已办 {done} 期{late}", url, done=done > 0 and not overdue)


ENDING = Ending(KEY, "定为应办事项", "problem", "以后按月、按季有人办，逾期会提醒", address, fates)
