"""What waits for someone about assessment (今天): to rate, to judge, appeals to answer, results to confirm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Length
from django.urls import reverse

from gongjian.foundation.gathering import FromRows, Told, day, told
from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import scope_of, within
from gongjian.oversight.assessment.models import Appeal, Party, Result, Scheme
from gongjian.oversight.assessment.queries import ANSWER, SET, near, to_confirm
from gongjian.oversight.assessment.showing import results_url
from gongjian.oversight.assessment.terms import Stage

AT_MOST = 40
PARTS = ("papers", "judging", "appeals", "confirming")


def concerned(user: Any) -> bool:
    scope = scope_of(user)
    return scope.holds_somewhere(SET) or scope.holds_somewhere(ANSWER)


def how_many(found: QuerySet[Any]) -> Any:
    """How many of FOUND belong to the scheme of the outer query."""
    counted = found.order_by().values("in_scheme").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def one(found: QuerySet[Any]) -> Any:
    """The first of them."""
    return Subquery(found.order_by().values("in_scheme").annotate(first=Min("pk")).values("first"))


def waiting(user: Any, on: date) -> QuerySet[Scheme, Any]:
    """Open schemes with how much of each kind waits for USER, and the first of it; one query."""
    own = within("org_path", scope_of(user), SET)
    mine = {"in_scheme": OuterRef("pk")}
    papers = Party.objects.alias(depth=Length("org_path")).filter(near("org_path", user), rates=True)
    papers = papers.filter(answered_on__isnull=True, scheme__closes_on__gte=on)
    results = Result.objects.alias(depth=Length("org_path")).filter(near("org_path", user), to_confirm(on))
    sets = Q(scheme__in=Scheme.objects.filter(own))
    kinds = {
        "papers": papers.annotate(in_scheme=F("scheme")).filter(**mine),
        "judging": Result.objects.filter(sets, waiting__gt=0).annotate(in_scheme=F("scheme")).filter(**mine),
        "appeals": Appeal.objects.filter(result__scheme__in=Scheme.objects.filter(own), accepted__isnull=True)
        .annotate(in_scheme=F("result__scheme"))
        .filter(**mine),
        "confirming": results.annotate(in_scheme=F("scheme")).filter(**mine),
    }
    counts = {name: how_many(found) for name, found in kinds.items()}
    firsts = {f"{name}_first": one(found) for name, found in kinds.items()}
    return Scheme.objects.filter(stage=Stage.OPEN).annotate(**counts, **firsts)


def counted(*, user: Any, on: date) -> QuerySet[Any] | None:
    """As many as `find` gives."""
    if not concerned(user):
        return None
    some = [Case(When(**{f"{name}__gt": 0}, then=Value(1)), default=Value(0)) for name in PARTS]
    return waiting(user, on).annotate(number=some[0] + some[1] + some[2] + some[3])


def rows(user: Any, on: date) -> QuerySet[Any, Any] | None:
    """Open schemes with something for USER, the first to close in front."""
    if not concerned(user):
        return None
    firsts = [f"{name}_first" for name in PARTS]
    found = waiting(user, on).order_by("closes_on", "pk")
    return told(found, "pk", "title", "closes_on", *PARTS, *firsts)[:AT_MOST]


def in_words(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    for each in found:
        yield from of_scheme(each)


def of_scheme(each: Told) -> Iterator[Todo]:
    """At most one line of each kind."""
    title, due, pk = each["title"], day(each["closes_on"]), each["pk"]
    if each["papers"]:
        url = reverse("assessment_paper", args=[each["papers_first"]])
        yield Todo(f"请评：{title}", "社区和驻区机关互相评，只看合计", url, due, [("去评", url, True)])
    if number := each["judging"]:
        url = results_url(scheme=pk, state="waiting")
        if number == 1:
            url = reverse("assessment_result", args=[each["judging_first"]])
        yield Todo(f"{title}：还有 {number:,} 个党组织没有评完", "", url, due, [("去评", url, True)])
    if number := each["appeals"]:
        url = f"{reverse('assessment_appeals')}?state=open&scheme={pk}"
        if number == 1:
            url = reverse("assessment_appeal", args=[each["appeals_first"]])
        yield Todo(f"{title}：{number:,} 件申诉等答复", "", url, due, [("答复", url, True)])
    if number := each["confirming"]:
        url = results_url(scheme=pk, state="due")
        if number == 1:
            url = reverse("assessment_result", args=[each["confirming_first"]])
        text = f"{title}：请确认自动得分" if number == 1 else f"{title}：{number:,} 个结果要确认"
        yield Todo(text, "不对的可以申诉", url, due, [("看依据", url, True)])


find = FromRows(rows, in_words)
