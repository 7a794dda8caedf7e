"""A round through all pages: each is opened once, and several inspectors look at it, each for one test."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NewType

from playwright.sync_api import Page

from tests.browser.faults import Faults

Subject = NewType("Subject", str)
Inspector = Callable[[Page, str, Faults], None]


class Round:
    """Where each inspector has been, and what was wrong there."""

    def __init__(self, inspectors: Mapping[Subject, Inspector]) -> None:
        self.inspectors = inspectors
        self.seen: dict[Subject, list[str]] = {subject: [] for subject in inspectors}
        self.wrong = {subject: Faults() for subject in inspectors}

    def visit(self, page: Page, url: str) -> None:
        """Let all look at URL in turn; the first opens it."""
        for subject, inspect in self.inspectors.items():
            inspect(page, url, self.wrong[subject])
            self.seen[subject].append(url)

    def found(self, subject: Subject, pages: Mapping[str, Sequence[str]]) -> list[str]:
        """What is wrong on PAGES, all of which the inspector of this subject must have seen."""
        assert self.seen[subject] == [url for urls in pages.values() for url in urls]
        return self.wrong[subject].listed()
