"""What a page costs and how it measures, read from the browser itself."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, Response

PROBES = Path(__file__).with_name("probes")
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
NODES = "() => document.querySelectorAll('*').length"
DRESS = "(look) => Object.assign(document.documentElement.dataset, look)"


@cache
def probe(name: str) -> str:
    """A script of the folder `probes`, to be run in a page."""
    return (PROBES / f"{name}.js").read_text("utf-8")


@dataclass
class Cost:
    """One loading of a page: bytes over the wire by kind, requests, and the gzipped size of styles and scripts."""

    transfer: int = 0
    requests: list[str] = field(default_factory=list)
    css_gz: int = 0
    js_gz: int = 0


def load(page: Page, url: str) -> Cost:
    """Open URL and count what the network brought."""
    cost, sizes = Cost(), {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.requestServedFromCache", lambda event: sizes.pop(event["requestId"], None))
    session.on("Network.requestWillBeSent", lambda event: sizes.setdefault(event["requestId"], event["request"]["url"]))
    received: list[float] = []
    session.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    responses = []

    def keep(response: Response) -> None:
        responses.append(response)

    page.on("response", keep)
    page.goto(url, wait_until="networkidle")
    cost.transfer = int(sum(received))
    cost.requests = [address for address in sizes.values() if address.startswith("http")]
    for response in responses:
        kind = response.request.resource_type
        if kind == "stylesheet":
            cost.css_gz += len(gzip.compress(response.body()))
        elif kind == "script":
            cost.js_gz += len(gzip.compress(response.body()))
    page.remove_listener("response", keep)
    session.detach()
    return cost


def paint(page: Page, url: str, *, times: int, throttle: int = 4) -> tuple[float, float]:
    """Largest contentful paint (ms) and layout shift, medians of several loadings on a slowed processor."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    page.add_init_script(probe("observe"))
    paints, shifts = [], []
    for _ in range(times):
        page.goto(url, wait_until="load")
        page.wait_for_timeout(150)
        paints.append(page.evaluate("() => window.gjPaint"))
        shifts.append(page.evaluate("() => window.gjShift"))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()
    return median(paints), median(shifts)


def dress(page: Page, *, size: str = "standard", theme: str = "light") -> None:
    """Show the page as someone sees it who chose this text size and background."""
    page.evaluate(DRESS, {"size": size, "theme": theme})
