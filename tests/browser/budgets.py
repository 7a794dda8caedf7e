"""What a page may cost (interface budgets), and which of its figures are over."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser import measuring

KB = 1000
TRANSFER_COLD, TRANSFER_WARM = 90 * KB, 25 * KB
JS_GZ, CSS_GZ = 45 * KB, 12 * KB
REQUESTS, NODES, SHIFT = 8, 1500, 0.02
LARGEST_PAINT, OF_ADMINS = 1200, 0.6
WORST_EVENT = 100


def over(page: Page, url: str) -> list[str]:
    """The figures of URL that are over budget, for a browser that has not been anywhere yet, and then again."""
    measuring.forget(page)
    cold, warm = measuring.load(page, url), measuring.load(page, url)
    figures = {
        "cold bytes": (cold.transfer, TRANSFER_COLD),
        "warm bytes": (warm.transfer, TRANSFER_WARM),
        "script bytes": (cold.js_gz, JS_GZ),
        "style bytes": (cold.css_gz, CSS_GZ),
        "requests": (len(cold.requests), REQUESTS),
        "nodes": (page.evaluate(measuring.NODES), NODES),
    }
    return [f"{url}: {name} {figure} > {most}" for name, (figure, most) in figures.items() if figure > most]
