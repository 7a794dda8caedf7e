"""The duties in force: the standing ones that folders offer, as the office changed them, and the office's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from gongjian.foundation import registry
from gongjian.foundation.rulebook import rule
from gongjian.foundation.work import StandingDuty
from gongjian.oversight.duties.models import Duty
from gongjian.oversight.duties.terms import Rhythm
from gongjian.rules import NotInForce, Rule, citation
from gongjian.rules.owing import Due, DueDay, Schedule, Slot
from gongjian.rules.periods import ChosenDays, counted_from
from gongjian.rules.periods import Rhythm as Rhythmic
from gongjian.rules.working_days import Calendar

YEAR = 12


@dataclass(frozen=True)
class DutyInForce:
    """One duty under its key: the STANDING text, if it has one, and the office's CHANGES in the order of their days.

    CHOSEN is {id of a change: organizations chosen by hand}.
    """

    key: str
    standing: StandingDuty | None
    changes: tuple[Duty, ...] = ()
    chosen: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @property
    def latest(self) -> Duty:
        """What is said of it last, for its name and for changing it."""
        return self.changes[-1] if self.changes else self.text

    @property
    def label(self) -> str:
        return self.latest.label

    @property
    def evidence(self) -> str:
        """The key of the work that discharges it now."""
        return self.latest.evidence

    @property
    def by_term(self) -> bool:
        """Whether it is owed once in every term (届期); that never changes."""
        if self.standing is not None:
            return self.standing.every == "term"
        return self.changes[0].rhythm == Rhythm.TERM

    @property
    def is_election(self) -> bool:
        """Whether it is the re-election itself: what is overdue of it is found, and ended, elsewhere."""
        return self.by_term and self.standing is not None

    @property
    def path(self) -> str:
        """Where it is owed: at this path and below, "" everywhere."""
        return self.changes[-1].org_path if self.changes and self.standing is None else ""

    @cached_property
    def text(self) -> Duty:
        """The standing text in the form of what an office sets; raises LookupError for a duty all the office's own."""
        if self.standing is None:
            raise LookupError(self.key)
        day = self.standing.due_working_day
        return Duty(
            key=self.key,
            label=self.standing.label,
            evidence=self.standing.evidence,
            kinds=[str(each) for each in self.standing.kinds],
            bodies=[str(each) for each in self.standing.bodies],
            needs=self.standing.needs,
            months=1,
            due_day=DueDay.WORKING_DAY_AFTER if day else DueDay.LAST,
            due_number=day,
            lead_days=self.standing.lead_days,
        )

    def change_on(self, day: date) -> Duty | None:
        """What the office had set last on a day."""
        return next((each for each in reversed(self.changes) if each.in_force_from <= day), None)

    def said_on(self, day: date) -> Duty:
        """What holds of it on a day; of an office's own duty, before its first day, what will hold."""
        return self.change_on(day) or (self.text if self.standing else self.changes[0])

    def deciding(self, first: date, due: date) -> date:
        """The day by which it is decided what holds of a period: of what is owed in a term, its last."""
        return due if self.by_term and not self.is_election else first

    def chosen_in(self, said: Duty) -> frozenset[int]:
        """The organizations chosen by hand by what is SAID."""
        return self.chosen.get(said.pk, frozenset())

    def rule_on(self, day: date) -> Rule | None:
        """The rule behind a standing duty, None before it was in force."""
        if self.standing is None:
            return None
        try:
            return rule(self.standing.rule_key, on=day)
        except NotInForce:
            return None

    def rhythm(self, day: date) -> Rhythmic | None:
        """How periods are cut by what holds on a day; None where nothing is owed, or it is owed by terms."""
        if self.by_term:
            return None
        change = self.change_on(day)
        if change is not None:
            return None if change.stopped else rhythm_of(change)
        text = self.rule_on(day)
        if text is None or self.standing is None:
            return None
        return YEAR if self.standing.every == "year" else text.number

    def times(self, day: date) -> int:
        """How many proofs a period that begins on a day needs."""
        change = self.change_on(day)
        if change is not None:
            return change.times
        text = self.rule_on(day)
        return text.number if text is not None and self.standing and self.standing.every == "year" else 1

    def due(self, day: date) -> Due:
        """When a period that begins on a day is due."""
        said = self.said_on(day)
        return Due() if said.rhythm == Rhythm.DAYS else Due(DueDay(said.due_day), said.due_number)

    def citation(self, day: date) -> str:
        """Regulation and article, or the office's own words."""
        change = self.change_on(day)
        if change is not None and change.basis:
            return change.basis
        text = self.rule_on(day)
        return citation(text) if text is not None else ""

    def phases(self, *, since: date, until: date, calendar: Calendar) -> Iterator[tuple[Duty, list[Slot]]]:
        """(what holds, its periods in order) of those that begin on or after SINCE and are due by UNTIL."""
        slots = Schedule(self.rhythm, self.times, self.due).slots(since=since, until=until, calendar=calendar)
        for _, group in groupby(slots, key=lambda slot: self.said_on(slot.first).in_force_from):
            held = list(group)
            yield self.said_on(held[0].first), held


def rhythm_of(said: Duty) -> Rhythmic:
    """How the periods of what an office set are cut."""
    if said.rhythm == Rhythm.DAYS:
        return ChosenDays(tuple(sorted((int(each[:2]), int(each[3:])) for each in said.days)))
    return counted_from(said.counted_from, said.months) if said.counted_from else said.months


def duties_in_force() -> list[DutyInForce]:
    """All duties there are or were, the standing ones first; two queries."""
    changes: dict[str, list[Duty]] = defaultdict(list)
    for each in Duty.objects.order_by("in_force_from"):
        changes[each.key].append(each)
    chosen = chosen_by_hand() if changes else {}
    standing = {each.key: each for each in registry.offers("duties")}
    return [
        DutyInForce(key, standing.get(key), tuple(changes.get(key, ())), chosen)
        for key in [*standing, *(key for key in changes if key not in standing)]
    ]


def labels_of(keys: Iterable[str]) -> dict[str, str]:
    """{key: name} of these duties, the standing ones first; a query only where some are the office's own."""
    standing = {each.key: each.label for each in registry.offers("duties")}
    wanted = set(keys)
    own = wanted - standing.keys()
    rows = Duty.objects.filter(key__in=own).order_by("in_force_from").values_list("key", "label") if own else ()
    return {key: label for key, label in standing.items() if key in wanted} | dict(rows)


def chosen_by_hand() -> dict[int, frozenset[int]]:
    """{id of a change: the organizations chosen by hand}."""
    found: dict[int, set[int]] = defaultdict(set)
    for change, organization in Duty.chosen.through.objects.values_list("duty_id", "organization_id"):
        found[change].add(organization)
    return {pk: frozenset(ids) for pk, ids in found.items()}


def evidence_of(duties: Sequence[DutyInForce]) -> dict[str, registry.Evidence]:
    """{key: evidence} of what discharges these duties, or did, and is installed here."""
    wanted = {said.evidence for each in duties for said in (*each.changes, *([each.text] if each.standing else []))}
    return {each.key: each for each in registry.offers("evidence") if each.key in wanted}
