"""Faults gathered over many pages, each told once: what frames every page would otherwise be told for every page."""

from __future__ import annotations

from collections.abc import Iterable


class Faults:
    """What is wrong, and on which pages."""

    def __init__(self) -> None:
        self.pages: dict[str, list[str]] = {}

    def add(self, page: str, found: Iterable[str]) -> None:
        for each in found:
            self.pages.setdefault(each, []).append(page)

    def listed(self) -> list[str]:
        return [f"{what} [{pages[0]}; {len(pages)} pages]" for what, pages in self.pages.items()]
