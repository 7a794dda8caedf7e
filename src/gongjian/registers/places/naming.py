"""The keys a place is sorted and found by, all computed from the name."""

from __future__ import annotations

from gongjian.foundation.names import initials, sort_key_pinyin, stroke_key


def name_keys(name: str) -> dict[str, str]:
    """{column: key} of every key column of a place called NAME, cut to the length of its column."""
    return {
        "pinyin": sort_key_pinyin(name, person=False)[:400],
        "initials": initials(name, person=False)[:120],
        "strokes": stroke_key(name)[:400],
    }
