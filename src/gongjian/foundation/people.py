"""People found by the beginning of a name, given name, spelling or initials: indexed ranges, never a scan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain
from typing import Any

from django.db import models
from django.db.models import Expression, QuerySet, Value
from django.db.models.functions import StrIndex

from gongjian.foundation.asking import Search
from gongjian.foundation.columns import APART, InOneColumn, KeyField, starts_with
from gongjian.foundation.compiled import Compiled, Rows
from gongjian.foundation.names import first_letters, readings, spelled, syllables_of
from gongjian.foundation.surnames import surname_of

FEW = 1_000
LONGEST = 120
SPELLINGS = ("spelled", "initials", "spelled_also", "initials_also", "given_spelled")


class Person(models.Model):
    """The keys of somebody's name, beside the columns that have it and its initials; `person_keys` fills them."""

    given = KeyField(max_length=LONGEST, default="", editable=False, help_text="the name from its second character on")
    spelled = KeyField(max_length=LONGEST, default="", editable=False, help_text="pinyin without tones or blanks")
    given_spelled = KeyField(max_length=LONGEST, default="", editable=False, help_text="the same without the surname")
    spelled_also = KeyField(max_length=LONGEST, default="", editable=False, help_text="if the surname has two readings")
    initials_also = KeyField(max_length=LONGEST, default="", editable=False)

    class Meta:
        abstract = True


def person_keys(name: str, syllables: list[list[str]] | None = None) -> dict[str, str]:
    """{column: key} of a person called NAME, not yet cut; SYLLABLES are `syllables_of` the name where known.

    A surname read in two ways (单: Shàn, Dān) gives both spellings; a third reading is rarer than a typing error.
    """
    first, *others = syllables or syllables_of(name)
    short = first_letters(first)
    also = [each for each in readings(name)[1:] if each != short] if others else []
    return {
        "given": name[1:],
        "initials": short,
        "spelled": spelled(first),
        "given_spelled": spelled(first[len(surname_of(name)) :]),
        "spelled_also": also[0] if also else "",
        "initials_also": also[1] if len(also) > 1 else "",
    }


def columns_for(typed: str, name: str = "name") -> tuple[str, ...]:
    """Letters are looked for in spellings, characters in the column NAME and in given names."""
    return SPELLINGS if typed.isascii() else (name, "given")


class PeopleSearch:
    """A search for people among those of a MODEL's rows that a viewer may see and that STANDING keeps.

    Found are the texts SHOWN, none of them NULL; the column NAME is what they are called.
    """

    def __init__(
        self,
        model: type[models.Model],
        standing: Callable[[Any], QuerySet[Any]],
        shown: Sequence[str | Expression],
        *,
        name: str = "name",
    ) -> None:
        self.everything: Any = model._default_manager.all()
        self.standing, self.shown, self.name = standing, tuple(shown), name
        self.in_own_part, self.in_all = self.compiled(self.own_part), self.compiled(self.all)

    def find(self, user: Any, typed: str, limit: int) -> Search:
        """People of whom a column begins with TYPED: by column, then by what stands there, then old before new.

        Each result is an id and the texts SHOWN.
        """
        few = self.everything.few_for(user, FEW)
        way, word = (self.in_own_part, APART + typed) if few else (self.in_all, typed)
        statement = way[columns_for(typed, self.name)].said(user, word, limit)
        return Search(statement, lambda parts: self.best(parts, typed)[:limit])

    def best(self, parts: Sequence[Rows], typed: str) -> list[tuple[Any, ...]]:
        beside = len(self.shown)
        people = {pk: (pk, *told.split(APART)) for pk, told in chain.from_iterable(parts)}
        ranked = sorted(people.values(), key=lambda person: (*place_of(person[1 + beside :], typed), person[0]))
        return [person[: 1 + beside] for person in ranked]

    def own_part(self, columns: Sequence[str], viewer: Any, word: str, limit: int) -> list[QuerySet[Any, Any]]:
        """One range of paths, read through for a column with the WORD, which says where a column begins."""
        rows = self.standing(self.everything.visible_to(viewer))
        met = rows.alias(at=StrIndex(InOneColumn(Value(""), *columns), Value(word))).filter(at__gt=0)
        return [self.told(met.order_by(), columns)]

    def all(self, columns: Sequence[str], viewer: Any, typed: str, limit: int) -> list[QuerySet[Any, Any]]:
        """A few of each column's range, in its own order: chosen in an index that tells their paths, then looked up."""
        rows = self.standing(self.everything.visible_to(viewer, by_key=True)).values("pk")
        chosen = (rows.filter(starts_with(column, typed)).order_by(column)[:limit] for column in columns)
        return [self.told(self.everything.filter(pk__in=each), columns) for each in chosen]

    def told(self, rows: QuerySet[Any], columns: Sequence[str]) -> QuerySet[Any, Any]:
        return rows.annotate(told=InOneColumn(*self.shown, *columns)).values_list("pk", "told")

    def compiled(self, build: Any) -> dict[tuple[str, ...], Compiled]:
        ways = (SPELLINGS, (self.name, "given"))
        return {columns: Compiled(self.everything.view_permission, partial(build, columns)) for columns in ways}


def place_of(written: Sequence[str], typed: str) -> tuple[int, str]:
    """Which of the columns begins with TYPED, and what is WRITTEN there."""
    return next((at, each) for at, each in enumerate(written) if each.startswith(typed))
