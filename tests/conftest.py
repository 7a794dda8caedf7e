"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.core.cache import cache

from tests import postgres, street


def marked(item: pytest.Item, name: str) -> bool:
    return item.get_closest_marker(name) is not None


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What one test's database held is not in the next one's cache."""
    cache.clear()


@pytest.fixture(autouse=True)
def on_the_day(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where something is stored it is the day that `tests.street` is judged on; no page finds that a day has passed."""
    if not marked(request.node, "django_db"):
        yield
        return
    with time_machine.travel(street.NOW):
        yield


STORING = ("registers", "mechanisms", "oversight", "foundation", "entry/desk")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is stored must be stored alike everywhere: these tests run on SQLite and again on PostgreSQL."""
    folders = tuple(f"{Path(__file__).parent / folder}/" for folder in STORING)
    for item in items:
        if str(item.path).startswith(folders) and marked(item, "django_db") and not marked(item, "sqlite"):
            item.add_marker("stores")


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server for the session. Fails, never skips, where there is none."""
    cluster = postgres.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def postgres_url(postgres_cluster: postgres.Cluster) -> str:
    """DATABASE_URL of a fresh, empty PostgreSQL database, for tests that start processes of their own."""
    return postgres_cluster.new_database()
