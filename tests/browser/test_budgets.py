"""What a page may cost (interface budgets): bytes, requests, nodes, shifts, and how soon it is there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.browser import measuring
from tests.browser.conftest import Visit

KB = 1000
TRANSFER_COLD, TRANSFER_WARM = 90 * KB, 25 * KB
JS_GZ, CSS_GZ = 45 * KB, 12 * KB
REQUESTS, NODES, SHIFT = 8, 1500, 0.02
PLAIN = "/account/login/"
SLOWER_THAN_PLAIN = 4.0


def test_bytes_requests_and_nodes_stay_in_budget(street: str, visit: Visit, pages: dict[str, list[str]]) -> None:
    over = []
    for user, urls in pages.items():
        for url in urls:
            page = visit(street, user)
            cold, warm = measuring.load(page, url), measuring.load(page, url)
            nodes = page.evaluate(measuring.NODES)
            figures = {
                "cold bytes": (cold.transfer, TRANSFER_COLD),
                "warm bytes": (warm.transfer, TRANSFER_WARM),
                "script bytes": (cold.js_gz, JS_GZ),
                "style bytes": (cold.css_gz, CSS_GZ),
                "requests": (len(cold.requests), REQUESTS),
                "nodes": (nodes, NODES),
            }
            over += [f"{url}: {name} {figure} > {most}" for name, (figure, most) in figures.items() if figure > most]
            page.context.close()
    assert over == []


def test_pages_stand_still_and_are_there_soon(
    street: str, visit: Visit, pages: dict[str, list[str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Milliseconds are reported; the gate is the ratio to the plainest page on the same machine in the same minute."""
    plain, _ = measuring.paint(visit(street), PLAIN, times=5)
    over, report = [], {PLAIN: round(plain)}
    for user, urls in pages.items():
        page = visit(street, user)
        for url in urls:
            painted, shift = measuring.paint(page, url, times=3)
            report[url] = round(painted)
            over += [f"{url}: shifts {shift:.3f}"] if shift > SHIFT else []
            over += [f"{url}: {painted:.0f} ms, {painted / plain:.1f} x"] if painted > SLOWER_THAN_PLAIN * plain else []
    write(tmp_path_factory.getbasetemp() / "paint.json", report)
    assert over == []


def write(path: Path, report: dict[str, int]) -> None:
    text = json.dumps(report, indent=1, ensure_ascii=False)
    path.write_text(text)
    print(f"largest contentful paint at 4x, ms: {text}")
