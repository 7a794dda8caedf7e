"""What duties put on 今天 and on the page of an organization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Min, QuerySet
from django.urls import reverse

from gongjian.foundation.gathering import FromRows, Told, day, told
from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import scope_of
from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.permissions import ACT, may_see_some
from gongjian.oversight.duties.queries import bundled, mine, pursued_since, stands
from gongjian.oversight.duties.schedules import labels_of
from gongjian.oversight.duties.showing import address, year_of
from gongjian.oversight.duties.terms import Standing
from gongjian.registers.organizations.models import Organization

AT_MOST = 30


def waiting(user: Any, on: date) -> QuerySet[Any, Any] | None:
    """What waits where USER acts: what is overdue of a duty as one, what is due soon period by period."""
    if not scope_of(user).holds_somewhere(ACT):
        return None
    rows = bundled(mine(user, on, pursued_since(on)), on).annotate(
        organizations=Count("organization", distinct=True),
        periods=Count("label", distinct=True),
        due=Min("due_on"),
        period=Min("label"),
        first=Min("first"),
        one=Min("organization_id"),
        name=Min("organization__name"),
    )
    names = ("duty", "organizations", "periods", "due", "period", "first", "one", "name")
    return told(rows.order_by("due", "duty"), *names)[:AT_MOST]


def in_words(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    """One line for each bundle."""
    labels = labels_of(each["duty"] for each in found)
    for each in found:
        duty: str = each["duty"]
        yield todo_of(each, labels.get(duty, duty), on)


todos = FromRows(waiting, in_words)


def todo_of(found: Told, label: str, on: date) -> Todo:
    due, number = day(found["due"]) or on, found["organizations"]
    late = due < on
    period = found["period"] if found["periods"] == 1 else f"{found['periods']} 期"
    state = "overdue" if late else "open"
    rows = address("duty_periods", duty=found["duty"], state=state, one=found["one"] if number == 1 else "")
    if number == 1:
        begin = reverse("duty_begin", args=[found["one"], found["duty"]]) + f"?serves={found['first']}"
        actions = [("补办" if late else "现在办", begin, True)]
        return Todo(f"{found['name']}：{label}", period, rows, due, actions)
    return Todo(f"{label}：还有 {number:,} 个党组织没办", period, rows, due, [("看名单", rows, False)])


def todos_counted(*, user: Any, on: date) -> QuerySet[Any, Any] | None:
    """As many as `todos` gives."""
    if not scope_of(user).holds_somewhere(ACT):
        return None
    rows = mine(user, on, pursued_since(on))
    kinds = bundled(rows, on).order_by().values("duty")
    return kinds.annotate(number=Count("bundle", distinct=True))


def this_year(user: Any, organization: Organization, on: date) -> Mapping[str, Any] | None:
    """For the page of an organization: the strip of the year, and what is open; one query."""
    if not may_see_some(user):
        return None
    rows = (
        Occurrence.objects.visible_to(user)
        .filter(organization=organization, due_on__year=on.year)
        .select_related("organization")
    )
    periods = list(rows.order_by("due_on"))
    if not periods:
        return None
    labels = labels_of({each.duty for each in periods})
    waiting = [each for each in periods if stands(each, on) in (Standing.OVERDUE, Standing.OPEN)]
    return {
        "year": year_of(periods, labels, on.year, on),
        "on": on,
        "rows": address("duty_periods", one=organization.pk),
        "open": [
            {
                "label": f"{labels.get(each.duty, each.duty)} · {each.label}",
                "due": each.due_on,
                "late": max((on - each.due_on).days, 0),
                "url": reverse("duty_begin", args=[organization.pk, each.duty]) + f"?serves={each.first}",
            }
            for each in waiting[:6]
        ],
        "more": max(len(waiting) - 6, 0),
    }
