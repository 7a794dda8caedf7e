"""The keys an organization, and who holds a post in it, are sorted and found by, all computed from the name."""

from __future__ import annotations

from gongjian.foundation.names import initials, sort_key_pinyin
from gongjian.foundation.people import LONGEST, person_keys
from gongjian.foundation.strokes import stroke_key


def name_keys(name: str) -> dict[str, str]:
    """{column: key} of every key column of an organization called NAME, cut to the length of its column."""
    return {
        "pinyin": sort_key_pinyin(name, person=False)[:400],
        "initials": initials(name, person=False)[:120],
        "strokes": stroke_key(name)[:400],
    }


def holder_keys(name: str) -> dict[str, str]:
    """{column: key} of every key column of a post that a person called NAME holds."""
    return {column: key[:LONGEST] for column, key in person_keys(name).items()}
