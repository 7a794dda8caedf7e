"""Brings the database to the form this version of the program wants, for the commands that meet it first."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from zlib import crc32

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.executor import MigrationExecutor

LOCK_FILE = "migrating.lock"
LOCK_NUMBER = crc32(b"gongjian migrate")


def migrate_if_needed() -> None:
    """Make or change the tables; a database that has its form is left alone."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


@contextmanager
def one_migration(database: str) -> Iterator[None]:
    """Keep others from migrating until this is done: a lock of PostgreSQL's own, or of a file beside SQLite's."""
    if connections[database].vendor != "postgresql":
        settings.DATA.mkdir(parents=True, exist_ok=True)
        with (settings.DATA / LOCK_FILE).open("w") as lock:
            flock(lock, LOCK_EX)
            yield
        return
    with connections[database].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
