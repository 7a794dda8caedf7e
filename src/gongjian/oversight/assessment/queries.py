"""Reads of assessment, always for a viewer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from gongjian.foundation.scope import scope_of, within
from gongjian.foundation.tree import WIDTH, under
from gongjian.oversight.assessment.models import (
    VIEW,
    Adjustment,
    Appeal,
    AssessedQuerySet,
    Indicator,
    Party,
    Result,
    Scheme,
)
from gongjian.oversight.assessment.terms import Side, Size, Stage
from gongjian.registers.organizations.models import Organization, OrganizationQuerySet
from gongjian.registers.organizations.terms import Body
from gongjian.rules.months import add_months

SET = "assessment.set"
ANSWER = "assessment.answer"
EARLIER = 6


def schemes_for(user: Any) -> AssessedQuerySet:
    """Schemes of organizations USER may see, and those by which what USER may see is assessed or rates others."""
    seen = within("org_path", scope_of(user), VIEW)
    assessed = Q(pk__in=Result.objects.visible_to(user).values("scheme")) & ~Q(stage=Stage.DRAFT)
    asked = Q(pk__in=Party.objects.visible_to(user).values("scheme"))
    return Scheme.objects.filter(seen | assessed | asked).select_related("organization")


def scheme_for(user: Any, pk: int) -> Scheme:
    found = schemes_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def kept_by(user: Any) -> QuerySet[Scheme]:
    """Schemes USER sets and judges by."""
    return Scheme.objects.filter(within("org_path", scope_of(user), SET)).select_related("organization")


def kept(user: Any, pk: int) -> Scheme:
    found = kept_by(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def indicator_for(user: Any, pk: int) -> Indicator:
    rows = Indicator.objects.filter(scheme__in=kept_by(user)).select_related("scheme__organization")
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def results_for(user: Any) -> AssessedQuerySet:
    """Results USER may see; those of the own organization like those of all below it."""
    return Result.objects.visible_to(user).select_related("organization", "scheme__organization")


def provisional(on: date) -> Q:
    """The results of which `Result.is_provisional` holds."""
    return Q(scheme__stage=Stage.OPEN) & (Q(waiting__gt=0) | Q(scheme__last__gte=on))


def to_confirm(on: date) -> Q:
    """The results whose organization is to confirm their figures (确认自动得分)."""
    final = Q(scheme__stage=Stage.OPEN, scheme__last__lt=on, waiting=0)
    return final & Q(full__gt=0, confirmed_at__isnull=True)


def result_for(user: Any, pk: int) -> Result:
    found = results_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def earlier_of(result: Result) -> list[Result]:
    """Published results of the same organization by schemes of the same length, the latest first, this one in front."""
    rows = Result.objects.filter(
        organization=result.organization_id,
        scheme__organization=result.scheme.organization_id,
        scheme__months=result.scheme.months,
        scheme__stage=Stage.PUBLISHED,
        scheme__first__lt=result.scheme.first,
    )
    return [result, *rows.select_related("scheme").order_by("-scheme__first")[: EARLIER - 1]]


def previous_bands(scheme: Scheme) -> dict[int, str]:
    """{organization id: its band} by the last published scheme of the same owner and length before."""
    rows = Scheme.objects.filter(
        organization=scheme.organization_id, months=scheme.months, stage=Stage.PUBLISHED, first__lt=scheme.first
    )
    last = rows.order_by("-first").first()
    return dict(Result.objects.filter(scheme=last).values_list("organization", "band")) if last else {}


def papers_for(user: Any) -> AssessedQuerySet:
    """The papers of organizations in USER's care, of those that rate."""
    answering = within("org_path", scope_of(user), ANSWER)
    rows = Party.objects.visible_to(user).filter(answering, rates=True, scheme__stage__in=(Stage.OPEN, Stage.PUBLISHED))
    return rows.select_related("organization", "scheme")


