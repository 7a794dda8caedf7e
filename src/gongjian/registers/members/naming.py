"""The keys a member is sorted and found by, all computed from the name."""

from __future__ import annotations

from gongjian.foundation.names import sort_key, stroke_key, syllables_of
from gongjian.foundation.people import person_keys

LONGEST = {"pinyin": 400, "strokes": 400}
USUAL = 120
SHORT = 15


def name_keys(name: str) -> dict[str, str]:
    """{column: key} of every key column of a member called NAME, cut to the length of its column."""
    syllables = syllables_of(name)
    keys = {"pinyin": sort_key(name, syllables[0]), "strokes": stroke_key(name), **person_keys(name, syllables)}
    return keys if len(name) <= SHORT else {column: key[: LONGEST.get(column, USUAL)] for column, key in keys.items()}
