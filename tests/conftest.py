"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests import postgres


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What one test's database held is not in the next one's cache."""
    cache.clear()


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
