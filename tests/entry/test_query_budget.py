"""No page asks the database more than twelve times, however many rows it shows."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjian.registers.accounts.models import User
from tests.crawling import Answer, crawl
from tests.entry import two_communities

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

MOST_QUERIES = 12
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def asked(client: Client, url: str) -> int:
    """How many queries a page takes that somebody looked at a moment ago."""
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        client.get(url)
    return len(queries)


def answer(client: Client, url: str) -> Answer:
    response = client.get(url)
    is_page = "text/html" in response.get("Content-Type", "")
    return Answer(response.status_code, response.content.decode() if is_page else "")


def client_for(user: User) -> Client:
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


@pytest.fixture
def office() -> Client:
    two_communities.build()
    user = two_communities.colleague("street_office")
    root = two_communities.A.path[: len(two_communities.A.path) // 2]
    user.grants.update(organization_id=two_communities.ROOT_ID, org_path=root)
    return client_for(user)


def test_every_page_stays_within_twelve_queries(office: Client) -> None:
    counts = {url: asked(office, url) for url in crawl(lambda url: answer(office, url), "/", "/search?q=安梨")}
    assert {url: count for url, count in counts.items() if count > MOST_QUERIES} == {}


def test_more_rows_cost_no_more_queries(office: Client) -> None:
    pages = crawl(lambda url: answer(office, url), "/", "/search?q=安梨")
    before = {url: asked(office, url) for url in pages}
    two_communities.crowd()
    after = {url: asked(office, url) for url in pages}
    assert {url: (before[url], after[url]) for url in pages if after[url] > before[url]} == {}