def paper_for(user: Any, pk: int) -> Party:
    found = papers_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def appeals_for(user: Any) -> AssessedQuerySet:
    return Appeal.objects.visible_to(user).select_related("result__organization", "result__scheme", "indicator")


def appeal_for(user: Any, pk: int) -> Appeal:
    found = appeals_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def adjustment_for(user: Any, pk: int) -> Adjustment:
    rows = Adjustment.objects.filter(result__scheme__in=kept_by(user))
    found = rows.select_related("result__scheme", "result__organization").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def assessed_by(scheme: Scheme) -> OrganizationQuerySet:
    """Standing organizations below the owner that are of the kinds or bodies of a SCHEME, in tree order."""
    wanted = Q(kind__in=scheme.kinds, body="") | (Q(body__in=scheme.bodies) & ~Q(body=""))
    rows = Organization.objects.active().filter(under("path", scheme.org_path), wanted)
    return rows.exclude(pk=scheme.organization_id).select_related("totals").in_tree_order()


def sides_below(path: str) -> dict[int, Side]:
    """{organization id: its side} of those right below the administrative and the residential body."""
    bodies = {Body.ADMINISTRATIVE.value: Side.AGENCY, Body.RESIDENTIAL.value: Side.COMMUNITY}
    rows = Organization.objects.active().filter(under("path", path), parent__body__in=list(bodies), body="")
    return {pk: bodies[body] for pk, body in rows.values_list("pk", "parent__body")}


def size_of(scheme: Scheme, members: int) -> Size:
    """Small below one number of members, large from (>=) another."""
    if members < scheme.small_below:
        return Size.SMALL
    return Size.LARGE if members >= scheme.large_from else Size.MIDDLE


def owners_for(user: Any) -> OrganizationQuerySet:
    """Organizations at which USER may set a scheme: those that have others below them."""
    rows = Organization.objects.visible_to(user).active().filter(within("path", scope_of(user), SET))
    return rows.filter(totals__children__gt=0).in_tree_order()


def to_copy(user: Any, on: date) -> tuple[Scheme, date] | None:
    """The latest scheme of the period before the running one that has no successor yet, and the first day of that."""
    for each in kept_by(user).exclude(stage=Stage.DRAFT).order_by("-first", "pk"):
        following = add_months(each.first, each.months)
        last = add_months(following, each.months)
        if following <= on < last:
            taken = Scheme.objects.filter(organization=each.organization_id, months=each.months, first=following)
            return None if taken.exists() else (each, following)
    return None


def said(scheme: Scheme, indicators: Sequence[Indicator]) -> dict[tuple[int, int], dict[str, int]]:
    """{(result id, indicator id): {"parties": how many rated, band: how often it was said}}; one query."""
    found: dict[tuple[int, int], dict[str, int]] = {}
    mutual = [each.pk for each in indicators]
    rows = Party.objects.filter(scheme=scheme, ratings__indicator__in=mutual)
    for result, indicator, answers in rows.values_list("ratings__result", "ratings__indicator", "ratings__answers"):
        bands = [each for each in answers if each]
        if bands:
            counts = found.setdefault((result, indicator), {"parties": 0})
            counts["parties"] += 1
            for band in bands:
                counts[band] = counts.get(band, 0) + 1
    return found


def all_rated(scheme: Scheme) -> bool:
    """Whether every paper was handed in; true where there is none."""
    counted = scheme.parties.filter(rates=True).aggregate(open=Count("pk", filter=Q(answered_on__isnull=True)))
    return not counted["open"]


def near(field: str, user: Any) -> Q:
    """Rows whose path FIELD is an organization in USER's care or one right below it; deeper ones have keepers of their
    own. The query annotates `depth`, the length of that path.
    """
    found = Q(pk__in=[])
    for path in scope_of(user).paths(ANSWER):
        found |= under(field, path) & Q(depth__lte=len(path) + WIDTH)
    return found


def end_of(first: date, months: int) -> date:
    """The last day of the period of so many months that begins on FIRST."""
    return date.fromordinal(add_months(first, months).toordinal() - 1)
