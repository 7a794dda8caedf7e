"""What a page costs and how it measures, read from the browser itself."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import CDPSession, Page, Response

PROBES = Path(__file__).with_name("probes")
PAINT = "() => window.gjPaint"
NODES = "() => document.querySelectorAll('*').length"
A_MOMENT, LATE = 10, 100
PATIENCE = 1000


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


class Wire:
    """What goes over the wire while a page is opened: addresses asked for, and bytes received, by request."""

    def __init__(self, session: CDPSession) -> None:
        self.begun: set[str] = set()
        self.received: dict[str, int] = {}
        self.asked: dict[str, str] = {}
        session.on("Network.requestWillBeSent", self.begin)
        session.on("Network.requestServedFromCache", lambda event: self.asked.pop(event["requestId"], None))
        session.on("Network.loadingFinished", self.receive)
        session.on("Network.loadingFailed", lambda event: self.begun.discard(event["requestId"]))
        session.send("Network.enable")

    def begin(self, event: dict[str, Any]) -> None:
        self.begun.add(event["requestId"])
        self.asked.setdefault(event["requestId"], event["request"]["url"])

    def receive(self, event: dict[str, Any]) -> None:
        self.received[event["requestId"]] = int(event["encodedDataLength"])

    def is_quiet(self) -> bool:
        return self.begun <= self.received.keys()


def load(page: Page, url: str) -> Cost:
    """Open URL and count what the network brought."""
    session, responses = page.context.new_cdp_session(page), list[Response]()
    wire = Wire(session)

    def keep(response: Response) -> None:
        responses.append(response)

    page.on("response", keep)
    page.goto(url)
    page.evaluate(probe("settled"))
    until(page, wire.is_quiet, moments=LATE // A_MOMENT)
    page.remove_listener("response", keep)
    session.detach()
    requests = [address for address in wire.asked.values() if address.startswith("http")]
    sizes = {kind: gzipped(responses, kind) for kind in ("stylesheet", "script")}
    return Cost(sum(wire.received.values()), requests, css_gz=sizes["stylesheet"], js_gz=sizes["script"])


def gzipped(responses: list[Response], kind: str) -> int:
    return sum(len(gzip.compress(each.body())) for each in responses if each.request.resource_type == kind)


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
    page.evaluate(probe("settled"))
    until(page, lambda: page.evaluate(PAINT), moments=PATIENCE)
    moment: float = page.evaluate(PAINT)
    assert moment, f"{page.url} was never drawn"
    return moment


def until(page: Page, is_so: Callable[[], Any], *, moments: int) -> None:
    """Wait for what happens after a page is loaded, but no longer: a page that asks again and again is never quiet."""
    for _ in range(moments):
        if is_so():
            return
        page.wait_for_timeout(A_MOMENT)


@contextmanager
def slowed(page: Page, throttle: int = 4) -> Iterator[None]:
    """The page on a processor so many times slower."""
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
    yield
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()
