"""The import desk is fit for use at every step: on a desk and on a phone, in every size of text, light and dark."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser import budgets, looks
from tests.browser.clerk import carry_through, put_right_together, take_back, upload
from tests.browser.conftest import Visit
from tests.browser.faults import Faults


class Eyes:
    """Looks at a step of the wizard as everyone may see it, and gathers what is wrong."""

    def __init__(self, street: str, visit: Visit) -> None:
        self.wrong = Faults()
        self.desk, self.phone = visit(street, "zhoumin"), visit(street, "zhoumin", **looks.TOUCH)

    def look(self, url: str) -> None:
        self.wrong.add(url, budgets.over(self.desk, url))
        self.phone.goto(url)
        for page, least in ((self.desk, looks.SMALLEST_CONTROL), (self.phone, looks.SMALLEST_ON_TOUCH)):
            assert page.locator("main h1").count() == 1
            looks.inspect(page, self.wrong, looks.ON_A_DESK, least=least)


@contextmanager
def held(folder: Path, batch: str, state: str) -> Iterator[None]:
    """The batch kept at a step that passes too fast to be looked at."""
    pk = int(re.findall(r"\d+", batch)[-1])
    before = at(folder, pk, state)
    yield
    at(folder, pk, before)


def at(folder: Path, pk: int, state: str) -> str:
    """Set the state of a batch; gives the one it had."""
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ")
    with closing(sqlite3.connect(folder / "gongjian.sqlite3", timeout=20)) as database, database:
        (before,) = database.execute("select state from desk_batch where id = ?", [pk]).fetchone()
        database.execute("update desk_batch set state = ?, heartbeat = ? where id = ?", [state, now, pk])
    return before


@pytest.fixture
def eyes(desk_street: str, visit: Visit) -> Eyes:
    return Eyes(desk_street, visit)


@pytest.fixture
def clerk(desk_street: str, visit: Visit) -> Page:
    return visit(desk_street, "zhoumin")


def test_a_sheet_of_errors_prints_with_its_sentences_in_lines(clerk: Page) -> None:
    upload(clerk)
    clerk.emulate_media(media="print")
    clerk.set_viewport_size(looks.PAPER)
    sentence = clerk.locator(".xl td.msg").first.bounding_box()
    assert sentence is not None
    assert sentence["width"] >= looks.PAPER["width"] / 8
    assert sentence["x"] + sentence["width"] <= looks.PAPER["width"]


def test_every_step_of_an_import_is_fit_for_use(desk_folder: Path, clerk: Page, eyes: Eyes) -> None:
    eyes.look("/desk/")
    upload(clerk)
    batch = clerk.url
    eyes.look(batch)
    eyes.look(str(clerk.get_by_role("link", name="看对得对不对").first.get_attribute("href")))
    for state in ("uploaded", "checking", "failed"):
        with held(desk_folder, batch, state):
            eyes.look(batch)
    put_right_together(clerk)
    eyes.look(batch)
    with held(desk_folder, batch, "importing"):
        eyes.look(batch)
    carry_through(clerk)
    for url in (batch, f"{batch}undo", "/desk/"):
        eyes.look(url)
    take_back(clerk, batch)
    eyes.look(batch)
    assert eyes.wrong.listed() == []
