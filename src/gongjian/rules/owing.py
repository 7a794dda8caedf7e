"""What an organization owes, when, and whether it was done: the pure engine of the duties (应办) calendar.

A duty cuts the calendar into periods. An organization owes a period when it stood on its first day and still stands on
the day it is due. Work done for the period discharges it, however late; an exemption (免办) that holds on the period's
first day excuses it; what is neither on the day after it was due is overdue.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from gongjian.rules.periods import Cadence, Period, periods
from gongjian.rules.working_days import Calendar

ONE_DAY = timedelta(days=1)
ORDER = attrgetter("on", "subject_id")


class State(StrEnum):
    OPEN = "open"
    DISCHARGED = "discharged"
    EXCUSED = "excused"
    OVERDUE = "overdue"

    @property
    def label(self) -> str:
        """The Chinese word shown on screen and written into sheets."""
        return STATE_LABELS[self]


STATE_LABELS = {State.OPEN: "待办", State.DISCHARGED: "已办", State.EXCUSED: "免办", State.OVERDUE: "逾期"}


class DueDay(StrEnum):
    """On which day of a period its work is due."""

    LAST = "last"
    DAY = "day"
    WORKING_DAY_AFTER = "working day after"


class Slot(NamedTuple):
    """One period of a duty: its FIRST and LAST day, when it may be begun, when it is due, how often it is owed."""

    key: str
    label: str
    first: date
    last: date
    opens: date
    due: date
    times: int


class Standing(NamedTuple):
    """An organization and how long it stands: from FOUNDED to the day before ENDED, None where unknown or not yet."""

    organization_id: int
    founded: date | None = None
    ended: date | None = None

    def owes(self, slot: Slot) -> bool:
        begun = self.founded is None or self.founded <= slot.first
        return begun and (self.ended is None or self.ended > slot.due)


class Proof(NamedTuple):
    """Work an organization has done: a day of the period it SERVES, the day it was done ON, and its record."""

    organization_id: int
    serves: date
    on: date
    subject_id: int


class Exemption(NamedTuple):
    """The periods that begin from FIRST until LAST are excused."""

    first: date
    last: date

    def covers(self, slot: Slot) -> bool:
        return self.first <= slot.first <= self.last


class Occurrence(NamedTuple):
    """One period that one organization owes, as of a day."""

    organization_id: int
    slot: Slot
    state: State
    discharged_on: date | None = None
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a duty falls due. `due_number` is the day of the month, or the working day of the month after the period."""

    cadence: Cadence
    times: Callable[[date], int]
    due_day: DueDay = DueDay.LAST
    due_number: int = 0

    def slots(self, *, since: date, until: date, calendar: Calendar) -> list[Slot]:
        """The periods that begin on or after SINCE and are due by UNTIL, in order."""
        found = (self._slot(each, calendar) for each in periods(self.cadence, since=since, until=until))
        return [each for each in found if since <= each.first and each.due <= until]

    def _slot(self, period: Period, calendar: Calendar) -> Slot:
        due = self._due(period, calendar)
        return Slot(period.key, period.label, period.first, period.last, period.first, due, self.times(period.first))

    def _due(self, period: Period, calendar: Calendar) -> date:
        if self.due_day == DueDay.WORKING_DAY_AFTER:
            return calendar.nth_working(self.due_number, since=period.last + ONE_DAY)
        if self.due_day == DueDay.DAY:
            return period.last.replace(day=min(self.due_number, period.last.day))
        return period.last


def occurrences(
    slots: Sequence[Slot],
    standings: Iterable[Standing],
    *,
    proofs: Mapping[int, Iterable[Proof]],
    exemptions: Mapping[int, Sequence[Exemption]],
    on: date,
) -> Iterator[Occurrence]:
    """Every period of SLOTS, which are in order, that each of STANDINGS owes, judged on a day.

    PROOFS and EXEMPTIONS are by organization id. Proofs done after the day are not known yet.
    """
    begins = [slot.first for slot in slots]
    for standing in standings:
        pk = standing.organization_id
        work = by_slot(slots, begins, proofs.get(pk, ()), on)
        excused = exemptions.get(pk, ())
        for slot in slots:
            if standing.owes(slot):
                yield judged(pk, slot, work.get(slot, ()), excused, on)


def by_slot(
    slots: Sequence[Slot], begins: Sequence[date], proofs: Iterable[Proof], on: date
) -> dict[Slot, list[Proof]]:
    """The proofs done by a day, under the slot they serve."""
    found: dict[Slot, list[Proof]] = {}
    for each in proofs:
        at = bisect_right(begins, each.serves) - 1
        if at >= 0 and each.serves <= slots[at].last and each.on <= on:
            found.setdefault(slots[at], []).append(each)
    return found


def judged(pk: int, slot: Slot, done: Sequence[Proof], exemptions: Iterable[Exemption], on: date) -> Occurrence:
    """One owed period as it stands on a day with what was DONE for it; the work that made it whole is named."""
    if len(done) >= slot.times:
        last = sorted(done, key=ORDER)[slot.times - 1]
        return Occurrence(pk, slot, State.DISCHARGED, last.on, last.subject_id)
    if any(each.covers(slot) for each in exemptions):
        return Occurrence(pk, slot, State.EXCUSED)
    return Occurrence(pk, slot, State.OVERDUE if slot.due < on else State.OPEN)
