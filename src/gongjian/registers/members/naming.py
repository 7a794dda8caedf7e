"""The keys a member is sorted and found by, all computed from the name."""

from __future__ import annotations

from gongjian.foundation.names import first_letters, readings, sort_key, spelled, stroke_key, syllables_of

LONGEST = {"pinyin": 400, "strokes": 400}
USUAL = 120
SHORT = 15


def name_keys(name: str) -> dict[str, str]:
    """{column: key} of every key column of a member called NAME, cut to the length of its column.

    A surname read in two ways (单: Shàn, Dān) gives both spellings; a third reading is rarer than a typing error.
    """
    first, *others = syllables_of(name)
    short = first_letters(first)
    also = [each for each in readings(name)[1:] if each != short] if others else []
    keys = {
        "pinyin": sort_key(name, first),
        "strokes": stroke_key(name),
        "initials": short,
        "spelled": spelled(first),
        "given": name[1:],
        "spelled_also": also[0] if also else "",
        "initials_also": also[1] if len(also) > 1 else "",
    }
    return keys if len(name) <= SHORT else {column: key[: LONGEST.get(column, USUAL)] for column, key in keys.items()}
