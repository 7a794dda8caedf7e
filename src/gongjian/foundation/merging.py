"""Two people changed the same text at once: their lines brought together, and no word of either lost.

What only one of them touched is taken as they left it. Whole lines that both added in one place follow one another, and
changes in different places of the same lines stand together. Where both touched the same words both versions are kept,
one under the other, between marks that name the second writer, for people to put right.
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


class Edit(NamedTuple):
    """TEXT put in place of what stands from START to END."""

    start: int
    end: int
    text: str


def merge(base: str, mine: str, theirs: str, *, who: str) -> Merged:
    """MINE, begun from BASE, put into THEIRS, which was saved meanwhile; WHO names the writer of MINE in a mark."""
    if mine in (base, theirs):
        return Merged(theirs, touched=False)
    if theirs == base:
        return Merged(mine, touched=False)
    found = list(_parts(_lines(base), _lines(mine), _lines(theirs)))
    lines: list[str] = []
    for _, mine_part, theirs_part, settled in found:
        if settled is None:
            lines += [*theirs_part, f"〔以下是{who}同时写的〕", *mine_part, "〔以上是同时写的，请合并〕"]
        else:
            lines += settled
    return Merged("\n".join(lines), touched=any(part[3] is None for part in found))


def _lines(text: str) -> Lines:
    """Also the empty line at the end, on which somebody has only begun."""
    return text.split("\n") if text else []


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
    if theirs == base:
        return mine
    if not any(base):
        return _added(mine, theirs)
    if (around := _around(base, mine, theirs) or _around(base, theirs, mine)) is not None:
        return around
    woven = _woven(*("\n".join(each) for each in (base, mine, theirs)))
    return None if woven is None else woven.split("\n")


def _added(mine: Lines, theirs: Lines) -> Lines:
    """Lines that both put where there were none. What one of them only goes on with is not said twice."""
    written, saved = "\n".join(mine), "\n".join(theirs)
    if saved and written.startswith(saved):
        return mine
    return theirs if written and saved.startswith(written) else [*theirs, *mine]


def _around(base: Lines, changed: Lines, added: Lines) -> Lines | None:
    """The lines one of them CHANGED, between those that the other ADDED before and after them."""
    for start in range(len(added) - len(base) + 1):
        if added[start : start + len(base)] == base:
            return [*added[:start], *changed, *added[start + len(base) :]]
    return None


def _woven(base: str, mine: str, theirs: str) -> str | None:
    """Two changes to one piece of text, if each was made in one place and the places do not touch the same words."""
    first, second = sorted([_edit(base, theirs), _edit(base, mine)], key=_place)
    apart = second.text.startswith("\n") or (first.start == first.end and first.text.endswith("\n"))
    if first.end > second.start or (first.end == second.start and not apart):
        return None
    return base[: first.start] + first.text + base[first.end : second.start] + second.text + base[second.end :]


def _edit(base: str, text: str) -> Edit:
    """The one place where TEXT differs from BASE."""
    shorter = min(len(base), len(text))
    start = next((n for n in range(shorter) if base[n] != text[n]), shorter)
    tail = next((n for n in range(shorter - start) if base[-1 - n] != text[-1 - n]), shorter - start)
    return Edit(start, len(base) - tail, text[start : len(text) - tail])


def _place(edit: Edit) -> tuple[int, int, bool]:
    """In what order two edits stand: by place; in one place what ends a line goes before, what begins one after."""
    return edit.start, edit.end, edit.text.startswith("\n")


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
