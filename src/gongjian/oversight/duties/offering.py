"""What duties put on 今天 and on the page of an organization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse

from gongjian.foundation import registry
from gongjian.foundation.gathering import FromRows, Told, day, told
from gongjian.foundation.registry import Todo
from gongjian.foundation.scope import scope_of
from gongjian.foundation.work import Arranged
from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.permissions import ACT, may_see_some
from gongjian.oversight.duties.queries import (
    at_deadline,
    bundles,
    in_bundle,
    mine,
    pursued_since,
    stands,
    waiting_deadlines,
)
from gongjian.oversight.duties.schedules import labels_of
from gongjian.oversight.duties.showing import address, year_of
from gongjian.oversight.duties.terms import Standing
from gongjian.registers.organizations.models import Organization

AT_MOST = 30
COUNTED = 500


class Distinct(Subquery):
    """How many different values the rows of a query of one column have."""

    template = "(SELECT COUNT(DISTINCT %(column)s) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def waiting(user: Any, on: date) -> QuerySet[Any, Any] | None:
    """What waits where USER acts: what is overdue of a duty as one, what is due soon period by period.

    Of each no more than COUNTED periods are looked at: where there are MORE, at least so many organizations owe them.
    """
    if not scope_of(user).holds_somewhere(ACT):
        return None
    deadlines = in_bundle(waiting_deadlines(user, on), on)
    rows = mine(user, on, pursued_since(on)).order_by()
    owing = in_bundle(rows, on)
    found = bundles(user, on).annotate(
        first=Subquery(deadlines.order_by("due_on", "label").values(told=first_of(rows))[:1]),
        periods=Distinct(deadlines.values("label"), column="label"),
        organizations=Distinct(owing.values("org_path")[:COUNTED], column="org_path"),
        more=Subquery(owing.values("duty")[COUNTED : COUNTED + 1]),
    )
    return told(found.order_by("due_on", "duty"), "duty", "first", "periods", "organizations", "more")[:AT_MOST]


def first_of(rows: QuerySet[Any, Any]) -> Subquery:
    """The first of ROWS in the tree that has the deadline which a query is at."""
    names = {name: name for name in ("first", "last", "label")}
    names |= {"pk": "organization_id", "name": "organization__name", "due": "due_on"}
    return Subquery(at_deadline(rows).order_by("org_path").values(told=JSONObject(**names))[:1])


def in_words(found: Sequence[Told], user: Any, on: date) -> Iterator[Todo]:
    """One line for each bundle."""
    labels = labels_of(each["duty"] for each in found)
    set_days = arranged_for([each for each in found if each["organizations"] == 1])
    for each in found:
        duty: str = each["duty"]
        yield todo_of(each, labels.get(duty, duty), on, set_days.get((each["first"]["pk"], duty)))


def arranged_for(found: Sequence[Told]) -> dict[tuple[int, str], Arranged]:
    """{(organization, duty): what is arranged for the first period of these bundles}; one query for each folder."""
    offered = {each.key: each.arranged for each in registry.offers("evidence") if each.arranged}
    shown = {(each["first"]["pk"], each["duty"]): each["first"] for each in found if each["duty"] in offered}
    if not shown:
        return {}
    days = [str(each[side])[:10] for each in shown.values() for side in ("first", "last")]
    place = {"since": date.fromisoformat(min(days)), "until": date.fromisoformat(max(days))}
    arranged: dict[tuple[int, str], Arranged] = {}
    for find in {offered[duty] for _, duty in shown}:
        for each in find(among=sorted({pk for pk, _ in shown}), **place):
            first = shown.get((each.organization_id, each.key))
            if first and str(first["first"])[:10] <= f"{each.serves}" <= str(first["last"])[:10]:
                arranged.setdefault((each.organization_id, each.key), each)
    return arranged


todos = FromRows(waiting, in_words)


def todo_of(found: Told, label: str, on: date, arranged: Arranged | None = None) -> Todo:
    """One line for a bundle; of what is ARRANGED already the day is told, and it is not begun once more."""
    first, number = found["first"], found["organizations"]
    due = day(first["due"]) or on
    late = due < on
    period = first["label"] if found["periods"] == 1 else f"{found['periods']} 期"
    state = "overdue" if late else "open"
    rows = address("duty_periods", duty=found["duty"], state=state, one=first["pk"] if number == 1 else "")
    if number == 1:
        begin = reverse("duty_begin", args=[first["pk"], found["duty"]]) + f"?serves={first['first']}"
        verb = "去办" if arranged else "补办" if late else "现在办"
        detail = f"{period}，已排 {arranged.on:%m-%d}" if arranged else period
        return Todo(f"{first['name']}：{label}", detail, rows, due, [(verb, begin, True)])
    left = "至少" if found["more"] else "还有"
    return Todo(f"{label}：{left} {number:,} 个党组织没办", period, rows, due, [("看名单", rows, False)])


def todos_counted(*, user: Any, on: date) -> QuerySet[Any, Any] | None:
    """As many as `todos` gives."""
    if not scope_of(user).holds_somewhere(ACT):
        return None
    kinds = waiting_deadlines(user, on).values("duty")
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
