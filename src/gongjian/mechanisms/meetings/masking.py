"""Names and numbers taken out of words that go before the public; somebody still reads them before they go."""

from __future__ import annotations

from collections.abc import Iterable

from gongjian.foundation.personal import LONG_NUMBER
from gongjian.foundation.surnames import DOUBLE

STARS = "＊＊＊"


def hidden(text: str, names: Iterable[str]) -> str:
    """TEXT with NAMES as 王某某 and long numbers (telephones, identity numbers) as stars; the longest names first."""
    for name in sorted(set(names), key=len, reverse=True):
        if len(name) > 1:
            text = text.replace(name, someone(name))
    return LONG_NUMBER.sub(STARS, text)


def someone(name: str) -> str:
    """王秀兰 as 王某某, 欧阳红 as 欧阳某."""
    family = 2 if name[:2] in DOUBLE and len(name) > 2 else 1
    return name[:family] + "某" * (len(name) - family)
