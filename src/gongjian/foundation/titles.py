"""The title of an official document: a long one goes over two lines, each a whole piece of its sense."""

from __future__ import annotations

import re

WIDTH = 20
YEAR = re.compile(r" ?(19|20)\d\d ?年")


def balanced(title: str) -> str:
    """TITLE, broken where its sense breaks if it is longer than a line."""
    if (wide := em(title)) <= WIDTH:
        return title
    ends = [n for n in range(1, len(title)) if max(em(title[:n]), em(title[n:])) <= WIDTH]
    good = [n for n in ends if YEAR.match(title, n)] or [n for n in ends if title[n - 1] in "的和与及、，"]
    if not good:
        return title
    best = min(good, key=lambda n: abs(em(title[:n]) - wide / 2))
    return f"{title[:best].rstrip()}\n{title[best:].lstrip()}"


def em(text: str) -> float:
    """How many characters wide a text is; letters, figures and spaces are half as wide as 汉字."""
    return sum(0.5 if each.isascii() else 1 for each in text)
