"""What a secretary does with a meeting, step by step: planned by its form, written down, run on a phone."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import WAIT

BRANCH = "怡园社区党总支第二党支部"
TEXT = re.compile(r'<textarea id="t-\d+-(\w+)"[^>]*>\n(.*?)</textarea>', re.DOTALL)

expect.set_options(timeout=WAIT)


def plan(page: Page, title: str, *agenda: str) -> str:
    """Plan an assembly of the branch that began yesterday; gives its address."""
    page.goto("/h/new")
    page.get_by_label("哪个组织").select_option(label=BRANCH)
    page.get_by_label("党员大会").check()
    page.get_by_role("button", name="下一步").click()
    page.get_by_label("会议名称").fill(title)
    page.get_by_label("开始时间").fill(f"{date.today() - timedelta(days=1)} 14:30")
    page.get_by_label("议题").fill("\n".join(agenda))
    page.get_by_role("button", name="排好").click()
    expect(page.get_by_role("heading", name=title)).to_be_visible()
    return page.url


def call_off(page: Page, address: str) -> None:
    page.goto(f"{address}/cancel")
    page.get_by_label("原因").fill("试过了")
    page.get_by_role("button", name="取消会议").click()
    expect(page.locator("h1")).to_contain_text("取消")


def stored(page: Page, address: str, field: str = "speeches") -> list[str]:
    """A text of each item as the server has it now, whatever stands on anybody's screen."""
    found: list[tuple[str, str]] = TEXT.findall(page.request.get(f"{address}/minutes").text())
    return [unescape(text) for name, text in found if name == field]


def press_twice(page: Page, button: Locator) -> None:
    """What a nervous thumb does: the same spot again, whatever has come under it."""
    button.scroll_into_view_if_needed()
    box = button.bounding_box()
    assert box
    for _ in range(2):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
