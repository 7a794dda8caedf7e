"""Rows found by a part of their name, among those a viewer may see, best first.

The first PROBE endings that begin with the text are looked up, each row by its key, and in the same breath, for a text
so common that too few of these are the viewer's, as many as it takes: one who sees much soon meets enough. For one who
sees SOME rows their ids are gathered before, so that only these are looked up; for one who sees FEW each of them is
asked instead. No plan hangs on what the database guesses about its data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, Value

from gongjian.foundation.asking import NO_SEARCH, Search
from gongjian.foundation.columns import APART, InOneColumn, Unindexed, row_by_row, starts_with
from gongjian.foundation.compiled import Compiled, Rows
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.search import SHORTEST, TERM_LENGTH, Term, fold, spelled

PROBE, FEW, SOME, MORE = 250, 500, 2_000, 4


class Named(NamedTuple):
    """A row that was found; its kind and code as stored."""

    pk: int
    kind: str
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class Names:
    """How one kind of row is looked up: SUBJECT_TYPE as in `touch`, its name, and the columns told beside the name."""

    subject_type: str
    kind: str = ""
    code: str = ""
    name: str = "name"

    def terms(self, word: str) -> QuerySet[Term]:
        return Term.objects.filter(starts_with("term", word), subject_type=self.subject_type)

    def told(self) -> InOneColumn:
        kind, code = (column or Value("") for column in (self.kind, self.code))
        return InOneColumn(kind, code, self.name)

    def along(self, rows: QuerySet[Any], word: str) -> QuerySet[Any, Any]:
        """Each term that begins with WORD, in their order: its subject, and what is told of it if it is one of ROWS."""
        subject = rows.order_by().filter(pk=OuterRef("subject_id")).values(told=self.told())
        terms = self.terms(word).annotate(told=Subquery(subject)).order_by("term")
        return terms.values_list("subject_id", "told")

    def theirs(self, rows: QuerySet[Any], word: str) -> QuerySet[Any, Any]:
        """The same, only the terms of ROWS."""
        return self.along(rows, word).filter(told__isnull=False)

    def gathered(self, rows: QuerySet[Any], word: str, among: QuerySet[Any]) -> QuerySet[Any, Any]:
        """The same, where ROWS are AMONG so few that all their ids are gathered before anything is looked up."""
        return self.theirs(rows, word).filter(row_by_row(Q(subject_id__in=among.order_by().values("pk"))))

    def through(self, rows: QuerySet[Any], word: str) -> QuerySet[Any, Any]:
        """Those of ROWS with such a term, each asked by its key: no index begins with the type as read here."""
        terms = Term.objects.alias(type_read=Unindexed("subject_type")).filter(type_read=self.subject_type)
        own = terms.filter(starts_with("term", word), subject_id=OuterRef("pk")).values("term")[:1]
        met = rows.order_by().alias(met=Subquery(own)).filter(met__isnull=False)
        return met.annotate(told=self.told()).values_list("pk", "told")


class NameSearch:
    """A register's search by name, among those of a MODEL's rows that a viewer may see and that STANDING keeps."""

    def __init__(self, names: Names, model: type[Model], standing: Callable[[Any], QuerySet[Any]]) -> None:
        everything: Any = model._default_manager.all()
        self.few_for, permission = everything.few_for, everything.view_permission

        def along(viewer: Any, word: str, limit: int) -> list[QuerySet[Any, Any]]:
            rows = standing(everything.visible_to(viewer, by_key=True))
            return [names.along(rows, word)[:PROBE], names.theirs(rows, word)[:limit]]

        def among(viewer: Any, word: str, limit: int) -> list[QuerySet[Any, Any]]:
            rows, own = standing(everything.visible_to(viewer, by_key=True)), everything.visible_to(viewer)
            return [names.along(rows, word)[:PROBE], names.gathered(rows, word, own)[:limit]]

        self.along, self.among = Compiled(permission, along), Compiled(permission, among)
        self.through = Compiled(
            permission, lambda viewer, word, _: [names.through(standing(everything.visible_to(viewer)), word)]
        )

    def find(self, user: Any, text: str, limit: int) -> Search:
        """At most LIMIT rows found by TEXT, each Named, best first."""
        wanted = fold(text)
        if len(wanted) < SHORTEST:
            return NO_SEARCH
        word = wanted[:TERM_LENGTH]
        if self.few_for(user, FEW):
            own = self.through.said(user, word, limit)
            return Search(own, lambda parts: best(meant(parts, wanted), wanted)[:limit])

        way = self.among if self.few_for(user, SOME) else self.along

        def more(most: int) -> Sequence[Rows]:
            return way.ask(user, word, most)

        first = way.said(user, word, limit)
        return Search(first, lambda parts: best(enough(parts, more, wanted, limit), wanted)[:limit])


def named(rows: ScopedQuerySet, subject_type: str, text: str, *, limit: int) -> list[Any]:
    """At most LIMIT of ROWS, any that a viewer may see, found by TEXT; best first."""
    wanted = fold(text)
    if len(wanted) < SHORTEST:
        return []
    names = Names(subject_type, code="code" if hasattr(rows.model, "code") else "")
    word = wanted[:TERM_LENGTH]
    first = list(names.along(rows, word)[:PROBE])

    def more(most: int) -> list[Rows]:
        return [first, list(names.theirs(rows, word)[:most])]

    if len(first) < PROBE:
        found = meant([first], wanted)
    elif rows.at_most(FEW):
        found = meant([names.through(rows, word)], wanted)
    else:
        found = enough(more(limit), more, wanted, limit)
    ids = [each.pk for each in best(found, wanted)[:limit]]
    known = rows.in_bulk(ids) if ids else {}
    return [known[pk] for pk in ids]


def enough(first: Sequence[Rows], ask: Callable[[int], Sequence[Rows]], wanted: str, limit: int) -> list[Named]:
    """LIMIT of those meant by WANTED, or all there are: in the FIRST parts, or in those that ASK gives for more.

    The second part is the viewer's own; where it is as long as was asked for there may be more.
    """
    parts, found, most = first, meant(first, wanted), limit
    while len(found) < limit and sum(map(len, parts[1:])) == most:
        most *= MORE
        parts = ask(most)
        found = meant(parts, wanted)
    return found


def meant(parts: Iterable[Iterable[tuple[Any, ...]]], wanted: str) -> list[Named]:
    """Those of all PARTS that are the viewer's and answer to the whole of WANTED, each once."""
    lines = {pk: told for pk, told in chain.from_iterable(parts) if told is not None}
    found = [Named(pk, *told.split(APART, 2)) for pk, told in lines.items()]
    return [each for each in found if answers(each, wanted)] if len(wanted) > TERM_LENGTH else found


def best(found: Iterable[Named], wanted: str) -> list[Named]:
    """Names that begin with WANTED, already folded, before the others, short before long, old before new."""
    return sorted(found, key=lambda each: (not fold(each.name).startswith(wanted), len(each.name), each.pk))


def answers(row: Named, wanted: str) -> bool:
    """Whether a ROW that shares its first TERM_LENGTH characters with WANTED has the others too."""
    name = fold(row.name)
    pinyin, initials = spelled(name)
    beginnings = (*pinyin, fold(row.code))
    return wanted in name or wanted in initials or any(each.startswith(wanted) for each in beginnings)
