"""The main pages look and work in the oldest browsers as they do in today's."""

from __future__ import annotations

from itertools import zip_longest
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import Visit
from tests.browser.faults import Faults
from tests.browser.looks import TOO_WIDE
from tests.browser.measuring import probe
from tests.browser.old import hand

MAIN = ("/", "/k/", "/k/findings", "/o/", "/u/", "/m/", "/m/142", "/m/142/edit", "/desk/", "/settings/rules/", "/help")
SIDEWAYS, TALLER, DRIFT = 6, 4, 0.03
Part = tuple[str, int, int, int, int]


def differs(new: Part | None, old: Part | None) -> bool:
    """Whether a part stands elsewhere: rows of old engines are a pixel or so lower, which adds up down a page."""
    if new is None or old is None or new[0] != old[0]:
        return True
    sideways = max(abs(new[1] - old[1]), abs(new[3] - old[3]))
    return sideways > SIDEWAYS or abs(new[2] - old[2]) > TALLER + DRIFT * abs(new[2])


@pytest.mark.parametrize("url", MAIN)
def test_the_layout_is_todays(street: str, visit: Visit, page_of_clerk: Page, url: str) -> None:
    today = visit(street, "zhoumin")
    layouts: list[list[Any]] = []
    for page in (today, page_of_clerk):
        page.goto(url)
        layouts.append(page.evaluate(probe("layout")))
    assert len(layouts[0]) > 10
    assert [pair for pair in zip_longest(*layouts) if differs(*pair)] == []
    assert page_of_clerk.evaluate(TOO_WIDE) <= 0


def test_no_page_complains(page_of_clerk: Page) -> None:
    page, said = page_of_clerk, Faults()
    page.on("console", lambda message: said.add(page.url, [message.text] if message.type == "error" else []))
    page.on("pageerror", lambda error: said.add(page.url, [error.message]))
    for url in MAIN:
        page.goto(url)
    assert said.listed() == []


def test_a_filter_swaps_the_rows_alone(page_of_clerk: Page) -> None:
    page_of_clerk.goto("/m/")
    page_of_clerk.evaluate("() => { document.documentElement.dataset.kept = 'yes'; }")
    hand.write(page_of_clerk, "#f-q", "王")
    names = "[...document.querySelectorAll('#rows tbody th')]"
    hand.await_true(page_of_clerk, f"{names}.length && {names}.every((th) => th.innerText.includes('王'))")
    assert page_of_clerk.evaluate("() => document.documentElement.dataset.kept") == "yes"


def test_search_answers_while_one_types(page_of_clerk: Page) -> None:
    page_of_clerk.goto("/")
    hand.write(page_of_clerk, "[data-search]", "hengtai")
    hand.await_true(page_of_clerk, "document.querySelector('.found a')")


def test_drop_downs_open_and_ticks_are_counted(page_of_clerk: Page) -> None:
    page_of_clerk.goto("/m/")
    hand.press(page_of_clerk, ".applied details[data-drop] > summary")
    hand.await_true(page_of_clerk, "document.querySelector('.applied details[open]')")
    page_of_clerk.keyboard.press("Escape")
    hand.await_true(page_of_clerk, "!document.querySelector('.applied details[open]')")
    hand.press(page_of_clerk, "input[data-pick]")
    hand.await_true(page_of_clerk, "document.querySelector('[data-picked]').innerText === '1'")


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(page_of_clerk: Page) -> None:
    page_of_clerk.goto("/m/new")
    hand.write(page_of_clerk, "input[name=name]", "龚五帆")
    page_of_clerk.keyboard.press("Enter")
    hand.await_true(page_of_clerk, "document.querySelector('[data-errors]')")
    assert page_of_clerk.evaluate("() => document.querySelector('input[name=name]').value") == "龚五帆"


def test_the_text_grows_and_shrinks_again(clerk: BrowserContext, page_of_clerk: Page) -> None:
    page_of_clerk.goto("/me")
    for size in ("large", "standard"):
        hand.press(page_of_clerk, f"button[value={size}]")
        hand.await_true(page_of_clerk, f"document.documentElement.dataset.size === '{size}'")
