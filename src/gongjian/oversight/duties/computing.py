"""From registers and evidence to every period owed and how it stands: computed anew, whatever is stored."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gongjian.oversight.duties.calendars import working_calendar
from gongjian.oversight.duties.models import Exemption
from gongjian.oversight.duties.owers import standings, start_at, starts
from gongjian.oversight.duties.schedules import DutyInForce, duties_in_force, evidence_of
from gongjian.oversight.duties.terms_of_office import term_occurrences
from gongjian.rules.owing import Exemption as Excused
from gongjian.rules.owing import Occurrence, Proof, Standing, occurrences

Proofs = Mapping[int, Sequence[Proof]]


class Owed(NamedTuple):
    """One period that one organization owes, with the duty and the organization's path."""

    duty: DutyInForce
    path: str
    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class Window:
    """Which periods are asked for: due from SINCE until UNTIL, judged ON a day, of those AMONG or of all."""

    since: date
    until: date
    on: date
    among: Sequence[int] | None = None


def owed(window: Window) -> Iterator[Owed]:
    """Every period due in the window, duty by duty, organization by organization in the order of the tree."""
    begun = starts()
    if not begun:
        return
    duties = duties_in_force()
    proofs = proofs_of(duties, min(begun.values()), window)
    exemptions = exemptions_of(window.among)
    for duty in duties:
        excused = exemptions.get(duty.key, {})
        if duty.by_term:
            yield from (Owed(duty, path, each) for path, each in term_occurrences(duty, window, begun, excused))
        else:
            yield from of_periods(duty, window, begun, proofs.get(duty.evidence, {}), excused)


def of_periods(
    duty: DutyInForce,
    window: Window,
    begun: dict[str, date],
    proofs: Proofs,
    exemptions: Mapping[int, Sequence[Excused]],
) -> Iterator[Owed]:
    """The periods of one duty; each part of the tree is asked from the day its calendar starts."""
    calendar = working_calendar()
    slots = duty.slots(since=min(begun.values()), until=window.until, calendar=calendar)
    slots = [each for each in slots if each.due >= window.since]
    for first, group in by_start(standings(duty, window.among), begun).items():
        paths = {standing.organization_id: path for standing, path in group}
        asked = [each for each in slots if each.first >= first]
        found = occurrences(
            asked, [standing for standing, _ in group], proofs=proofs, exemptions=exemptions, on=window.on
        )
        yield from (Owed(duty, paths[each.organization_id], each) for each in found)


def by_start(owers: Sequence[tuple[Standing, str]], begun: dict[str, date]) -> dict[date, list[tuple[Standing, str]]]:
    """Those whose calendar has started, under the day it did."""
    found: dict[date, list[tuple[Standing, str]]] = defaultdict(list)
    for standing, path in owers:
        first = start_at(path, begun)
        if first is not None:
            found[first].append((standing, path))
    return found


def proofs_of(duties: Sequence[DutyInForce], since: date, window: Window) -> dict[str, Proofs]:
    """{evidence: {organization id: proofs}} of the work that may serve a period of the window."""
    until = max(window.until, window.on)
    found: dict[str, Proofs] = {}
    for key, evidence in evidence_of(duties).items():
        grouped: dict[int, list[Proof]] = defaultdict(list)
        for proof in evidence.find(among=window.among, since=since, until=until):
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
