"""From registers and evidence to every period owed and how it stands: computed anew, whatever is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongjian.foundation.bulk import undisturbed
from gongjian.oversight.duties.calendars import working_calendar
from gongjian.oversight.duties.models import Duty, Exemption
from gongjian.oversight.duties.owers import Ower, owers, starts
from gongjian.oversight.duties.schedules import DutyInForce, duties_in_force, evidence_of
from gongjian.oversight.duties.terms_of_office import Term, election_of, terms_of, within_term
from gongjian.rules.owing import Exemption as Excused
from gongjian.rules.owing import Occurrence, Proof, Slot, occurrences

Proofs = Mapping[int, Sequence[Proof]]
Exemptions = Mapping[int, Sequence[Excused]]


class Owed(NamedTuple):
    """One period that one organization owes, with the duty, what is said of it then, and the organization's path."""

    duty: DutyInForce
    said: Duty
    path: str
    occurrence: Occurrence

    def is_asked(self, on: date) -> bool:
        """Whether it stands on a day: what no work can discharge only reminds, until the day it is due is past."""
        return bool(self.said.evidence) or self.duty.is_election or self.occurrence.slot.due >= on


@dataclass(frozen=True, slots=True)
class Window:
    """Which periods are asked for: due from SINCE until UNTIL, judged ON a day, of those AMONG or of all."""

    since: date
    until: date
    on: date
    among: Sequence[int] | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What periods follow from, read once."""

    begun: Mapping[str, date]
    owers: Sequence[Ower]
    terms: Sequence[Term]
    proofs: Mapping[str, Proofs]
    exemptions: Mapping[str, Exemptions]


def owed(window: Window) -> Iterator[Owed]:
    """Every period due in the window, duty by duty, organization by organization in the order of the tree."""
    for _, found in owed_by_duty(window):
        yield from found


def owed_by_duty(window: Window) -> Iterator[tuple[str, Iterator[Owed]]]:
    """(key of a duty, its periods due in the window); nothing before any calendar has started."""
    begun = starts()
    if not begun:
        return
    duties = duties_in_force()
    asked = owers(window.among, begun)
    terms = terms_of(asked, window) if any(each.by_term for each in duties) else []
    in_terms = [each.first for each in terms] if any(each.by_term and not each.is_election for each in duties) else []
    proofs = proofs_of(duties, min([*begun.values(), *in_terms]), window)
    known = Known(begun, asked, terms, proofs, exemptions_of(window.among))
    for duty in duties:
        yield duty.key, (each for each in computed(duty)(duty, window, known) if each.is_asked(window.on))


def computed(duty: DutyInForce) -> Callable[[DutyInForce, Window, Known], Iterator[Owed]]:
    """How the periods of a duty are found."""
    if duty.is_election:
        return of_elections
    return of_terms if duty.by_term else of_periods


def of_periods(duty: DutyInForce, window: Window, known: Known) -> Iterator[Owed]:
    """The periods of one duty; each part of the tree is asked from the day its calendar starts."""
    exemptions = known.exemptions.get(duty.key, {})
    since = min(known.begun.values())
    for said, slots in duty.phases(since=since, until=window.until, calendar=working_calendar()):
        chosen = duty.chosen_in(said)
        asked = [each for each in known.owers if each.owes(said, chosen, duty.path)]
        paths = {each.standing.organization_id: each.path for each in asked}
        proofs = known.proofs.get(said.evidence, {})
        for wanted, group in by_start(asked, [each for each in slots if each.due >= window.since]):
            standings = [each.standing for each in group]
            for found in occurrences(wanted, standings, proofs=proofs, exemptions=exemptions, on=window.on):
                yield Owed(duty, said, paths[found.organization_id], found)


def of_elections(duty: DutyInForce, window: Window, known: Known) -> Iterator[Owed]:
    """The re-elections at the end of the terms of office that end in the window."""
    exemptions, said = known.exemptions.get(duty.key, {}), duty.latest
    for term in known.terms:
        excused = exemptions.get(term.ower.standing.organization_id, ())
        found = election_of(term, window, excused, said.lead_days)
        if found is not None:
            yield Owed(duty, said, term.ower.path, found)


def of_terms(duty: DutyInForce, window: Window, known: Known) -> Iterator[Owed]:
    """What an office asks for once in every term, of the terms that end in the window while it holds."""
    exemptions = known.exemptions.get(duty.key, {})
    for term in known.terms:
        said = duty.change_on(term.last)
        if said is None or said.stopped or not term.ower.owes(said, duty.chosen_in(said), duty.path):
            continue
        pk = term.ower.standing.organization_id
        proofs = known.proofs.get(said.evidence, {}).get(pk, ())
        found = within_term(term, window, proofs, exemptions.get(pk, ()), said.times)
        if found is not None:
            yield Owed(duty, said, term.ower.path, found)


def by_start(asked: Sequence[Ower], slots: Sequence[Slot]) -> Iterator[tuple[list[Slot], list[Ower]]]:
    """(the periods asked for, of whom), by the day on which the calendar starts for them."""
    groups: dict[date, list[Ower]] = defaultdict(list)
    for each in asked:
        groups[each.begins].append(each)
    for first, group in groups.items():
        yield [each for each in slots if each.first >= first], group


@undisturbed()
def proofs_of(duties: Sequence[DutyInForce], since: date, window: Window) -> dict[str, Proofs]:
    """{evidence: {organization id: proofs}} of the work that may serve a period of the window."""
    found: dict[str, Proofs] = {}
    for key, evidence in evidence_of(duties).items():
        grouped: dict[int, list[Proof]] = defaultdict(list)
        for proof in evidence.find(among=window.among, since=since, until=window.until):
            grouped[proof.organization_id].append(proof)
        found[key] = grouped
    return found


def exemptions_of(among: Sequence[int] | None) -> dict[str, dict[int, list[Excused]]]:
    """{duty: {organization id: exemptions}}."""
    rows = Exemption.objects.all() if among is None else Exemption.objects.filter(organization__in=among)
    found: dict[str, dict[int, list[Excused]]] = defaultdict(lambda: defaultdict(list))
    for duty, pk, first, last in rows.values_list("duty", "organization", "first", "last"):
        found[duty][pk].append(Excused(first, last))
    return found
