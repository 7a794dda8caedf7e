"""Rows found by a part of their name, among those a viewer may see, best first.

The first PROBE endings that begin with the text are looked up, and each row by its key. A text so common that too few
of them are the viewer's is then looked for along all its endings, of which one who sees much soon meets enough. For one
who sees FEW rows each of these is asked instead. No plan hangs on what the database guesses about its data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db.models import Model, OuterRef, QuerySet, Subquery, Value

from gongjian.foundation.asking import NO_SEARCH, Search
from gongjian.foundation.columns import APART, InOneColumn, Unindexed, starts_with
from gongjian.foundation.compiled import Compiled, Rows
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.search import SHORTEST, TERM_LENGTH, Term, fold, spelled

PROBE, FEW, MORE = 250, 500, 4


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

        def each(viewer: Any) -> QuerySet[Any]:
            return standing(everything.visible_to(viewer, by_key=True))

        self.first = Compiled(permission, lambda viewer, word, _: [names.along(each(viewer), word)[:PROBE]])
        self.along = Compiled(permission, lambda viewer, word, limit: [names.theirs(each(viewer), word)[:limit]])
        self.through = Compiled(
            permission, lambda viewer, word, _: [names.through(standing(everything.visible_to(viewer)), word)]
        )

    def find(self, user: Any, text: str, limit: int) -> Search:
        """At most LIMIT rows found by TEXT, each Named, best first; for a text common elsewhere it asks once more."""
        wanted = fold(text)
        if len(wanted) < SHORTEST:
            return NO_SEARCH
        word = wanted[:TERM_LENGTH]
        if self.few_for(user, FEW):
            return Search(self.through.said(user, word, limit), lambda rows: best(meant(rows, wanted), wanted)[:limit])

        def more(most: int) -> Rows:
            return self.along.ask(user, word, most)

        first = self.first.said(user, word, limit)
        return Search(first, lambda rows: best(enough(rows, more, wanted, limit), wanted)[:limit])


def named(rows: ScopedQuerySet, subject_type: str, text: str, *, limit: int) -> list[Any]:
    """At most LIMIT of ROWS, any that a viewer may see, found by TEXT; best first."""
    wanted = fold(text)
    if len(wanted) < SHORTEST:
        return []
    names = Names(subject_type, code="code" if hasattr(rows.model, "code") else "")
    word = wanted[:TERM_LENGTH]
    first = list(names.along(rows, word)[:PROBE])
    if len(first) == PROBE and rows.at_most(FEW):
        found = meant(names.through(rows, word), wanted)
    else:
        found = enough(first, lambda most: list(names.theirs(rows, word)[:most]), wanted, limit)
    ids = [each.pk for each in best(found, wanted)[:limit]]
    known = rows.in_bulk(ids) if ids else {}
    return [known[pk] for pk in ids]


Line = tuple[int, str | None]


def enough(first: Sequence[Line], ask: Callable[[int], Sequence[Line]], wanted: str, limit: int) -> list[Named]:
    """LIMIT of those meant by WANTED, or all there are: among the FIRST PROBE terms, else as many more as it takes."""
    asked, rows, found, most = PROBE, first, meant(first, wanted), limit
    while len(found) < limit and len(rows) == asked:
        asked, rows = most, ask(most)
        found, most = meant(rows, wanted), most * MORE
    return found


def meant(rows: Iterable[Line], wanted: str) -> list[Named]:
    """Those of ROWS that are the viewer's and answer to the whole of WANTED, each once."""
    lines = {pk: line for pk, line in rows if line is not None}
    found = [Named(pk, *line.split(APART, 2)) for pk, line in lines.items()]
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
