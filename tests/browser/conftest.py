"""A real browser, a real server, the demo street, and people who sign in by the form."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from gongjian.entry.demo.accounts import PASSWORD
from tests import machine, serving
from tests.browser.inspectors import Ears, round_at_a_desk
from tests.browser.looks import DESKTOP
from tests.browser.rounds import Round
from tests.crawling import Answer, crawl, shape
from tests.sharing import made_once

WAIT = 40_000
STARTS = ("/", "/search?q=王")
WALKERS = ("zhoumin", "xuhuifang", "admin")
FLAGS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Visit = Callable[..., Page]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    sandbox = ("--no-sandbox",) if os.geteuid() == 0 else ()
    return {"executable_path": str(machine.chromium()), "args": [*FLAGS, *sandbox], "timeout": WAIT}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the steps of `./gongjian test` share is kept here; pytest alone has a folder to itself."""
    given = os.environ.get("GONGJIAN_TEST_SHARED")
    return Path(given) if given else tmp_path_factory.mktemp("shared")


@pytest.fixture(scope="session")
def demo_folder(shared: Path) -> Path:
    """The data of a freshly loaded demo street, its server stopped. To be copied, not served."""
    return made_once(shared, "demo", load)


def load(folder: Path) -> None:
    with serving.running("demo", folder):
        pass


@pytest.fixture(scope="session")
def street(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo street that no test changes."""
    with serving.running("serve", serving.copy_of(demo_folder, tmp_path_factory.mktemp("street"))) as address:
        yield address


@pytest.fixture(scope="session")
def desk_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of the street in which tests work."""
    return serving.copy_of(demo_folder, tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="session")
def desk_street(desk_folder: Path) -> Iterator[str]:
    """The address of a demo street in which tests work; each takes back what it did."""
    with serving.running("serve", desk_folder) as address:
        yield address


@pytest.fixture(scope="session")
def sessions() -> dict[tuple[str, str], Any]:
    """The cookies of those who have signed in, by street and account."""
    return {}


@pytest.fixture
def visit(browser: Browser, sessions: dict[tuple[str, str], Any]) -> Iterator[Visit]:
    """`visit(street, "xuhuifang")`: a page of its own for a person who is signed in; `user=""` for a stranger."""
    with visits(browser, sessions) as visit:
        yield visit


@contextmanager
def visits(browser: Browser, sessions: dict[tuple[str, str], Any]) -> Iterator[Visit]:
    """Opens pages, and closes them all at the end."""
    opened: list[BrowserContext] = []

    def open_page(address: str, user: str = "", *, viewport: dict[str, int] = DESKTOP, **context: Any) -> Page:
        if user and (address, user) not in sessions:
            sessions[address, user] = signed_in(browser, address, user)
        known = sessions.get((address, user))
        opened.append(
            browser.new_context(base_url=address, viewport=viewport, locale="zh-CN", storage_state=known, **context)
        )
        opened[-1].set_default_timeout(WAIT)
        return opened[-1].new_page()

    yield open_page
    for context in opened:
        context.close()


def signed_in(browser: Browser, address: str, user: str) -> Any:
    """Sign in by the form, as a person does, and keep the cookies."""
    context = browser.new_context(base_url=address, viewport=DESKTOP)
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.goto("/account/login/")
    page.get_by_label("账号").fill(user)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/account/login" not in url)
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def pages(street: str, browser: Browser, sessions: dict[tuple[str, str], Any], shared: Path) -> dict[str, list[str]]:
    """One address of each kind of page, by the account that reaches it."""

    def walk(folder: Path) -> None:
        found = walked(street, browser, sessions)
        (folder / "pages.json").write_text(json.dumps(found), "utf-8")

    found: dict[str, list[str]] = json.loads((made_once(shared, "pages", walk) / "pages.json").read_text("utf-8"))
    return found


def walked(street: str, browser: Browser, sessions: dict[tuple[str, str], Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"": ["/account/login/"]}
    for user in WALKERS:
        with visits(browser, sessions) as visit:
            context = visit(street, user).context
            new = crawl(lambda url, context=context: answer(context, url), *STARTS)
        shapes = {shape(url) for urls in found.values() for url in urls}
        found[user] = [url for url in new if shape(url) not in shapes]
    return found


def answer(context: BrowserContext, url: str) -> Answer:
    response = context.request.get(url)
    is_page = "text/html" in response.headers.get("content-type", "")
    return Answer(response.status, response.text() if is_page else "")


@pytest.fixture(scope="session")
def at_a_desk(
    street: str, browser: Browser, sessions: dict[tuple[str, str], Any], pages: dict[str, list[str]]
) -> Round:
    """Every page, looked at by all inspectors at a desk."""
    ears = Ears()
    round_of_all = round_at_a_desk(ears)
    with visits(browser, sessions) as visit:
        for user, urls in pages.items():
            page = visit(street, user)
            ears.listen(page)
            for url in urls:
                round_of_all.visit(page, url)
    return round_of_all
