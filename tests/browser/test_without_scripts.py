"""Every page and form works without JavaScript; with it, nothing complains."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage

from tests.browser.conftest import Visit
from tests.browser.faults import Faults
from tests.browser.measuring import probe


def test_every_page_loads_without_scripts(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    wrong = Faults()
    for user, urls in pages.items():
        page = visit(street, user, java_script_enabled=False)
        for url in urls:
            response = page.goto(url)
            if response is None or response.status != 200 or page.locator("main h1").count() != 1:
                wrong.add(url, [f"{response and response.status}, {page.locator('main h1').count()} headings"])
    assert wrong.listed() == []


def test_every_form_can_be_sent_without_scripts(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    wrong = Faults()
    for user, urls in pages.items():
        page = visit(street, user)
        for url in urls:
            page.goto(url)
            wrong.add(url, (f"only htmx works {each}" for each in page.evaluate(probe("live_only"))))
            wrong.add(url, (f"cannot be sent {each}" for each in page.evaluate(probe("unsendable_forms"))))
            for address in page.evaluate(probe("asking_forms")):
                status = page.request.get(address).status
                wrong.add(url, [f"{address} answers {status}"] if status != 200 else [])
    assert wrong.listed() == []


def test_no_page_complains_to_the_console(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    said = Faults()
    for user, urls in pages.items():
        page = visit(street, user)
        page.on("console", lambda message: said.add(message.location["url"], complaint(message)))
        page.on("pageerror", lambda error: said.add(error.name or "", [error.message]))
        for url in urls:
            page.goto(url)
    assert said.listed() == []


def complaint(message: ConsoleMessage) -> list[str]:
    """An error or a warning; what the browser merely recommends is neither."""
    return [message.text] if message.type in {"error", "warning"} else []


def test_signing_in_and_out_works_without_scripts(street: str, visit: Visit) -> None:
    page = visit(street, java_script_enabled=False)
    page.goto("/")
    page.get_by_label("账号").fill("xuhuifang")
    page.get_by_label("密码").fill("gongjian-demo")
    page.get_by_role("button", name="登录", exact=True).click()
    assert "/account/login" not in page.url
    page.locator("summary", has_text="徐慧芳").click()
    page.get_by_role("button", name="退出").click()
    page.goto("/")
    assert "/account/login" in page.url
