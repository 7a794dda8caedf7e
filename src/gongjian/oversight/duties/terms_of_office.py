"""What is owed by the end of each term (届期): a re-election (换届), and what an office asks for once in every term."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from gongjian.foundation.history import Entry
from gongjian.oversight.duties.owers import Ower
from gongjian.registers.organizations.findings import TERM_KINDS, usual_terms
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import Exemption, Occurrence, Proof, Slot, by_slot, judged
from gongjian.rules.terms import term_ends

HELD = "换届"
ONE_DAY = timedelta(days=1)


class Office(NamedTuple):
    """What is known of an organization's present term."""

    elected: date | None
    years: int | None
    postponed: date | None


class Term(NamedTuple):
    """A term of office of one organization: its FIRST day, when it is DUE to end, and when the next one began."""

    ower: Ower
    first: date
    due: date
    following: date | None

    @property
    def last(self) -> date:
        """Its last day; an early re-election ends it on the day before."""
        return min(self.due, self.following - ONE_DAY) if self.following else self.due


def terms_of(owers: Sequence[Ower], window: Any) -> list[Term]:
    """The terms of those that have them, one after another, as far as the history tells; four queries."""
    usual, held, offices = usual_term(window.on), elections(window.among), offices_of(window.among)
    return [
        term
        for each in owers
        if (office := offices.get(each.standing.organization_id)) is not None
        for term in terms_in(each, office, usual, held.get(each.standing.organization_id, {}))
    ]


def terms_in(
    ower: Ower, office: Office, usual: Callable[[str], int], elected: Mapping[date, date | None]
) -> Iterator[Term]:
    """The terms of one organization, from its founding or its first election known."""
    begins = sorted({each for each in (office.elected or ower.standing.founded, *elected) if each})
    for start, following in pairwise([*begins, None]):
        if start is not None:
            until = office.postponed if following is None else elected.get(following)
            due = max(term_ends(start, office.years or usual(ower.path)), until or date.min)
            yield Term(ower, start, due, following)


def election_of(term: Term, window: Any, excused: Sequence[Exemption], lead_days: int) -> Occurrence | None:
    """The re-election owed at the end of a term, discharged by the next one; None outside the window."""
    slot = slot_of(term.first, term.due, opens=term.due - timedelta(days=lead_days))
    if not is_asked(term.ower, slot, window):
        return None
    pk, held = term.ower.standing.organization_id, term.following
    done = [Proof(pk, term.first, held, pk)] if held and held <= window.on else []
    return judged(pk, slot, done, excused, window.on)


def within_term(
    term: Term, window: Any, proofs: Iterable[Proof], excused: Sequence[Exemption], times: int
) -> Occurrence | None:
    """What is owed TIMES within a term, discharged by work that serves a day of it; None outside the window."""
    slot = slot_of(term.first, term.last, opens=term.first, times=times)
    if not is_asked(term.ower, slot, window):
        return None
    done = by_slot([slot], [slot.first], proofs, window.on).get(slot.first, ())
    return judged(term.ower.standing.organization_id, slot, done, excused, window.on)


def is_asked(ower: Ower, slot: Slot, window: Any) -> bool:
    """Whether the end of a term lies in the window, and after the calendar of its organization starts."""
    return max(ower.begins, window.since) <= slot.due <= window.until and ower.standing.owes(slot)


def slot_of(first: date, due: date, *, opens: date, times: int = 1) -> Slot:
    """The term from FIRST until DUE."""
    return Slot(f"{first}~{due}", f"{due.year} 年 {due.month} 月到期的一届", first, due, opens, due, times)


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
