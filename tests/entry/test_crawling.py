"""A walk through the pages ends at an end, or says that it found none."""

import pytest

from tests.crawling import MOST_PAGES, Answer, crawl


def endless(url: str) -> Answer:
    return Answer(200, f'<a href="{url}x">on</a>')


def test_a_walk_without_end_fails() -> None:
    with pytest.raises(AssertionError, match=f"more than {MOST_PAGES} kinds of pages"):
        crawl(endless, "/x")


def test_a_link_that_leads_nowhere_fails() -> None:
    with pytest.raises(AssertionError, match="/xx, linked from /x, answers 404"):
        crawl(lambda url: Answer(404 if url == "/xx" else 200, '<a href="/xx">on</a>'), "/x")
