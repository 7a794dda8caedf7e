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

from gongjian.rules.periods import Cadence, Period, UntilDay, periods
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


class Due(NamedTuple):
    """NUMBER is the day of the period's last month, or the working day of the month after the period."""

    day: DueDay = DueDay.LAST
    number: int = 0

    def of(self, period: Period | UntilDay, calendar: Calendar) -> date:
        """The day on which the work of a period is due."""
        if self.day == DueDay.WORKING_DAY_AFTER:
            return calendar.nth_working(self.number, since=period.last + ONE_DAY)
        if self.day == DueDay.DAY:
            return period.last.replace(day=min(self.number, period.last.day))
        return period.last


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
    """One period that one organization owes, as of a day. An excused one may have been discharged all the same."""

    organization_id: int
    slot: Slot
    state: State
    discharged_on: date | None = None
    subject_id: int | None = None
    excused: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """How a duty falls due; each part is asked for the first day of a period."""

    cadence: Cadence
    times: Callable[[date], int]
    due: Callable[[date], Due] = lambda first: Due()

    def slots(self, *, since: date, until: date, calendar: Calendar) -> list[Slot]:
        """The periods that begin on or after SINCE and are due by UNTIL, in order."""
        found = (self._slot(each, calendar) for each in periods(self.cadence, since=since, until=until))
        return [each for each in found if since <= each.first and each.due <= until]

    def _slot(self, period: Period | UntilDay, calendar: Calendar) -> Slot:
        due = self.due(period.first).of(period, calendar)
        return Slot(period.key, period.label, period.first, period.last, period.first, due, self.times(period.first))


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
    undone = [(slot, State.OVERDUE if slot.due < on else State.OPEN) for slot in slots]
    for standing in standings:
        pk, founded, ended = standing
        asked = undone if founded is None and ended is None else [each for each in undone if standing.owes(each[0])]
        work, excused = proofs.get(pk), exemptions.get(pk, ())
        if not work and not excused:
            for slot, state in asked:
                yield Occurrence(pk, slot, state)
            continue
        done = by_slot(slots, begins, work or (), on)
        for slot, _ in asked:
            yield judged(pk, slot, done.get(slot.first, ()), excused, on)


def by_slot(
    slots: Sequence[Slot], begins: Sequence[date], proofs: Iterable[Proof], on: date
) -> dict[date, list[Proof]]:
    """The proofs done by a day, under the first day of the slot they serve."""
    found: dict[date, list[Proof]] = {}
    for each in proofs:
        at = bisect_right(begins, each.serves) - 1
        if at >= 0 and each.serves <= slots[at].last and each.on <= on:
            found.setdefault(slots[at].first, []).append(each)
    return found


def judged(pk: int, slot: Slot, done: Sequence[Proof], exemptions: Iterable[Exemption], on: date) -> Occurrence:
    """One owed period as it stands on a day with what was DONE for it; the work that made it whole is named."""
    excused = any(each.covers(slot) for each in exemptions)
    if len(done) >= slot.times:
        last = done[0] if len(done) == 1 else sorted(done, key=ORDER)[slot.times - 1]
        return Occurrence(pk, slot, State.DISCHARGED, last.on, last.subject_id, excused)
    if excused:
        return Occurrence(pk, slot, State.EXCUSED, excused=True)
    return Occurrence(pk, slot, State.OVERDUE if slot.due < on else State.OPEN)
