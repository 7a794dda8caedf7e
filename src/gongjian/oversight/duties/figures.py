"""How organizations do what they owe, as numbers: for reports, for assessment, and the periods behind each number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from gongjian.foundation.work import Figure
from gongjian.oversight.duties.models import Occurrence, OccurrenceQuerySet
from gongjian.oversight.duties.queries import standing_of, stands
from gongjian.oversight.duties.schedules import labels_of
from gongjian.oversight.duties.showing import address
from gongjian.oversight.duties.terms import Standing

GROUP = "应办"
PERCENT = 100
MISSED = (Standing.OVERDUE, Standing.LATE)


class Performance(NamedTuple):
    """Of the periods due in a time: how many were done on time, done late, not done; those not due yet are in none."""

    on_time: int
    late: int
    overdue: int

    @property
    def owed(self) -> int:
        return self.on_time + self.late + self.overdue

    @property
    def share(self) -> int | None:
        """Whole percent done on time, rounded down; None where nothing was owed."""
        return self.on_time * PERCENT // self.owed if self.owed else None


class Missed(NamedTuple):
    """A period that was not done on time, in words, and its page."""

    text: str
    url: str


def due_within(*, path: str, since: date, until: date, duty: str = "") -> OccurrenceQuerySet:
    """Periods of an organization and all below it that are due from SINCE until UNTIL, of one duty or of all."""
    rows = Occurrence.objects.below(path).filter(due_on__gte=since, due_on__lte=until)
    return rows.filter(duty=duty) if duty else rows


def performance(*, path: str, since: date, until: date, duty: str = "") -> Performance:
    """One query; how they stand is judged today, as the rows behind the numbers are."""
    conditions = standing_of(timezone.localdate())
    wanted = {"on_time": Standing.DONE, "late": Standing.LATE, "overdue": Standing.OVERDUE}
    counted = {name: Count("pk", filter=conditions[standing]) for name, standing in wanted.items()}
    return Performance(**due_within(path=path, since=since, until=until, duty=duty).aggregate(**counted))


def missed(*, path: str, since: date, until: date, duty: str = "", late: bool = True) -> Iterator[Missed]:
    """What was not done, and with LATE also what was done late, the earliest first; two queries."""
    on = timezone.localdate()
    conditions = standing_of(on)
    wanted = conditions[Standing.OVERDUE] | (conditions[Standing.LATE] if late else Q(pk__in=[]))
    rows = due_within(path=path, since=since, until=until, duty=duty).filter(wanted)
    found = list(rows.select_related("organization").order_by("due_on", "org_path", "pk"))
    labels = labels_of({each.duty for each in found})
    for each in found:
        done = f"，{each.discharged_on} 才办" if stands(each, on) == Standing.LATE else "没有办"
        text = f"{each.organization.name}：{each.label}的{labels.get(each.duty, each.duty)}{done}"
        yield Missed(text, reverse("duty_period", args=[each.pk]))


def missed_number(*, path: str, since: date, until: date, duty: str = "") -> int:
    """How many were done late or not at all."""
    found = performance(path=path, since=since, until=until, duty=duty)
    return found.late + found.overdue


def rows_of(organization: Any, since: date, until: date, *, state: str = "", duty: str = "") -> str:
    """The address of the periods behind a number."""
    return address("duty_periods", organization=organization.pk, duty=duty, state=state, since=since, until=until)


def counting(of: Callable[[Performance], int]) -> Callable[..., int]:
    def count(*, path: str, since: date, until: date) -> int:
        return of(performance(path=path, since=since, until=until))

    return count


FIGURES = (
    Figure("duties_owed", "到期的应办", "期", counting(lambda found: found.owed), rows_of, GROUP),
    Figure(
        "duties_on_time", "按时办的", "期", counting(lambda found: found.on_time), partial(rows_of, state="done"), GROUP
    ),
    Figure(
        "duties_late", "逾期补办的", "期", counting(lambda found: found.late), partial(rows_of, state="late"), GROUP
    ),
    Figure(
        "duties_overdue",
        "逾期没有办的",
        "期",
        counting(lambda found: found.overdue),
        partial(rows_of, state="overdue"),
        GROUP,
    ),
)
