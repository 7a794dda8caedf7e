"""What a page costs and how it measures, read from the browser itself."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, Response

PROBES = Path(__file__).with_name("probes")
NODES = "() => document.querySelectorAll('*').length"
LATE = 100
PATIENCE = 100


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


def forget(page: Page) -> None:
    """Keep nothing of what was loaded before; whoever is signed in stays so."""
    session = page.context.new_cdp_session(page)
    session.send("Network.clearBrowserCache")
    session.detach()


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
    page.goto(url)
    page.wait_for_timeout(LATE)
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
    page.add_init_script(probe("observe"))
    paints, shifts = [], []
    with slowed(page, throttle):
        for _ in range(times):
            page.goto(url)
            paints.append(painted(page))
            shifts.append(page.evaluate("() => window.gjShift"))
    return median(paints), median(shifts)


def painted(page: Page) -> float:
    """When the largest part of the page was drawn (ms); the browser tells it a little later."""
    for _ in range(PATIENCE):
        page.wait_for_timeout(LATE)
        if moment := page.evaluate("() => window.gjPaint"):
            return moment
    raise AssertionError(f"{page.url} was never drawn")


@contextmanager
def slowed(page: Page, throttle: int = 4) -> Iterator[None]:
    """The page on a processor so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()
