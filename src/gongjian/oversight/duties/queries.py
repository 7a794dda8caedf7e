"""Reads of what is owed, always for a viewer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, DateField, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404

from gongjian.foundation import registry
from gongjian.foundation.rulebook import rule
from gongjian.foundation.scope import ScopedQuerySet, scope_of, within
from gongjian.oversight.duties.models import Deadline, Duty, Exemption, Occurrence, OccurrenceQuerySet, Start
from gongjian.oversight.duties.schedules import DutyInForce, duties_in_force, labels_of
from gongjian.oversight.duties.terms import Standing
from gongjian.registers.organizations.models import Organization
from gongjian.rules.months import add_months

ACT = "findings.remedy"
PURSUED = "duty.pursued_months"
DONE = Q(discharged_on__isnull=False)
OWED = Q(discharged_on__isnull=True, excused=False)
EXCUSED = Q(discharged_on__isnull=True, excused=True)


def pursued_since(on: date) -> date:
    """How far back what was not done is pursued."""
    return add_months(on, -rule(PURSUED, on=on).number)


def standing_of(on: date) -> dict[Standing, Q]:
    """The condition of every standing, on a day; each period has exactly one."""
    return {
        Standing.OVERDUE: OWED & Q(due_on__lt=on),
        Standing.OPEN: OWED & Q(due_on__gte=on, opens_on__lte=on),
        Standing.AHEAD: OWED & Q(due_on__gte=on, opens_on__gt=on),
        Standing.DONE: DONE & Q(discharged_on__lte=F("due_on")),
        Standing.LATE: DONE & Q(discharged_on__gt=F("due_on")),
        Standing.EXCUSED: EXCUSED,
    }


def stands(period: Occurrence, on: date) -> Standing:
    """How one period stands on a day."""
    if period.discharged_on is not None:
        return Standing.LATE if period.discharged_on > period.due_on else Standing.DONE
    if period.excused:
        return Standing.EXCUSED
    if period.due_on < on:
        return Standing.OVERDUE
    return Standing.OPEN if period.opens_on <= on else Standing.AHEAD


def periods_for(user: Any) -> OccurrenceQuerySet:
    """Periods USER may see, with their organization."""
    return Occurrence.objects.visible_to(user).select_related("organization")


def period_for(user: Any, pk: int) -> Occurrence:
    found = periods_for(user).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


class Tally(NamedTuple):
    """How many periods of one duty stand how."""

    duty: str
    label: str
    numbers: Mapping[Standing, int]

    @property
    def total(self) -> int:
        return sum(self.numbers.values())


class Group(NamedTuple):
    """Periods of one duty that are due together: all, those still owed, those EXCUSED; who owes the last one left."""

    duty: str
    label: str
    period: str
    due: date
    total: int
    owed: int
    organization_id: int
    organization: str
    excused: int = 0


def groups_of(rows: QuerySet[Any]) -> list[Group]:
    """The periods of ROWS by due day, duty and period; those of several organizations are one group.

    One query, and one for the names of those that are the only ones left.
    """
    grouped = (
        rows.order_by()
        .values("due_on", "duty", "label")
        .annotate(
            total=Count("pk"),
            owed=Count("pk", filter=OWED),
            free=Count("pk", filter=EXCUSED),
            one=Min("organization_id", filter=OWED),
        )
    )
    found = list(grouped.order_by("due_on", "duty", "label"))
    last = Organization.objects.filter(pk__in=[each["one"] for each in found if each["owed"] == 1])
    names = dict(last.values_list("pk", "name"))
    labels = labels_of(each["duty"] for each in found)
    return [
        Group(
            each["duty"],
            labels.get(each["duty"], each["duty"]),
            each["label"],
            each["due_on"],
            each["total"],
            each["owed"],
            each["one"] or 0,
            names.get(each["one"], ""),
            each["free"],
        )
        for each in found
    ]


def mine(user: Any, on: date, since: date) -> OccurrenceQuerySet:
    """What waits for those who act where USER may: overdue since SINCE, or due within the days of notice."""
    within_reach = within("org_path", scope_of(user), ACT)
    rows = Occurrence.objects.visible_to(user).filter(within_reach)
    rows = rows.owed().filter(remind_on__lte=on, due_on__gte=since)
    return rows.exclude(duty__in=by_term(), due_on__lt=on)


def by_term() -> list[str]:
    """The duties owed by the end of a term; what is overdue of them is found elsewhere, where it is ended too."""
    return [each.key for each in registry.offers("duties") if each.every == "term"]


def waiting_deadlines(user: Any, on: date) -> QuerySet[Any, Any]:
    """The deadlines, each with its BUNDLE, by which somebody owes what `mine` tells of.

    What is overdue of a duty is one bundle, the rest is one by period. Each deadline looks for one row in an index, so
    that it does not matter how many wait.
    """
    since = pursued_since(on)
    rows = Deadline.objects.filter(remind_on__lte=on, due_on__gte=since).exclude(duty__in=by_term(), due_on__lt=on)
    one = at_deadline(mine(user, on, since)).order_by().values("pk")[:1]
    bundle = Case(When(due_on__lt=on, then=Value("")), default=F("label"), output_field=CharField())
    return rows.annotate(one=Subquery(one), bundle=bundle).filter(one__isnull=False).order_by()


def at_deadline(rows: QuerySet[Any, Any]) -> QuerySet[Any, Any]:
    """Those of ROWS that have the deadline which a query is at."""
    return rows.filter(duty=OuterRef("duty"), due_on=OuterRef("due_on"), label=OuterRef("label"))


def bundles(user: Any, on: date) -> QuerySet[Any]:
    """One deadline of each bundle, with the days between which the deadlines of its bundle lie."""
    each = waiting_deadlines(user, on).values("duty", "bundle").annotate(pk_=Min("pk")).values("pk_")
    late = Q(due_on__lt=on)
    return Deadline.objects.filter(pk__in=each).annotate(
        after=Case(When(late, then=Value(pursued_since(on))), default=Value(on), output_field=DateField()),
        before=Case(When(late, then=Value(on)), default=Value(date.max), output_field=DateField()),
    )


def in_bundle(rows: QuerySet[Any], on: date) -> QuerySet[Any]:
    """Those of ROWS, periods or deadlines, that are in the bundle which a query of `bundles` is at."""
    of_it = rows.filter(duty=OuterRef("duty"), due_on__gte=OuterRef("after"), due_on__lt=OuterRef("before"))
    return of_it.filter(Q(due_on__lt=on) | Q(label=OuterRef("label")))


def starts_for(user: Any) -> list[Start]:
    """The starts of the calendar that concern what USER may see: above it, at it and below it."""
    paths = scope_of(user).paths("duties.view")
    rows = Start.objects.select_related("organization").order_by("path")
    return [each for each in rows if any(touches(each.path, path) for path in paths)]


def touches(one: str, other: str) -> bool:
    """Whether one path lies at, above or below the other."""
    return one.startswith(other) or other.startswith(one)


def duties_for(user: Any) -> list[DutyInForce]:
    """The standing duties, and the office's own ones that concern what USER may see."""
    paths = scope_of(user).paths("duties.view")
    return [each for each in duties_in_force() if each.standing or any(touches(each.path, path) for path in paths)]


def duty_for(user: Any, key: str) -> DutyInForce:
    found = next((each for each in duties_for(user) if each.key == key), None)
    if found is None:
        raise Http404
    return found


def exemptions_for(user: Any) -> ScopedQuerySet:
    return Exemption.objects.visible_to(user).select_related("organization")


def top_for(user: Any, permission: str) -> Organization | None:
    """The highest organization at which USER holds a permission."""
    paths = scope_of(user).paths(permission)
    return Organization.objects.active().filter(path__in=paths).order_by("path").first() if paths else None


def duty_choices(user: Any, chosen: str) -> list[tuple[str, str]]:
    """All duties there are or were, to choose from."""
    own = Duty.objects.order_by("in_force_from").values_list("key", flat=True)
    labels = labels_of([*own, *(each.key for each in duties_in_force())])
    return list(labels.items())
