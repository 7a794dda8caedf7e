"""A clerk's morning: files in, errors put right together, imported, a gap found and closed, and all taken back."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.clerk import FIRMS, MEMBERS, carry_through, put_right_together, take_back, upload
from tests.browser.conftest import Visit


def gaps(page: Page) -> int:
    """The number of gaps that the board shows."""
    page.goto("/k/")
    return int(page.get_by_role("link", name=re.compile("个空白点")).first.inner_text().split()[0].replace(",", ""))


def form_a_joint_branch(page: Page) -> None:
    page.goto("/k/findings?rule=unit_needs_joint_branch")
    page.get_by_role("link", name=FIRMS[1]).first.click()
    page.get_by_role("link", name="建联合支部").first.click()
    page.get_by_role("button", name="建联合支部").click()
    expect(page.get_by_role("status").filter(has_text="已办好")).to_be_visible()


def test_from_files_to_a_closed_gap_and_back(desk_street: str, visit: Visit) -> None:
    page = visit(desk_street, "zhoumin")
    before = gaps(page)
    upload(page)
    put_right_together(page)
    batch = carry_through(page)
    after_import = gaps(page)
    assert after_import > before
    form_a_joint_branch(page)
    assert gaps(page) < after_import
    take_back(page, batch)
    page.goto(f"/search?q={MEMBERS[0]}")
    expect(page.locator("main")).not_to_contain_text("怡园社区")
