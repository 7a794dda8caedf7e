"""What is due, as the calendar shows it: by duty, period and day, how many periods stand how; never row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from gongjian.foundation.scope import scope_of
from gongjian.foundation.tree import nodes
from gongjian.oversight.coverage.queries import parts_for
from gongjian.oversight.duties.below import DUE, NUMBERS
from gongjian.oversight.duties.models import Below, Occurrence, OccurrenceQuerySet
from gongjian.oversight.duties.queries import DONE, EXCUSED, Group, Tally
from gongjian.oversight.duties.schedules import labels_of
from gongjian.oversight.duties.terms import Standing
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.parts import in_part, part_from

OWED = (Standing.OVERDUE, Standing.OPEN, Standing.AHEAD)
COUNTED = {
    "total_": Count("pk"),
    "done_": Count("pk", filter=DONE & Q(discharged_on__lte=F("due_on"))),
    "late_": Count("pk", filter=DONE & Q(discharged_on__gt=F("due_on"))),
    "excused_": Count("pk", filter=EXCUSED),
}


@dataclass(frozen=True, slots=True)
class Due:
    """Periods of one duty that are due together, by how they stand."""

    duty: str
    label: str
    due: date
    numbers: Counter[Standing]


@dataclass(frozen=True, slots=True)
class Place:
    """A part of the tree as a viewer sees it: below ORGANIZATIONS the kept numbers hold, the other ROWS are counted."""

    organizations: Sequence[int]
    rows: OccurrenceQuerySet

    def due(self, when: Q, on: date, state: str = "") -> list[Due]:
        """What is due WHEN (a condition on what a period says of its days), how it stands on a day; one query.

        Only what stands in STATE, when given.
        """
        kept = Below.objects.filter(when, organization__in=self.organizations).values_list(*DUE)
        own = self.rows.filter(when).order_by().values_list(*DUE)
        found: dict[tuple[date, str, str], Counter[Standing]] = defaultdict(Counter)
        summed = kept.annotate(**{f"{name}_": Sum(name) for name in NUMBERS})
        for duty, label, opens, due, *numbers in summed.order_by().union(own.annotate(**COUNTED), all=True):
            found[due, duty, label].update(standings(opens, due, numbers, on))
        wanted = [Standing(state)] if state else list(Standing)
        narrowed = {key: Counter({each: found[key][each] for each in wanted}) for key in sorted(found)}
        return [Due(duty, label, due, some) for (due, duty, label), some in narrowed.items() if some.total()]


def standings(opens: date, due: date, numbers: Sequence[int], on: date) -> dict[Standing, int]:
    """How periods stand on a day of which so many there are, were done, were done late and are excused."""
    total, done, late, excused = numbers
    owed = Standing.OVERDUE if due < on else Standing.OPEN if opens <= on else Standing.AHEAD
    return {
        Standing.DONE: done,
        Standing.LATE: late,
        Standing.EXCUSED: excused,
        owed: total - done - late - excused,
    }


def place_for(user: Any, organization: str) -> Place:
    """All that USER may see, or what of it lies in the part of the tree that ORGANIZATION, if not "", means.

    A part without those listed apart is counted row by row: no number of it is kept.
    """
    seen = OccurrenceQuerySet.view_permission
    rows = Occurrence.objects.visible_to(user)
    if not organization:
        return at_paths(rows, scope_of(user).paths(seen))
    part = part_from(organization)
    if part is None:
        return Place((), rows.none())
    if part.levels:
        return Place((), rows.filter(in_part(part)))
    path = Organization.objects.filter(pk=part.pk).values_list("path", flat=True).first()
    return at_paths(rows, parts_for(user, [path], seen)[path] if path else ())


def at_paths(rows: OccurrenceQuerySet, paths: Sequence[str]) -> Place:
    return Place([nodes(path)[-1] for path in paths], rows.filter(org_path__in=paths))


def groups_of(found: Iterable[Due], rows: QuerySet[Any]) -> list[Group]:
    """What was FOUND of these ROWS in words; one query for the names of those that are the only ones left."""
    held = list(found)
    last = last_ones(rows, [each for each in held if owed_of(each) == 1])
    labels = labels_of({each.duty for each in held})
    return [
        Group(
            each.duty,
            labels.get(each.duty, each.duty),
            each.label,
            each.due,
            each.numbers.total(),
            owed_of(each),
            *last.get((each.duty, each.label, each.due), (0, "")),
            each.numbers[Standing.EXCUSED],
        )
        for each in held
    ]


def still_owed(each: Due) -> Due | None:
    """The periods among them that are neither done nor excused, None where there are none."""
    left = Counter({standing: each.numbers[standing] for standing in OWED})
    return replace(each, numbers=left) if left.total() else None


def owed_of(each: Due) -> int:
    return sum(each.numbers[standing] for standing in OWED)


def last_ones(rows: QuerySet[Any], alone: Sequence[Due]) -> dict[tuple[str, str, date], tuple[int, str]]:
    """{(duty, label, day): (id, name)} of the organization that is left over."""
    if not alone:
        return {}
    wanted = reduce(or_, (Q(duty=each.duty, label=each.label, due_on=each.due) for each in alone))
    named = rows.filter(wanted, discharged_on__isnull=True, excused=False).order_by()
    fields = named.values_list("duty", "label", "due_on", "organization_id", "organization__name")
    return {(duty, label, due): (pk, name) for duty, label, due, pk, name in fields}


def tallies_of(found: Iterable[Due]) -> list[Tally]:
    """By duty, how the periods that were FOUND stand."""
    sums: dict[str, Counter[Standing]] = defaultdict(Counter)
    for each in found:
        sums[each.duty].update(each.numbers)
    return [Tally(key, label, {each: sums[key][each] for each in Standing}) for key, label in labels_of(sums).items()]
