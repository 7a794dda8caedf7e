"""Whoever looks at all pages sees what is wrong on one: a page with every fault there is, put before them."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Visit
from tests.browser.inspectors import CONSOLE, COSTS, FORMS, LOOKS, Ears, round_at_a_desk

FAULTS = {
    COSTS: ("nodes 1", "requests 1"),
    FORMS: ("only htmx works <div hx-get", "cannot be sent <form", "/nowhere? answers 404"),
    LOOKS: ("image-alt: <img", "color-contrast: <i", "10 px: <button", "px too wide", '<p style="font-size: 9px'),
    CONSOLE: ("an error of its own", "nowhereToBeFound is not defined", "404 (Not Found)"),
}
FAULTY = f"""<!doctype html><html lang="zh-CN"><head><title>坏页</title></head><body><main><h1>坏页</h1>
<div hx-get="/">只有脚本</div><form action="/"><input name="a"><input name="b"></form><form action="/nowhere"></form>
<p style="font-size: 9px">小字</p><i style="color: #bbb">淡字</i><button style="height: 10px; padding: 0">矮</button>
<p style="width: 3000px">宽</p>{"".join(f'<img src="/nowhere/{n}">' for n in range(9))}{"<b></b>" * 1600}
<script>console.error("an error of its own"); nowhereToBeFound();</script></main></body></html>"""


def test_every_fault_is_seen_and_no_page_passes_unseen(street: str, visit: Visit) -> None:
    page, ears = visit(street, "zhoumin"), Ears()
    page.route("**/faulty", lambda route: route.fulfill(body=FAULTY, content_type="text/html; charset=utf-8"))
    ears.listen(page)
    one_round = round_at_a_desk(ears)
    one_round.visit(page, "/faulty")
    for subject, faults in FAULTS.items():
        found = one_round.found(subject, {"zhoumin": ["/faulty"]})
        assert [fault for fault in faults if not any(fault in each for each in found)] == [], found
        with pytest.raises(AssertionError):
            one_round.found(subject, {"zhoumin": ["/faulty", "/unseen"]})


def test_an_inspector_who_hears_nothing_is_noticed(street: str, visit: Visit) -> None:
    with pytest.raises(ValueError, match="not in list"):
        round_at_a_desk(Ears()).visit(visit(street), "/account/login/")
