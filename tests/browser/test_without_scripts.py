"""Every page and form works without JavaScript; with it, nothing complains."""

from __future__ import annotations

from tests.browser.conftest import Visit
from tests.browser.faults import Faults
from tests.browser.inspectors import CONSOLE, FORMS
from tests.browser.rounds import Round


def test_every_page_loads_without_scripts(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    wrong = Faults()
    for user, urls in pages.items():
        page = visit(street, user, java_script_enabled=False)
        for url in urls:
            response = page.goto(url)
            if response is None or response.status != 200 or page.locator("main h1").count() != 1:
                wrong.add(url, [f"{response and response.status}, {page.locator('main h1').count()} headings"])
    assert wrong.listed() == []


def test_every_form_can_be_sent_without_scripts(at_a_desk: Round, pages: dict[str, list[str]]) -> None:
    assert at_a_desk.found(FORMS, pages) == []


def test_no_page_complains_to_the_console(at_a_desk: Round, pages: dict[str, list[str]]) -> None:
    assert at_a_desk.found(CONSOLE, pages) == []


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
