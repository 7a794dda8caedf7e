"""The looks people choose, and what axe finds in each."""

from __future__ import annotations

from itertools import product
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.faults import Faults
from tests.browser.measuring import probe

DESKTOP = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PAPER: Any = {"width": 658, "height": 971}
TOUCH: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
SIZES = ("standard", "large", "extra")
ON_A_DESK = (("standard", "light"), ("large", "light"), ("standard", "dark"))
EVERY = tuple(product(SIZES, ("light", "dark")))
SMALLEST_TEXT = 12
SMALLEST_CONTROL, SMALLEST_ON_TOUCH = 24, 44
WITH_TARGETS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
DRESS = "(look) => Object.assign(document.documentElement.dataset, look)"
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
HAS_AXE = "() => 'axe' in window"


def dress(page: Page, *, size: str = "standard", theme: str = "light") -> None:
    """Show the page as someone sees it who chose this text size and background."""
    page.evaluate(DRESS, {"size": size, "theme": theme})


def violations(page: Page) -> list[str]:
    """What axe finds in the page as it looks now; its script is brought in once a page."""
    if not page.evaluate(HAS_AXE):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(probe("violations"), WITH_TARGETS)


def inspect(page: Page, wrong: Faults, looks: tuple[tuple[str, str], ...], *, least: int = SMALLEST_CONTROL) -> None:
    """Add to WRONG what ails the page: what is too small (controls: LEAST px), too wide, or found by axe."""
    name = page.url
    wrong.add(name, page.evaluate(probe("small_text"), SMALLEST_TEXT))
    wrong.add(name, page.evaluate(probe("small_controls"), least))
    for size in SIZES:
        dress(page, size=size)
        if (excess := page.evaluate(TOO_WIDE)) > 0:
            wrong.add(f"{name} {size}", [f"{excess} px too wide"])
    for size, theme in looks:
        dress(page, size=size, theme=theme)
        wrong.add(f"{name} {size} {theme}", violations(page))
    dress(page)
