"""Everyone can use every page: axe, text and targets large enough, nothing that runs off the side."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser import measuring
from tests.browser.conftest import DESKTOP, PHONE, Visit
from tests.browser.faults import Faults

AXE = Axe()
SMALLEST_TEXT = 12
SMALLEST_CONTROL, SMALLEST_ON_TOUCH = 24, 44
WITH_TARGETS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
LOOKS = ({}, {"size": "large"}, {"theme": "dark"})
SIZES = ("standard", "large", "extra")
TOUCH: dict[str, Any] = {"viewport": PHONE, "has_touch": True, "is_mobile": True}


def violations(page: Page) -> list[str]:
    found = AXE.run(page, options=WITH_TARGETS).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


def test_axe_finds_nothing_on_a_desk(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    wrong = Faults()
    for user, urls in pages.items():
        page = visit(street, user)
        for url in urls:
            page.goto(url)
            for look in LOOKS:
                measuring.dress(page, **look)
                wrong.add(f"{url} {look or ''}", violations(page))
    assert wrong.listed() == []


def test_axe_finds_nothing_on_a_phone(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    wrong = Faults()
    for user, urls in pages.items():
        page = visit(street, user, **TOUCH)
        for url in urls:
            page.goto(url)
            wrong.add(url, violations(page))
    assert wrong.listed() == []


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_nothing_runs_off_the_side(
    street: str, visit: Visit, pages: dict[str, list[str]], viewport: dict[str, int]
) -> None:
    wide = Faults()
    for user, urls in pages.items():
        page = visit(street, user, viewport=viewport)
        for url, size in product(urls, SIZES):
            if size == SIZES[0]:
                page.goto(url)
            measuring.dress(page, size=size)
            if (excess := page.evaluate(measuring.TOO_WIDE)) > 0:
                wide.add(f"{url} {size}", [f"{excess} px too wide"])
    assert wide.listed() == []


def test_text_and_controls_are_large_enough(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    small = Faults()
    for user, urls in pages.items():
        desk, phone = visit(street, user), visit(street, user, **TOUCH)
        for url in urls:
            desk.goto(url)
            small.add(url, desk.evaluate(measuring.probe("small_text"), SMALLEST_TEXT))
            small.add(url, desk.evaluate(measuring.probe("small_controls"), SMALLEST_CONTROL))
            phone.goto(url)
            small.add(f"{url} touch", phone.evaluate(measuring.probe("small_controls"), SMALLEST_ON_TOUCH))
    assert small.listed() == []
