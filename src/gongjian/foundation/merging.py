"""Two people changed the same text at once: their lines brought together, and no word of either lost.

What only one of them touched is taken as they left it. Where both touched the same lines both versions are kept, one
under the other, between marks that name the second writer, for people to put right.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

Lines = Sequence[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """The text of both. `touched` says whether they changed the same lines, so that marks stand in it."""

    text: str
    touched: bool


class Same(NamedTuple):
    """Lines that neither changed: where they begin in the base, in mine and in theirs, and how many they are."""

    base: int
    mine: int
    theirs: int
    length: int


def merge(base: str, mine: str, theirs: str, *, who: str) -> Merged:
    """MINE, begun from BASE, put into THEIRS, which was saved meanwhile; WHO names the writer of MINE in a mark."""
    if mine in (base, theirs):
        return Merged(theirs, touched=False)
    if theirs == base:
        return Merged(mine, touched=False)
    found = list(_parts(base.splitlines(), mine.splitlines(), theirs.splitlines()))
    lines: list[str] = []
    for _, mine_part, theirs_part, settled in found:
        if settled is None:
            lines += [*theirs_part, f"〔以下是{who}同时写的〕", *mine_part, "〔以上是同时写的，请合并〕"]
        else:
            lines += settled
    return Merged("\n".join(lines), touched=any(part[3] is None for part in found))


def _parts(base: Lines, mine: Lines, theirs: Lines) -> Iterator[tuple[Lines, Lines, Lines, Lines | None]]:
    """(base, mine, theirs, what stands) part by part; None where both changed the same lines differently."""
    at = (0, 0, 0)
    for same in [*_same(base, mine, theirs), Same(len(base), len(mine), len(theirs), 0)]:
        between = base[at[0] : same.base], mine[at[1] : same.mine], theirs[at[2] : same.theirs]
        if any(between):
            yield (*between, _settled(*between))
        kept = base[same.base : same.base + same.length]
        yield kept, kept, kept, kept
        at = (same.base + same.length, same.mine + same.length, same.theirs + same.length)


def _settled(base: Lines, mine: Lines, theirs: Lines) -> Lines | None:
    if mine in (base, theirs):
        return theirs
    return mine if theirs == base else None


def _same(base: Lines, mine: Lines, theirs: Lines) -> Iterator[Same]:
    """The runs of lines that stand unchanged in both, in order."""
    of_mine = SequenceMatcher(None, base, mine, autojunk=False).get_matching_blocks()
    of_theirs = SequenceMatcher(None, base, theirs, autojunk=False).get_matching_blocks()
    left = right = 0
    while left < len(of_mine) and right < len(of_theirs):
        one, other = of_mine[left], of_theirs[right]
        start, end = max(one.a, other.a), min(one.a + one.size, other.a + other.size)
        if start < end:
            yield Same(start, one.b + start - one.a, other.b + start - other.a, end - start)
        if one.a + one.size < other.a + other.size:
            left += 1
        else:
            right += 1
