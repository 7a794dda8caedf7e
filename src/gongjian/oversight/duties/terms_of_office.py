"""The duty that is owed by the end of each term (届期): a re-election (换届)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from gongjian.foundation.history import Entry
from gongjian.oversight.duties.owers import start_at
from gongjian.oversight.duties.schedules import DutyInForce
from gongjian.registers.organizations.findings import TERM_KINDS, usual_terms
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Exemption, Occurrence, Slot, Standing, judged
from gongjian.rules.owing import Proof as Election
from gongjian.rules.terms import term_ends

HELD = "换届"


def term_occurrences(
    duty: DutyInForce, window: Any, begun: dict[str, date], exemptions: Mapping[int, Sequence[Exemption]]
) -> Iterator[tuple[str, Occurrence]]:
    """(path, occurrence) of every term that ends in the window; the next election discharges it."""
    usual, residential = usual_terms(window.on)
    held = elections(window.among)
    rows = Organization.objects.filter(kind__in=TERM_KINDS)
    rows = rows if window.among is None else rows.filter(pk__in=window.among)
    fields = ("pk", "path", "founded_on", "ended_on", "elected_on", "term_years", "postponed_until")
    for pk, path, founded, ended, elected, years, postponed in rows.order_by("path").values_list(*fields):
        first = start_at(path, begun)
        term = years or usual["community" if path.startswith(residential) else "other"]
        begins = sorted({each for each in (elected or founded, *held.get(pk, ())) if each})
        for start, following in pairwise([*begins, None]):
            until = postponed if following is None else None
            slot = slot_of(start, term, until, duty.lead_days)
            in_window = first is not None and max(first, window.since) <= slot.due <= window.until
            if in_window and Standing(pk, founded, ended).owes(slot):
                done = [Election(pk, start, following, pk)] if following and following <= window.on else []
                yield path, judged(pk, slot, done, exemptions.get(pk, ()), window.on)


def slot_of(start: date, years: int, postponed: date | None, lead_days: int) -> Slot:
    """The term that begins on START; an approved postponement moves its end."""
    due = max(term_ends(start, years), postponed or date.min)
    label = f"{start:%Y-%m-%d} 至 {due:%Y-%m-%d} 的一届"
    return Slot(f"{start}~{due}", label, start, due, due - timedelta(days=lead_days), due, 1)


def elections(among: Sequence[int] | None) -> dict[int, list[date]]:
    """{organization id: days of the elections the history tells of, and of those before them}."""
    rows = Entry.objects.filter(subject_type="organizations", verb=HELD)
    rows = rows if among is None else rows.filter(subject_id__in=among)
    found: dict[int, list[date]] = defaultdict(list)
    for pk, changes in rows.values_list("subject_id", "changes"):
        days = (changes or {}).get("elected_on") or ()
        found[pk].extend(date.fromisoformat(each) for each in days if each)
    return found
