"""A hand on mouse and keyboard, for browsers too old for the test library's own."""

from __future__ import annotations

import time
from contextlib import suppress

from playwright.sync_api import Error, Page

from tests.browser.conftest import WAIT
from tests.browser.measuring import probe

GLANCE = 50


def press(page: Page, selector: str) -> None:
    page.mouse.click(*page.evaluate(probe("middle"), selector))


def write(page: Page, selector: str, text: str) -> None:
    """Type TEXT into a box in place of what stands there."""
    press(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def await_true(page: Page, question: str) -> None:
    """Wait until QUESTION, a script of one expression, is true on the page."""
    deadline = time.monotonic() + WAIT / 1000
    while time.monotonic() < deadline:
        with suppress(Error):  # the page may be on its way to the next one
            if page.evaluate(f"() => Boolean({question})"):
                return
        page.wait_for_timeout(GLANCE)
    raise AssertionError(f"never true on {page.url}: {question}")
