"""Which period a meeting serves, what it is called after it, and what is arranged for it already."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from gongjian.foundation.rulebook import rule
from gongjian.foundation.work import Arranged
from gongjian.mechanisms.meetings.kinds import KINDS, MeetingKind
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.rules import NotInForce
from gongjian.rules.months import add_months
from gongjian.rules.periods import Period, block_of, block_start

YEAR, ONE_DAY = 12, timedelta(days=1)
AHEAD = (MeetingState.DRAFT, MeetingState.CALLED)


def period_of(kind: MeetingKind, day: date) -> Period:
    """The period in which a meeting held on a DAY counts, by the rule of its kind; the month where none is owed."""
    months = months_of(kind, day)
    first = block_start(block_of(day, months), months)
    return Period(first, add_months(first, months) - ONE_DAY, months)


def months_of(kind: MeetingKind, day: date) -> int:
    if kind.duty is None:
        return 1
    if kind.duty.every == "year":
        return YEAR
    try:
        return rule(kind.duty.rule_key, on=day).number
    except NotInForce:
        return 1


def named(period: Period, *, on: date) -> str:
    """11 月, 第 4 季度; with its year where that is not the one of the day ON."""
    year = f"{period.first.year} 年"
    label = f"{year} {period.first.month} 月" if period.months == 1 else period.label
    return label.removeprefix(year).strip() or label if period.first.year == on.year else label


def titled(kind: MeetingKind, starts_at: datetime, serves_on: date | None = None) -> str:
    """11 月主题党日; of one that makes up for a period gone by, 10 月主题党日（补开）."""
    on = timezone.localdate(starts_at)
    missed = period_of(kind, serves_on) if serves_on else None
    if missed is None or missed.first <= on <= missed.last:
        return f"{on.month} 月{kind.label}"
    return f"{named(missed, on=on)}{kind.label}（补开）"


def arranged(*, among: Sequence[int], since: date, until: date) -> list[Arranged]:
    """Meetings of these organizations, not held yet, that will serve a day from SINCE until UNTIL; one query."""
    on_the_day = Q(serves_on__isnull=True, starts_at__date__gte=since, starts_at__date__lte=until)
    rows = Meeting.objects.filter(on_the_day | Q(serves_on__gte=since, serves_on__lte=until))
    rows = rows.filter(organization__in=among, state__in=AHEAD).order_by("starts_at", "pk")
    found = rows.values_list("pk", "organization_id", "kind", "also", "starts_at", "serves_on")
    return [
        Arranged(key, organization, serves or timezone.localdate(starts), timezone.localdate(starts), pk)
        for pk, organization, kind, also, starts, serves in found
        for key in dict.fromkeys([kind, *also])
    ]


def arranged_for(organization: int, kind: str, day: date) -> Meeting | None:
    """The first meeting of that kind arranged for the period that a DAY lies in."""
    period = period_of(KINDS[kind], day)
    rows = arranged(among=[organization], since=period.first, until=period.last)
    pk = next((each.subject_id for each in rows if each.key == kind), None)
    return Meeting.objects.get(pk=pk) if pk else None
