"""Readings and results as they are kept: taken anew and settled after every change, until a scheme is published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from gongjian.oversight.assessment.computing import Given, sheet_of
from gongjian.oversight.assessment.models import Adjustment, Indicator, Judgement, Party, Reading, Result, Scheme
from gongjian.oversight.assessment.queries import all_rated, assessed_by, said
from gongjian.oversight.assessment.sources import Source, sources
from gongjian.oversight.assessment.terms import LineState, Measure, Stage
from gongjian.registers.organizations.models import Organization

ONE_DAY = timedelta(days=1)
AUTOMATIC = (LineState.COMPUTED, LineState.CORRECTED)
KEPT = ("points", "full", "automatic", "waiting", "band", "sheet")
CASES_KEPT = 200


def counted_until(scheme: Scheme, on: date) -> date:
    """The last day that counts: the period's last, or yesterday while it runs; never before its first."""
    return max(min(scheme.last, on - ONE_DAY), scheme.first)


def organizations_of(scheme: Scheme) -> list[Organization]:
    """Those a scheme assesses, in tree order: as fixed when it was adopted, before that as the tree stands."""
    if scheme.is_draft:
        return list(assessed_by(scheme))
    found = scheme.results.select_related("organization__totals").order_by("org_path")
    return [each.organization for each in found]


@transaction.atomic
def take(scheme: Scheme, *, now: datetime) -> int:
    """取数: read every source of a scheme for every organization it assesses; returns how many numbers were read."""
    if scheme.is_published:
        return 0
    on = timezone.localdate(now)
    wanted = {each.source for each in scheme.indicators.filter(measure=Measure.DATA)}
    known = {key: source for key, source in sources().items() if key in wanted}
    until = counted_until(scheme, on)
    made = [
        reading_of(scheme, organization, source, until)
        for organization in organizations_of(scheme)
        for source in known.values()
    ]
    scheme.readings.all().delete()
    Reading.objects.bulk_create(made, batch_size=500)
    scheme.taken_at = now
    scheme.save(update_fields=["taken_at"])
    settle(scheme, on=on)
    return len(made)


def reading_of(scheme: Scheme, organization: Organization, source: Source, until: date) -> Reading:
    value = source.read(organization, scheme.first, until)
    found = source.cases(organization, scheme.first, until) if source.cases and value is not None else ()
    cases = [list(each) for each, _ in zip(found, range(CASES_KEPT), strict=False)]
    rows = source.rows(organization, scheme.first, until)
    return Reading(
        scheme=scheme, organization=organization, source=source.key, value=value, cases=cases, rows=rows[:300]
    )


def settle(scheme: Scheme, *, on: date) -> int:
    """Work out every result of an open scheme anew and keep it; returns how many changed."""
    if not scheme.is_open:
        return 0
    indicators = list(scheme.indicators.all())
    known, given = sources(), given_of(scheme, indicators, on)
    held = scheme.results.select_for_update().order_by("pk")
    changed = [each for each in held if fill(each, scheme, indicators, given[each.pk], known)]
    Result.objects.bulk_update(changed, KEPT, batch_size=200)
    unsettled = [each for each in changed if each.confirmed_points not in (None, each.automatic)]
    Result.objects.filter(pk__in=[each.pk for each in unsettled]).update(
        confirmed_points=None, confirmed_at=None, confirmed_by=""
    )
    return len(changed)


def fill(result: Result, scheme: Scheme, indicators: Sequence[Indicator], given: Given, known: Any) -> bool:
    """Write what follows from GIVEN into RESULT; whether anything is another than before."""
    before = {name: getattr(result, name) for name in KEPT}
    sheet, total, band = sheet_of(scheme, indicators, given, known)
    lines = sheet["lines"]
    result.points, result.full, result.sheet = total.points, total.full, sheet
    result.band = band.value if band else ""
    result.waiting = sum(each["state"] == LineState.WAITING for each in lines)
    own = {Measure.DATA.value}
    result.automatic = sum(each["points"] for each in lines if each["measure"] in own and each["state"] in AUTOMATIC)
    return before != {name: getattr(result, name) for name in KEPT}


def given_of(scheme: Scheme, indicators: Sequence[Indicator], on: date) -> dict[int, Given]:
    """{result id: what it follows from}; six queries however many there are."""
    results = dict(scheme.results.values_list("organization", "pk"))
    readings: dict[int, dict[str, Reading]] = defaultdict(dict)
    for reading in scheme.readings.all():
        readings[results.get(reading.organization_id, 0)][reading.source] = reading
    judgements: dict[int, dict[int, Judgement]] = defaultdict(dict)
    for judgement in Judgement.objects.filter(result__scheme=scheme):
        judgements[judgement.result_id][judgement.indicator_id] = judgement
    adjustments: dict[int, list[Adjustment]] = defaultdict(list)
    for adjustment in Adjustment.objects.filter(result__scheme=scheme):
        adjustments[adjustment.result_id].append(adjustment)
    mutual = [each for each in indicators if each.measure == Measure.MUTUAL]
    ratings: dict[int, dict[int, dict[str, int]]] = defaultdict(dict)
    for (result, indicator), counts in (said(scheme, mutual) if mutual else {}).items():
        ratings[result][indicator] = counts
    rated, closed = rated_organizations(scheme), on > scheme.closes_on or all_rated(scheme)
    return {
        pk: Given(readings[pk], judgements[pk], ratings[pk], adjustments[pk], closed, organization in rated)
        for organization, pk in results.items()
    }


def rated_organizations(scheme: Scheme) -> set[int]:
    """Those of a side whose other side rates."""
    parties = list(Party.objects.filter(scheme=scheme).values_list("organization", "side", "rates"))
    rating = {side for _, side, rates in parties if rates}
    return {pk for pk, side, _ in parties if rating - {side}}


def refresh(now: datetime) -> None:
    """Every day: the numbers of all schemes that are not fixed yet."""
    for scheme in unfixed():
        take(scheme, now=now)


def unfixed() -> Iterable[Scheme]:
    return Scheme.objects.exclude(stage=Stage.PUBLISHED).order_by("pk")
