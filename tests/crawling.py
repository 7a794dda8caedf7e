"""All pages a person can reach by links, one of each shape: the pages that budgets and accessibility are checked on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

SHORT_OF = ("/account/logout", "/admin/", "/static/")
MOST_PAGES = 150


@dataclass(frozen=True, slots=True)
class Answer:
    """What an address gave; `html` is empty when it is no page."""

    status: int
    html: str


class Links(HTMLParser):
    """Collects where the links of a page go."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and given.get("href") and "download" not in given:
            self.found.append(str(given["href"]))


def links(html: str, base: str) -> Iterator[str]:
    """Addresses on this site that a page links to, without fragments."""
    parser = Links()
    parser.feed(html)
    for href in parser.found:
        url = urldefrag(urljoin(f"http://here{base}", href)).url
        if url.startswith("http://here/"):
            yield url.removeprefix("http://here")


def shape(url: str) -> str:
    """The same for all records of one kind: numbers in the path become #, and a query only says that it is there."""
    parts = urlsplit(url)
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+", "#", parts.path)
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return f"{path}?{names[0]}" if names else path


def crawl(fetch: Callable[[str], Answer], *starts: str) -> list[str]:
    """One address of each shape that is a page, in the order found; raises on an address that does not answer."""
    waiting, seen, pages = list(starts), set(), []
    while waiting and len(pages) < MOST_PAGES:
        url = waiting.pop(0)
        if shape(url) in seen or url.startswith(SHORT_OF):
            continue
        seen.add(shape(url))
        answer = fetch(url)
        assert answer.status == 200, f"{url} answers {answer.status}"
        if answer.html:
            pages.append(url)
            waiting += links(answer.html, url)
    return pages
