"""The log told by acts: what an import or a change of many wrote in one go is one line that opens."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from gongjian.entry.log.queries import KINDS
from gongjian.foundation.history import EntryQuerySet
from gongjian.foundation.pages.paging import ROWS, Page, Total, bounded_count
from gongjian.foundation.pages.timeline import Told, told

SHOWN_APART = 3
READ_AT_MOST = 4_000
SAME_ACT = ("at", "actor", "verb", "subject_type")


@dataclass(frozen=True, slots=True)
class Act:
    """Neighboring lines written at one moment by one person who did one thing to records of one kind.

    `newest` and `oldest` are the ids between which they lie, `lines` is how many there are, `ids` are those read.
    """

    at: datetime
    actor: str
    verb: str
    kind: str
    newest: int
    oldest: int
    lines: Total
    ids: tuple[int, ...]

    @property
    def subject(self) -> str:
        return f"{KINDS.get(self.kind, '记录')} {self.lines} 条"

    @property
    def span(self) -> str:
        """How an address asks for these lines; `queries.entries_for` reads it."""
        return f"{self.oldest}-{self.newest}"

    @property
    def is_apart(self) -> bool:
        return self.lines.exact and self.lines.value <= SHOWN_APART


def page_of_acts(rows: EntryQuerySet, *, query: Mapping[str, str]) -> Page:
    """The acts that QUERY asks for by `after` or `before` (an id), newest first, as `Act` or, if few, line by line."""
    before, after = place_in(query, "before"), place_in(query, "after")
    backward = before is not None
    ordered = rows.order_by("pk" if backward else "-pk")
    if start := before or after:
        ordered = past(ordered, start, backward=backward)
    acts, more = first_acts(ordered, backward=backward)
    if backward:
        acts.reverse()
    return Page(
        rows=list(with_lines(acts, rows)),
        before=str(acts[0].newest) if acts and (after or (backward and more)) else "",
        after=str(acts[-1].oldest) if acts and (backward or more) else "",
        total=bounded_count(rows),
    )


def place_in(query: Mapping[str, str], name: str) -> int | None:
    text = query.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def past(rows: EntryQuerySet, pk: int, *, backward: bool) -> EntryQuerySet:
    return rows.filter(pk__gt=pk) if backward else rows.filter(pk__lt=pk)


def first_acts(ordered: EntryQuerySet, *, backward: bool) -> tuple[list[Act], bool]:
    """The acts of the first lines of ORDERED, and whether anything follows. One query, four where an act is huge."""
    lines = ordered.values_list(*SAME_ACT, "pk")[:READ_AT_MOST].iterator(chunk_size=4 * ROWS)
    acts: list[Act] = []
    for (at, actor, verb, kind), group in groupby(lines, key=lambda line: line[:-1]):
        if len(acts) == ROWS:
            return acts, True
        ids = tuple(line[-1] for line in group)
        acts.append(Act(at, actor, verb, kind, max(ids), min(ids), Total(len(ids)), ids))
    if sum(act.lines.value for act in acts) < READ_AT_MOST:
        return acts, False
    last, more = to_its_end(acts.pop(), ordered, backward=backward)
    return [*acts, last], more


def to_its_end(act: Act, ordered: EntryQuerySet, *, backward: bool) -> tuple[Act, bool]:
    """ACT with those of its lines that were not read, and whether another act follows."""
    rest = past(ordered, act.newest if backward else act.oldest, backward=backward)
    same = dict(zip(SAME_ACT, (act.at, act.actor, act.verb, act.kind), strict=True))
    other = rest.exclude(**same).values_list("pk", flat=True).first()
    mine = rest if other is None else past(rest, other, backward=not backward)
    left = bounded_count(mine)
    edge = mine.values_list("pk", flat=True).last() or act.oldest
    lines = Total(act.lines.value + left.value, exact=left.exact)
    return replace(act, newest=max(act.newest, edge), oldest=min(act.oldest, edge), lines=lines), other is not None


def with_lines(acts: list[Act], rows: EntryQuerySet) -> Iterator[Act | Told]:
    """ACTS in order, the small ones as the lines they are."""
    entries = list(rows.filter(pk__in=[pk for act in acts if act.is_apart for pk in act.ids]))
    in_words = dict(zip((each.pk for each in entries), told(entries), strict=True))
    for act in acts:
        if act.is_apart:
            yield from (in_words[pk] for pk in sorted(act.ids, reverse=True) if pk in in_words)
        else:
            yield act
