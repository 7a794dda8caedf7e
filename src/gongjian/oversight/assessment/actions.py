"""What the assessing organization does with a scheme: write it, copy it, adopt it, publish what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone

from gongjian.foundation import history
from gongjian.foundation.changes import touch
from gongjian.foundation.editing import change
from gongjian.foundation.records import made_with
from gongjian.foundation.refusals import Refused
from gongjian.oversight.assessment.models import Indicator, Party, Result, Scheme
from gongjian.oversight.assessment.queries import all_rated, assessed_by, end_of, sides_below, size_of
from gongjian.oversight.assessment.storing import settle, take
from gongjian.oversight.assessment.terms import Measure, Side, Stage
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import figures_of

COPIED = (
    "organization",
    "org_path",
    "months",
    "kinds",
    "bodies",
    "good",
    "fair",
    "plain",
    "raters_at_least",
    "small_below",
    "large_from",
)
LINE = (
    *("order", "group", "name", "weight", "measure", "source", "formula"),
    *("target", "floor", "each", "questions", "guidance"),
)


@transaction.atomic
def make_scheme(
    owner: Organization, values: Mapping[str, Any], *, uid: UUID | None = None, by: Any, now: datetime
) -> Scheme:
    """A draft of a scheme (考核办法); the same form sent twice makes one."""
    known = made_with(Scheme.objects.all(), uid) if uid else None
    if known is not None:
        return known
    made = Scheme(organization=owner, org_path=owner.path, **values, **({"uid": uid} if uid else {}))
    made.save()
    _tell(made, "起草考核办法", by=by, now=now)
    return made


@transaction.atomic
def change_scheme(scheme: Scheme, values: Mapping[str, Any], *, version: int, by: Any, now: datetime) -> Scheme:
    """Write a draft anew. Raises Meanwhile when someone else was faster."""
    _refuse_adopted(scheme)
    record, changes = change(Scheme.objects.all(), scheme.pk, values, version=version)
    if changes:
        _tell(record, "修改考核办法", changes=changes, by=by, now=now)
        take(record, now=now)
    return record


@transaction.atomic
def add_indicator(
    scheme: Scheme, values: Mapping[str, Any], *, uid: UUID | None = None, by: Any, now: datetime
) -> Indicator:
    """One more line of a draft, behind the others; its number is read at once."""
    _refuse_adopted(scheme)
    known = made_with(Indicator.objects.all(), uid) if uid else None
    if known is not None:
        return known
    order = (scheme.indicators.aggregate(last=Max("order"))["last"] or 0) + 1
    extra = {"uid": uid} if uid else {}
    made = Indicator.objects.create(scheme=scheme, org_path=scheme.org_path, order=order, **values, **extra)
    _tell(scheme, "加考核指标", reason=made.name, by=by, now=now)
    take(scheme, now=now)
    return made


@transaction.atomic
def change_indicator(
    indicator: Indicator, values: Mapping[str, Any], *, version: int, by: Any, now: datetime
) -> Indicator:
    """Write a line of a draft anew. Raises Meanwhile when someone else was faster."""
    _refuse_adopted(indicator.scheme)
    record, changes = change(Indicator.objects.all(), indicator.pk, values, version=version)
    if changes:
        _tell(indicator.scheme, "改考核指标", changes={}, reason=record.name, by=by, now=now)
        take(indicator.scheme, now=now)
    return record


@transaction.atomic
def drop_indicator(indicator: Indicator, *, by: Any, now: datetime) -> None:
    """Take a line out of a draft; a second time changes nothing."""
    _refuse_adopted(indicator.scheme)
    if Indicator.objects.filter(pk=indicator.pk).delete()[0]:
        _tell(indicator.scheme, "删去考核指标", reason=indicator.name, by=by, now=now)
        take(indicator.scheme, now=now)


@transaction.atomic
def copy_scheme(scheme: Scheme, *, first: date, by: Any, now: datetime) -> Scheme:
    """The same indicators for a period that begins on FIRST, as a draft; pressed twice it makes one."""
    Scheme.objects.select_for_update().get(pk=scheme.pk)
    known = Scheme.objects.filter(copied_from=scheme, first=first).first()
    if known is not None:
        return known
    gap = scheme.closes_on - scheme.last
    made = Scheme(copied_from=scheme, first=first, last=end_of(first, scheme.months))
    for name in COPIED:
        setattr(made, name, getattr(scheme, name))
    made.closes_on, made.title = made.last + gap, _titled(made)
    made.save()
    lines = [{name: getattr(each, name) for name in LINE} for each in scheme.indicators.all()]
    Indicator.objects.bulk_create(Indicator(scheme=made, org_path=made.org_path, **line) for line in lines)
    _tell(made, "复制考核办法", reason=f"照“{scheme.title}”", by=by, now=now)
    take(made, now=now)
    return made


def _titled(scheme: Scheme) -> str:
    """2026 年第 4 季度考核."""
    return f"{scheme.period.label}考核"


@transaction.atomic
def adopt(scheme: Scheme, *, by: Any, now: datetime) -> Scheme:
    """定下来: from now on nobody changes it; who is assessed, and who rates whom, is fixed."""
    locked = _lock(scheme)
    if not locked.is_draft:
        return locked
    indicators, organizations = list(locked.indicators.all()), list(assessed_by(locked))
    if not indicators:
        raise Refused("还没有指标。请先加指标，或复制上一期。")
    if not organizations:
        raise Refused(f"“{locked.organization}”下面没有这几类党组织。请先改考核哪几类。")
    Result.objects.bulk_create([_result_for(locked, each) for each in organizations])
    if any(each.measure == Measure.MUTUAL for each in indicators):
        Party.objects.bulk_create(_parties_of(locked, {each.pk for each in organizations}))
    locked.stage = Stage.OPEN
    locked.save(update_fields=["stage"])
    _tell(locked, "定下考核办法", reason=f"考核 {len(organizations)} 个党组织", by=by, now=now)
    take(locked, now=now)
    return locked


def _result_for(scheme: Scheme, organization: Organization) -> Result:
    members = figures_of(organization).members
    return Result(
        scheme=scheme,
        organization=organization,
        org_path=organization.path,
        kind=organization.kind,
        members=members,
        size=size_of(scheme, members),
    )


def _parties_of(scheme: Scheme, assessed: set[int]) -> list[Party]:
    """The organizations of both sides; a side rates where somebody of the other side is assessed."""
    sides = sides_below(scheme.org_path)
    rated = {side for pk, side in sides.items() if pk in assessed}
    rows = Organization.objects.in_bulk(list(sides))
    return [
        Party(
            scheme=scheme,
            organization=rows[pk],
            org_path=rows[pk].path,
            side=side,
            rates=Side(side).other in rated,
        )
        for pk, side in sides.items()
    ]


@transaction.atomic
def publish(scheme: Scheme, *, by: Any, now: datetime) -> Scheme:
    """公布: the results are fixed with all they were computed from. A second time changes nothing."""
    locked = _lock(scheme)
    if locked.is_published:
        return locked
    on = timezone.localdate(now)
    settle(locked, on=on)
    if reason := hindrance(locked, on=on):
        raise Refused(reason)
    locked.stage, locked.published_at = Stage.PUBLISHED, now
    locked.save(update_fields=["stage", "published_at"])
    _tell(locked, "公布考核结果", by=by, now=now)
    touch("organizations", [locked.organization_id])
    return locked


def hindrance(scheme: Scheme, *, on: date) -> str:
    """What keeps the results from being published on a day, "" for nothing."""
    if not scheme.is_open:
        return "办法还没有定。"
    if on <= scheme.last:
        return f"这一期到 {scheme.last} 才结束。"
    if on <= scheme.closes_on and not all_rated(scheme):
        return f"互评到 {scheme.closes_on} 截止，还有没交的。"
    return _unanswered(scheme, closed=on > scheme.closes_on)


def _unanswered(scheme: Scheme, *, closed: bool) -> str:
    """Whose answer is still waited for; one query. Once CLOSED, who did not confirm had nothing to object to."""
    found = scheme.results.aggregate(
        appeals=Count("pk", filter=Q(appeals__accepted__isnull=True, appeals__isnull=False), distinct=True),
        waiting=Count("pk", filter=Q(waiting__gt=0), distinct=True),
        silent=Count("pk", filter=Q(confirmed_at__isnull=True), distinct=True),
    )
    if found["appeals"]:
        return f"还有 {found['appeals']} 个党组织的申诉没有答复。"
    if found["waiting"]:
        return f"还有 {found['waiting']} 个党组织没有评完。"
    if found["silent"] and not closed:
        return f"还有 {found['silent']} 个党组织没有确认。过了 {scheme.closes_on} 没有确认的，算没有意见。"
    return ""


def _lock(scheme: Scheme) -> Scheme:
    return Scheme.objects.select_for_update(of=("self",)).select_related("organization").get(pk=scheme.pk)


def _refuse_adopted(scheme: Scheme) -> None:
    if not _lock(scheme).is_draft:
        raise Refused("考核办法已经定了，不能再改。下一期可以复制了再改。")


def _tell(scheme: Scheme, verb: str, **act: Any) -> None:
    """A line in the history of a scheme."""
    history.record(
        verb=verb,
        subject_type="assessment",
        subject_id=scheme.pk,
        subject=scheme.title,
        org_path=scheme.org_path,
        **act,
    )
