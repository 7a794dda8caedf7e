"""No page costs more than its budget: bytes, requests, nodes, shifts, and how soon it is there."""

from __future__ import annotations

from statistics import median

from tests.browser import budgets, measuring
from tests.browser.conftest import Visit

ROUNDS, AT_MOST = 5, 15
PLAIN, OF_PLAIN = "/account/login/", 4
OURS, ADMINS = "/m/", "/admin/members/member/"


def test_bytes_requests_and_nodes_stay_in_budget(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    over = []
    for user, urls in pages.items():
        for url in urls:
            page = visit(street, user)
            over += budgets.over(page, url)
            page.context.close()
    assert over == []


def test_pages_stand_still_and_are_there_soon(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    """On a processor four times slower; what seems late or to shift is looked at again, and the quietest look decides.

    Milliseconds depend on what else the machine does: where it is busy, the plainest page says what they are worth.
    """
    plain, _ = measuring.paint(visit(street), PLAIN, times=ROUNDS)
    late, over, painted = max(budgets.LARGEST_PAINT, OF_PLAIN * plain), [], {}
    for user, urls in pages.items():
        page = visit(street, user)
        for url in urls:
            painted[url], shift = measuring.paint(page, url, times=1)
            if painted[url] > late or shift > budgets.SHIFT:
                again = [measuring.paint(page, url, times=1) for _ in range(ROUNDS)]
                painted[url], shift = (min(looks) for looks in zip(*again, strict=True))
            over += [f"{url}: shifts {shift:.3f}"] if shift > budgets.SHIFT else []
            over += [f"{url}: {painted[url]:.0f} ms > {late:.0f}"] if painted[url] > late else []
    print(f"largest contentful paint at 4x: {median(painted.values()):.0f} ms, at most {max(painted.values()):.0f} ms")
    assert over == []


def test_our_list_is_there_well_before_the_admins(rival: str, visit: Visit) -> None:
    """The same members on the same server, each list as it comes: ours with 50 rows, the admin's with 100.

    So the budget was set (interface, 6.1). Taken in turns, each time as on a first visit.

    The middle times are told; the quietest decide, because what else the machine does only ever adds to both, and in a
    busy minute there are more turns.
    """
    ours: list[float] = []
    theirs: list[float] = []
    while len(ours) < ROUNDS or (len(ours) < AT_MOST and min(ours) > budgets.OF_ADMINS * min(theirs)):
        our_page, their_page = visit(rival, "zhoumin"), visit(rival, "admin")
        ours.append(measuring.paint(our_page, OURS, times=1)[0])
        theirs.append(measuring.paint(their_page, ADMINS, times=1)[0])
        our_page.context.close()
        their_page.context.close()
    print(f"largest contentful paint at 4x: our list {median(ours):.0f} ms, the admin's {median(theirs):.0f} ms")
    assert min(ours) <= budgets.OF_ADMINS * min(theirs)
