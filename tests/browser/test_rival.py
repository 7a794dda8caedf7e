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
HALF = TURNS // 2
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

    Taken in turns, each time as on a first visit, so that what else the machine does meets both; the middle times of
    nine turns decide, and no more turns are taken than it needs to know them well apart.
    """
    ours: list[float] = []
    theirs: list[float] = []
    while len(ours) < TURNS and not is_settled(ours, theirs):
        ours.append(paint(visit, rival, "zhoumin", OURS))
        theirs.append(paint(visit, rival, "admin", ADMINS))
    print(f"largest contentful paint at 4x: our list {median(ours):.0f} ms, the admin's {median(theirs):.0f} ms")
    assert is_settled(ours, theirs), (ours, theirs)


def is_settled(ours: list[float], theirs: list[float]) -> bool:
    """Whether the middle of our times is far enough below the middle of theirs, however the turns left may end."""
    if len(ours) <= HALF:
        return False
    return sorted(ours)[HALF] <= budgets.OF_ADMINS * sorted(theirs, reverse=True)[HALF]


@pytest.mark.parametrize(
    ("ours", "theirs", "settled"),
    [
        ([5.0] * 4, [10.0] * 4, False),
        ([5.0] * 5, [10.0] * 5, True),
        ([7.0] + [5.0] * 4, [10.0] * 5, False),
        ([7.0] + [5.0] * 5, [1.0] + [10.0] * 5, True),
        ([6.1] * 9, [10.0] * 9, False),
        ([7.0] * 4 + [6.0] * 5, [1.0] * 4 + [10.0] * 5, True),
    ],
)
def test_turns_end_when_the_middle_of_nine_is_known(ours: list[float], theirs: list[float], settled: bool) -> None:
    assert is_settled(ours, theirs) is settled


def paint(visit: Visit, street: str, user: str, url: str) -> float:
    """The largest contentful paint (ms) for somebody who was never there."""
    page = visit(street, user)
    moment, _ = measuring.paint(page, url, times=1)
    page.context.close()
    return moment
