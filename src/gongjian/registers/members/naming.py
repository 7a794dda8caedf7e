"""The keys a member is sorted and found by, all computed from the name."""

from __future__ import annotations

from gongjian.foundation.names import initials, readings, sort_key_pinyin, stroke_key

LONGEST = {"pinyin": 400, "strokes": 400}
USUAL = 120


def name_keys(name: str) -> dict[str, str]:
    """{column: key} of every key column of a member called NAME, cut to the length of its column.

    A surname read in two ways (单: Shàn, Dān) gives both spellings; a third reading is rarer than a typing error.
    """
    short = initials(name)
    spelled, *others = readings(name)
    others = [each for each in others if each != short]
    keys = {
        "pinyin": sort_key_pinyin(name),
        "strokes": stroke_key(name),
        "initials": short,
        "spelled": spelled,
        "given": name[1:],
        "spelled_also": others[0] if others else "",
        "initials_also": others[1] if len(others) > 1 else "",
    }
    return {column: key[: LONGEST.get(column, USUAL)] for column, key in keys.items()}
