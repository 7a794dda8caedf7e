"""The oldest browsers, started one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from gongjian.entry.demo.accounts import PASSWORD
from tests.browser.conftest import WAIT
from tests.browser.looks import DESKTOP
from tests.browser.old import hand
from tests.browser.old.engines import ENGINES, Engine, program


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("old")


@pytest.fixture(scope="module", params=ENGINES, ids=lambda engine: f"chromium {engine.major}")
def old(
    request: pytest.FixtureRequest, playwright: Playwright, browser_type_launch_args: dict[str, Any]
) -> Iterator[Browser]:
    engine: Engine = request.param
    arguments = [*browser_type_launch_args["args"], "--headless", "--no-zygote", "--disable-dev-shm-usage"]
    browser = playwright.chromium.launch(executable_path=program(engine), args=arguments, timeout=WAIT)
    assert browser.version.startswith(f"{engine.major}.")
    yield browser
    browser.close()


@pytest.fixture(scope="module")
def clerk(old: Browser, street: str) -> Iterator[BrowserContext]:
    """A person who signed in by the form, in the old browser."""
    context = old.new_context(base_url=street, viewport=DESKTOP, locale="zh-CN")
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto("/account/login/")
    hand.write(page, "#id_login", "zhoumin")
    hand.write(page, "#id_password", PASSWORD)
    page.keyboard.press("Enter")
    hand.await_true(page, "!location.pathname.includes('login') && document.querySelector('main h1')")
    page.close()
    yield context
    context.close()


@pytest.fixture
def page_of_clerk(clerk: BrowserContext) -> Iterator[Page]:
    page = clerk.new_page()
    yield page
    page.close()
