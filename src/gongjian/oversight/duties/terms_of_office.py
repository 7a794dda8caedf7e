"""The duty that is owed by the end of each term (届期): a re-election (换届)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from gongjian.foundation.history import Entry
from gongjian.oversight.duties.models import Duty
from gongjian.oversight.duties.owers import Ower
from gongjian.registers.organizations.findings import TERM_KINDS, usual_terms
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Exemption, Occurrence, Slot, judged
from gongjian.rules.owing import Proof as Election
from gongjian.rules.terms import term_ends

HELD = "换届"


class Office(NamedTuple):
    """What is known of an organization's present term."""

    elected: date | None
    years: int | None
    postponed: date | None


def term_occurrences(
    owers: Sequence[Ower],
    window: Any,
    *,
    usual: Callable[[str], int],
    held: Mapping[int, Mapping[date, date | None]],
    exemptions: Mapping[int, Sequence[Exemption]],
    said: Duty,
) -> Iterator[tuple[str, Occurrence]]:
    """(path, occurrence) of every term that ends in the window; the next election discharges it."""
    offices = offices_of(window.among)
    for ower in owers:
        pk, founded, _ = ower.standing
        office = offices.get(pk)
        if office is None:
            continue
        elected = held.get(pk, {})
        begins = sorted({each for each in (office.elected or founded, *elected) if each})
        for start, following in pairwise([*begins, None]):
            if start is None:
                continue
            until = office.postponed if following is None else elected.get(following)
            slot = slot_of(start, office.years or usual(ower.path), until, said.lead_days)
            in_window = max(ower.begins, window.since) <= slot.due <= window.until
            if in_window and ower.standing.owes(slot):
                done = [Election(pk, start, following, pk)] if following and following <= window.on else []
                yield ower.path, judged(pk, slot, done, exemptions.get(pk, ()), window.on)


def slot_of(start: date, years: int, postponed: date | None, lead_days: int) -> Slot:
    """The term that begins on START; an approved postponement moves its end."""
    due = max(term_ends(start, years), postponed or date.min)
    label = f"{due.year} 年 {due.month} 月到期的一届"
    return Slot(f"{start}~{due}", label, start, due, due - timedelta(days=lead_days), due, 1)


def offices_of(among: Sequence[int] | None) -> dict[int, Office]:
    """{organization id: its present term} of those that have terms; one query."""
    rows = Organization.objects.filter(kind__in=TERM_KINDS)
    rows = rows if among is None else rows.filter(pk__in=among)
    fields = ("pk", "elected_on", "term_years", "postponed_until")
    return {pk: Office(*office) for pk, *office in rows.values_list(*fields)}


def usual_term(on: date) -> Callable[[str], int]:
    """How many years a term has by default, by the path of the organization."""
    years, residential = usual_terms(on)
    return lambda path: years["community" if path.startswith(residential) else "other"]


def elections(among: Sequence[int] | None) -> dict[int, dict[date, date | None]]:
    """{organization id: {day of an election: until when the term before it had been postponed}}, as the history tells.

    It tells of the elections written down and of those before them; one query.
    """
    rows = Entry.objects.filter(subject_type="organizations", verb=HELD)
    rows = rows if among is None else rows.filter(subject_id__in=among)
    found: dict[int, dict[date, date | None]] = defaultdict(dict)
    for pk, changes in rows.order_by("pk").values_list("subject_id", "changes"):
        before, after = day_pair(changes, "elected_on")
        if before:
            found[pk].setdefault(before, None)
        if after:
            found[pk][after] = day_pair(changes, "postponed_until")[0]
    return found


def day_pair(changes: Mapping[str, Any] | None, field: str) -> tuple[date | None, date | None]:
    """(before, after) of a day that a line of the history says was changed, None for none."""
    before, after = (changes or {}).get(field) or (None, None)
    return before and date.fromisoformat(before), after and date.fromisoformat(after)
