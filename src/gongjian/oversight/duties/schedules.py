"""The duties in force: the standing ones that folders offer, as the office changed them, and the office's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gongjian.foundation import registry
from gongjian.foundation.registry import StandingDuty
from gongjian.foundation.rulebook import rule
from gongjian.oversight.duties.models import Duty
from gongjian.rules import NotInForce, Rule, citation
from gongjian.rules.owing import DueDay, Schedule, Slot
from gongjian.rules.working_days import Calendar

YEAR = 12


@dataclass(frozen=True)
class DutyInForce:
    """One duty under its key: the STANDING text, if it has one, and the office's CHANGES in the order of their days."""

    key: str
    standing: StandingDuty | None
    changes: tuple[Duty, ...]

    @cached_property
    def label(self) -> str:
        return self.changes[-1].label if self.changes else self.text.label

    @property
    def evidence(self) -> str:
        """The key of the work that discharges it; "" where only a note can say so."""
        return self.standing.evidence if self.standing else self.changes[-1].evidence

    @property
    def lead_days(self) -> int:
        return self.changes[-1].lead_days if self.changes else self.text.lead_days

    @property
    def by_term(self) -> bool:
        return self.standing is not None and self.standing.every == "term"

    @property
    def text(self) -> StandingDuty:
        """The standing text; raises LookupError for a duty that is all the office's own."""
        if self.standing is None:
            raise LookupError(self.key)
        return self.standing

    def change_on(self, day: date) -> Duty | None:
        """What the office had set last on a day."""
        return next((each for each in reversed(self.changes) if each.in_force_from <= day), None)

    def rule_on(self, day: date) -> Rule | None:
        """The rule behind a standing duty, None before it was in force."""
        if self.standing is None:
            return None
        try:
            return rule(self.standing.rule_key, on=day)
        except NotInForce:
            return None

    def months(self, day: date) -> int | None:
        """How many months a period has by what holds on a day; None where nothing is owed."""
        change = self.change_on(day)
        if change is not None:
            return None if change.stopped else change.months
        text = self.rule_on(day)
        if text is None:
            return None
        return YEAR if self.text.every == "year" else text.number

    def times(self, day: date) -> int:
        """How many proofs a period that begins on a day needs."""
        change = self.change_on(day)
        if change is not None:
            return change.times
        text = self.rule_on(day)
        return text.number if text is not None and self.text.every == "year" else 1

    def citation(self, day: date) -> str:
        """Regulation and article, or the office's own words."""
        change = self.change_on(day)
        if change is not None and change.basis:
            return change.basis
        text = self.rule_on(day)
        return citation(text) if text is not None else ""

    def slots(self, *, since: date, until: date, calendar: Calendar) -> list[Slot]:
        """The periods that begin on or after SINCE and are due by UNTIL; none of a duty owed by terms."""
        if self.by_term:
            return []
        day, number = self._due
        return Schedule(self.months, self.times, day, number).slots(since=since, until=until, calendar=calendar)

    @property
    def _due(self) -> tuple[DueDay, int]:
        if self.changes:
            return DueDay(self.changes[-1].due_day), self.changes[-1].due_number
        working_day = self.text.due_working_day
        return (DueDay.WORKING_DAY_AFTER, working_day) if working_day else (DueDay.LAST, 0)


def duties_in_force() -> list[DutyInForce]:
    """All duties there are or were, the standing ones first; one query."""
    changes: dict[str, list[Duty]] = defaultdict(list)
    for each in Duty.objects.order_by("in_force_from"):
        changes[each.key].append(each)
    standing = {each.key: each for each in registry.offers("duties")}
    return [
        DutyInForce(key, standing.get(key), tuple(changes.get(key, ())))
        for key in [*standing, *(key for key in changes if key not in standing)]
    ]


def evidence_of(duties: Sequence[DutyInForce]) -> dict[str, registry.Evidence]:
    """{key: evidence} of what discharges these duties and is installed here."""
    wanted = {each.evidence for each in duties}
    return {each.key: each for each in registry.offers("evidence") if each.key in wanted}
