"""What waits for someone about assessment (今天): to rate, to judge, appeals to answer, results to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Length
from django.urls import reverse

from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import scope_of, within
from gongjian.oversight.assessment.models import Appeal, Party, Result, Scheme
from gongjian.oversight.assessment.queries import ANSWER, SET, near
from gongjian.oversight.assessment.showing import results_url
from gongjian.oversight.assessment.terms import Stage

AT_MOST = 40
PARTS = ("papers", "judging", "appeals", "confirming")


def concerned(user: Any) -> bool:
    scope = scope_of(user)
    return scope.holds_somewhere(SET) or scope.holds_somewhere(ANSWER)


def number(rows: QuerySet[Any]) -> Any:
    """How many of ROWS belong to the scheme of the outer query."""
    counted = rows.order_by().values("in_scheme").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def one(rows: QuerySet[Any]) -> Any:
    """The first of them."""
    return Subquery(rows.order_by().values("in_scheme").annotate(first=Min("pk")).values("first"))


def waiting(user: Any, on: date) -> QuerySet[Scheme, Any]:
    """Open schemes with how much of each kind waits for USER, and the first of it; one query."""
    own = within("org_path", scope_of(user), SET)
    mine = {"in_scheme": OuterRef("pk")}
    papers = Party.objects.alias(depth=Length("org_path")).filter(near("org_path", user), rates=True)
    papers = papers.filter(answered_on__isnull=True, scheme__closes_on__gte=on)
    results = Result.objects.alias(depth=Length("org_path")).filter(near("org_path", user), confirmed_at__isnull=True)
    sets = Q(scheme__in=Scheme.objects.filter(own))
    kinds = {
        "papers": papers.annotate(in_scheme=F("scheme")).filter(**mine),
        "judging": Result.objects.filter(sets, waiting__gt=0).annotate(in_scheme=F("scheme")).filter(**mine),
        "appeals": Appeal.objects.filter(result__scheme__in=Scheme.objects.filter(own), accepted__isnull=True)
        .annotate(in_scheme=F("result__scheme"))
        .filter(**mine),
        "confirming": results.filter(full__gt=0).annotate(in_scheme=F("scheme")).filter(**mine),
    }
    rows = Scheme.objects.filter(stage=Stage.OPEN)
    counts = {name: number(found) for name, found in kinds.items()}
    firsts = {f"{name}_first": one(found) for name, found in kinds.items()}
    return rows.annotate(**counts, **firsts)


def counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    """As many as `find` gives."""
    if not concerned(user):
        return None
    some = [Case(When(**{f"{name}__gt": 0}, then=Value(1)), default=Value(0)) for name in PARTS]
    return waiting(user, on).annotate(number=some[0] + some[1] + some[2] + some[3])


def find(*, user: Any, on: date) -> Iterator[Todo]:
    if not concerned(user):
        return
    for each in waiting(user, on).order_by("closes_on", "pk")[:AT_MOST]:
        yield from of_scheme(each)


def of_scheme(each: Any) -> Iterator[Todo]:
    """At most one line of each kind."""
    title, due = each.title, each.closes_on
    if each.papers:
        url = reverse("assessment_paper", args=[each.papers_first])
        yield Todo(f"请评：{title}", "社区和驻区机关互相评，只看合计", url, due, [("去评", url, True)])
    if each.judging:
        url = results_url(scheme=each.pk, state="waiting")
        if each.judging == 1:
            url = reverse("assessment_result", args=[each.judging_first])
        yield Todo(f"{title}：还有 {each.judging:,} 个党组织没有评完", "", url, due, [("去评", url, True)])
    if each.appeals:
        url = f"{reverse('assessment_appeals')}?state=open&scheme={each.pk}"
        if each.appeals == 1:
            url = reverse("assessment_appeal", args=[each.appeals_first])
        yield Todo(f"{title}：{each.appeals:,} 件申诉等答复", "", url, due, [("答复", url, True)])
    if each.confirming:
        url = results_url(scheme=each.pk, state="open")
        if each.confirming == 1:
            url = reverse("assessment_result", args=[each.confirming_first])
        said = f"{title}：请确认自动得分" if each.confirming == 1 else f"{title}：{each.confirming:,} 个结果要确认"
        yield Todo(said, "不对的可以申诉", url, due, [("看依据", url, True)])
