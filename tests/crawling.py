"""All pages a person can reach by links, one of each shape: the pages that budgets and accessibility are checked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve

SAME_LIST = {"after", "before", "sort", "print", "format", "columns"}
SHORT_OF = ("/account/logout", "/admin/", "/static/")
MOST_PAGES = 300


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
    """The same for all records of one kind: the route of the address book, and whether anything is asked with it."""
    parts = urlsplit(url)
    try:
        route = f"/{resolve(parts.path).route}"
    except Resolver404:
        route = parts.path
    names = sorted({pair.partition("=")[0] for pair in parts.query.split("&") if pair})
    return f"{route}?{names[0]}" if names else route


def is_worth_a_visit(url: str) -> bool:
    """Neither a way out, nor the same list turned, sorted, printed or exported."""
    names = {pair.partition("=")[0] for pair in urlsplit(url).query.split("&")}
    return not url.startswith(SHORT_OF) and not names & SAME_LIST


def crawl(fetch: Callable[[str], Answer], *starts: str) -> list[str]:
    """One address of each shape that is a page, in the order found; raises where links lead nowhere, or never end."""
    waiting, seen, pages = [(start, "") for start in starts], set(), []
    while waiting:
        url, linked_from = waiting.pop(0)
        if shape(url) in seen or not is_worth_a_visit(url):
            continue
        seen.add(shape(url))
        answer = fetch(url)
        assert answer.status == 200, f"{url}, linked from {linked_from}, answers {answer.status}"
        if answer.html:
            pages.append(url)
            assert len(pages) <= MOST_PAGES, f"more than {MOST_PAGES} kinds of pages, such as {pages[-3:]}"
            waiting += [(found, url) for found in links(answer.html, url)]
    return pages
