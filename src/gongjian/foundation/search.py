"""Names found by any part of them: every ending of a name is a row of one byte-ordered index, so nothing is scanned."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import models
from django.db.models import Q

from gongjian.foundation import bulk
from gongjian.foundation.columns import KeyField, starts_with
from gongjian.foundation.names import first_letters, syllables_of, toneless

TERM_LENGTH = 12
ENDINGS = 24
SHORTEST = 2
COLUMNS = ("subject_type", "subject_id", "term")


class Term(models.Model):
    """One ending of one subject's name, cut to TERM_LENGTH characters."""

    id: int
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    term = KeyField(max_length=TERM_LENGTH)

    class Meta:
        db_table = "foundation_term"
        indexes = [
            models.Index(fields=["subject_type", "term", "subject_id"], name="term_found"),
            models.Index(fields=["subject_id", "term", "subject_type"], name="term_of_subject"),
        ]

    def __str__(self) -> str:
        return self.term


@dataclass(frozen=True, slots=True)
class Naming:
    """What one subject may be found by: its name, and a code found by its beginning."""

    subject_id: int
    name: str
    code: str = ""


def fold(text: str) -> str:
    """TEXT as it is compared: narrow, small, without blanks."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def terms_of(naming: Naming) -> Iterator[str]:
    """Endings of the name, its initials and its pinyin, two characters at least, then the code; each once."""
    name = fold(naming.name)
    pinyin, initials = spelled(name)
    found = [*endings(name), *endings(initials), *pinyin, fold(naming.code)]
    yield from dict.fromkeys([each[:TERM_LENGTH] for each in found if len(each) >= SHORTEST])


def spelled(name: str) -> tuple[list[str], str]:
    """The pinyin of a folded NAME from each of its first ENDINGS syllables on, and its initials."""
    syllables = syllables_of(name, person=False)[0]
    said = toneless(syllables)
    return ["".join(said[start:]) for start in range(min(len(said), ENDINGS)) if said[start]], first_letters(syllables)


def endings(text: str) -> list[str]:
    """TEXT from each of its first ENDINGS characters on."""
    return [text[start:] for start in range(min(len(text), ENDINGS))]


def index_names(subject_type: str, namings: Sequence[Naming], *, new: bool = False) -> None:
    """Make these subjects findable, in the caller's transaction. NEW rows have no older terms to take away.

    SUBJECT_TYPE is the plural, as in `touch`: "organizations", "units".
    """
    if not new:
        forget_names(subject_type, (each.subject_id for each in namings))
    bulk.write(Term, COLUMNS, ((subject_type, each.subject_id, term) for each in namings for term in terms_of(each)))


def index_again(subject_type: str, namings: Iterable[Naming]) -> None:
    """Make all of a register findable anew, for one that an older version of the program indexed."""
    Term.objects.filter(subject_type=subject_type).delete()
    for portion in bulk.portions(namings):
        index_names(subject_type, portion, new=True)


def forget_names(subject_type: str, ids: Iterable[int]) -> None:
    """Take these subjects out of the search."""
    Term.objects.filter(subject_type=subject_type, subject_id__in=list(ids)).delete()


def matching(subject_type: str, text: str) -> Q:
    """The rows of a list that TEXT finds; a single character is looked for at the beginning of the name."""
    wanted = fold(text)
    if len(wanted) < SHORTEST:
        return starts_with("name", text.strip())
    terms = Term.objects.filter(starts_with("term", wanted[:TERM_LENGTH]), subject_type=subject_type)
    found = Q(pk__in=terms.values("subject_id"))
    return found & Q(name__contains=text.strip()) if len(wanted) > TERM_LENGTH and not wanted.isascii() else found
