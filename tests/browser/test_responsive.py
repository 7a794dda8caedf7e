"""Whatever is typed, ticked or opened shows at once, even on a processor four times slower.

Milliseconds depend on what else the machine does: where it is busy, a page of one box says what they are worth.
"""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import pytest
from playwright.sync_api import Page

from tests.browser import budgets, measuring
from tests.browser.conftest import Visit

ROUNDS = 3
SETTLE = 400
OF_ONE_BOX = 4
ONE_BOX = "/account/login/"
Doing = Callable[[Page], None]


def typing(selector: str, text: str) -> Doing:
    def do(page: Page) -> None:
        page.locator(selector).first.click()
        page.keyboard.type(text, delay=80)
        page.wait_for_timeout(SETTLE)

    return do


def opening(selector: str) -> Doing:
    """Open each, and close it again."""

    def do(page: Page) -> None:
        for summary in page.locator(selector).all():
            summary.click()
            summary.click()

    return do


def ticking(page: Page) -> None:
    for box in page.locator("input[data-pick]").all()[:4]:
        box.check()
    page.locator("input[data-pick-all]").check()


DOINGS: dict[str, tuple[Doing, ...]] = {
    "/": (typing("[data-search]", "wang"), opening(".top summary:visible")),
    "/k/": (typing("[data-search]", "hengtai"),),
    "/k/findings": (typing("#f-q", "dang"), opening("main .pane summary:visible")),
    "/m/": (typing("#f-q", "wang"), ticking, opening("main .pane summary:visible")),
    "/u/": (typing("#f-q", "ke"), opening("main .pane summary:visible")),
    "/o/": (opening(".tree summary:visible"), typing(".tree .find input", "yi")),
    "/desk/": (opening(".paste > summary"),),
    "/m/new": (typing("input[name=name]", "wang"), typing("input[name=identity]", "320")),
}


def worst_on_one_box(page: Page) -> float:
    return worst(page, ONE_BOX, (typing("input[name=login]", "wang"),))


def worst(page: Page, url: str, doings: tuple[Doing, ...]) -> float:
    """The longest anybody waited to see what they did, in milliseconds; the quietest of some rounds.

    A round that is quiet enough is the last: further ones could only be quieter.
    """
    quietest = inf
    page.add_init_script(measuring.probe("events"))
    for _ in range(ROUNDS):
        page.goto(url)
        with measuring.slowed(page):
            for do in doings:
                do(page)
            page.wait_for_timeout(SETTLE)
        quietest = min(quietest, page.evaluate("() => window.gjWorst"))
        if quietest <= budgets.WORST_EVENT:
            break
    return quietest


@pytest.mark.timed
@pytest.mark.parametrize("url", DOINGS)
def test_what_is_done_shows_at_once(street: str, visit: Visit, url: str) -> None:
    waited = worst(visit(street, "zhoumin"), url, DOINGS[url])
    one_box = worst_on_one_box(visit(street)) if waited > budgets.WORST_EVENT else 0
    print(f"worst event at 4x on {url}: {waited:.0f} ms")
    assert 0 < waited <= max(budgets.WORST_EVENT, OF_ONE_BOX * one_box)
