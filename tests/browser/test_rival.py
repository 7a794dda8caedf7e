"""Our list of members beside the one Django's admin makes of the same rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest

from tests import serving
from tests.browser import budgets, measuring
from tests.browser.conftest import Visit

TURNS = 9
OURS, ADMINS = "/m/", "/admin/members/member/"


@pytest.fixture(scope="session")
def rival(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the demo street with Django's admin over its members."""
    folder = serving.copy_of(demo_folder, tmp_path_factory.mktemp("rival"))
    with serving.running("serve", folder, "tests.browser.rival.settings") as address:
        yield address


@pytest.mark.timed
def test_our_list_is_there_well_before_the_admins(rival: str, visit: Visit) -> None:
    """Each list as it comes, ours with 50 rows, the admin's with 100: so the budget was set (interface, 6.1).

    Taken in turns, each time as on a first visit, so that what else the machine does meets both; the middle times
    decide.
    """
    turns = [(paint(visit, rival, "zhoumin", OURS), paint(visit, rival, "admin", ADMINS)) for _ in range(TURNS)]
    ours, theirs = map(median, zip(*turns, strict=True))
    print(f"largest contentful paint at 4x: our list {ours:.0f} ms, the admin's {theirs:.0f} ms")
    assert ours <= budgets.OF_ADMINS * theirs


def paint(visit: Visit, street: str, user: str, url: str) -> float:
    """The largest contentful paint (ms) for somebody who was never there."""
    page = visit(street, user)
    moment, _ = measuring.paint(page, url, times=1)
    page.context.close()
    return moment
