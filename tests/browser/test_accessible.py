"""Everyone can use every page: axe, text and targets large enough, nothing that runs off the side."""

from __future__ import annotations

from tests.browser import looks
from tests.browser.conftest import Visit
from tests.browser.faults import Faults
from tests.browser.inspectors import LOOKS
from tests.browser.rounds import Round

PLAIN = (looks.ON_A_DESK[0],)


def test_every_page_is_fit_for_use_on_a_desk(at_a_desk: Round, pages: dict[str, list[str]]) -> None:
    assert at_a_desk.found(LOOKS, pages) == []


def test_every_page_is_fit_for_use_on_a_phone(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    wrong = Faults()
    for user, urls in pages.items():
        page = visit(street, user, **looks.TOUCH)
        for url in urls:
            page.goto(url)
            looks.inspect(page, wrong, PLAIN, least=looks.SMALLEST_ON_TOUCH)
    assert wrong.listed() == []
