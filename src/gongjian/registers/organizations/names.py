"""Finds the organization (党组织) a short name means, looking at the name alone."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from itertools import product
from typing import NamedTuple

from gongjian.foundation.sheets.numbers import DIGITS, chinese_number
from gongjian.foundation.sheets.text import compact

NUMERALS = re.compile(f"[{''.join(DIGITS)}十]+".replace("两", ""))
STREET = re.compile(r"(?:中共|中国共产党)?(.{1,12}?(?:街道|镇|乡))")
ROOT = re.compile(r"(?:中共|中国共产党)?(.{1,12}?)(?:党工委|工委|工作委员会)")
DROPPABLE = re.compile(r"社区|党委(?=.)|总支(?=.)")
BARE = re.compile(r"(?:第?\d+)?(?:联合)?(?:支部|总支|党委|党组)|党工委|工委")
MOST_PIECES = 6


class Doubt(StrEnum):
    """Why a name leads to no organization."""

    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"


class Resolution(NamedTuple):
    """The full name meant, or why there is none, with the candidates."""

    name: str | None
    doubt: Doubt | None = None
    candidates: tuple[str, ...] = ()


def folded(name: str) -> str:
    """A name without blanks, in narrow letters, with digits for numerals and 支部, 总支 for 党支部, 党总支."""
    text = compact(name).replace("党支部", "支部").replace("党总支", "总支")
    return NUMERALS.sub(lambda match: str(chinese_number(match[0])), text)


def street_of(names: Iterable[str]) -> str:
    """The street's own name (天宁街道): from the working committee, else the most frequent beginning, else empty."""
    names = list(names)
    for name in names:
        if root := ROOT.fullmatch(compact(name)):
            return root[1]
    beginnings = Counter(match[1] for name in names if (match := STREET.match(compact(name))))
    return beginnings.most_common(1)[0][0] if beginnings else ""


def short_forms(name: str, street: str) -> set[str]:
    """Every folded form the name may be shortened to, itself included.

    Without the street's name, without 社区, without the 党委 or 党总支 of the superior inside it, in any combination.
    """
    whole = folded(name)
    head = folded(street)
    wholes = [whole, whole.removeprefix(head)] if head and whole.startswith(head) else [whole]
    return {form for text in wholes for form in _shortened(text) if form}


def _shortened(text: str) -> set[str]:
    pieces = list(DROPPABLE.finditer(text))[:MOST_PIECES]
    forms = set()
    for dropped in product((False, True), repeat=len(pieces)):
        form, end = "", 0
        for piece, drop in zip(pieces, dropped, strict=True):
            form += text[end : piece.start() if drop else piece.end()]
            end = piece.end()
        forms.add(form + text[end:])
    return forms


class NameIndex:
    """All names of organizations, to be asked for the one a text means. Answers are remembered."""

    def __init__(self, names: Iterable[str], *, street: str | None = None) -> None:
        self.names = list(dict.fromkeys(names))
        self.street = street_of(self.names) if street is None else street
        self.exact = {compact(name): name for name in self.names}
        self.wholes: dict[str, list[str]] = {}
        self.forms: dict[str, list[str]] = {}
        for name in self.names:
            self.wholes.setdefault(folded(name), []).append(name)
            for form in short_forms(name, self.street):
                self.forms.setdefault(form, []).append(name)
        self.answers: dict[str, Resolution] = {}

    def resolve(self, text: str) -> Resolution:
        """The organization that `text` names, in full or short, when exactly one can be meant."""
        answer = self.answers.get(text)
        if answer is None:
            answer = self.answers[text] = self._resolve(text)
        return answer

    def _resolve(self, text: str) -> Resolution:
        if exact := self.exact.get(compact(text)):
            return Resolution(exact)
        key = folded(text)
        meant = self.wholes.get(key) or self.forms.get(key, [])
        if len(meant) == 1:
            return Resolution(meant[0])
        if len(meant) > 1:
            return Resolution(None, Doubt.AMBIGUOUS, tuple(meant))
        if BARE.fullmatch(key):
            endings = tuple(name for name in self.names if folded(name).endswith(key))
            return Resolution(None, Doubt.AMBIGUOUS if endings else Doubt.UNKNOWN, endings)
        return Resolution(None, Doubt.UNKNOWN)
