"""Names of organizations that a written name may have meant, where it is no short form of any."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

COMMON_TO_MANY = frozenset("第一二三四五六七八九十党工委总支部联合社区街道0123456789")
SEARCHED_NAMES = 3000
MOST_NAMES = 5
LIKENESS = 0.5


def names_like(found: str, names: Sequence[str]) -> list[str]:
    """Names that sound like FOUND, the likest first."""
    kin = [name for name in names if is_kin(found, name)][:SEARCHED_NAMES]
    return get_close_matches(found, kin, MOST_NAMES, LIKENESS)


def is_kin(found: str, name: str) -> bool:
    """Whether NAME has half of what is peculiar to the text FOUND; an ordinal or 党支部 is peculiar to nobody."""
    peculiar = peculiar_to(found)
    return 2 * len(peculiar & set(name)) >= max(len(peculiar), 1)


def is_likely(found: str, names: Sequence[str]) -> bool:
    """Whether FOUND is rather one of NAMES written wrongly than another name: most of what is peculiar is theirs."""
    peculiar = peculiar_to(found)
    return any(2 * len(peculiar & set(name)) > len(peculiar) for name in names_like(found, names))


def peculiar_to(text: str) -> set[str]:
    """The characters by which a name is told from others of its kind."""
    return set(text) - COMMON_TO_MANY
