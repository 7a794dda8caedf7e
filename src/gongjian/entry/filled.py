"""Whether a database holds what only its own keys can read: asked before Django is ready, where keys are missing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

SEALED = (
    "SELECT EXISTS (SELECT FROM members_member WHERE identity_sealed <> '')"
    " OR EXISTS (SELECT FROM foundation_stored_file) OR EXISTS (SELECT FROM desk_batch)"
)


def is_filled(database: Mapping[str, Any]) -> bool:
    """For one of Django's DATABASES: SQLite by its file, PostgreSQL by its sealed rows."""
    if database["ENGINE"] == "django.db.backends.sqlite3":
        file = Path(database["NAME"])
        return file.exists() and file.stat().st_size > 0
    import psycopg  # a street in a file need not wait for it

    with psycopg.connect(
        dbname=database["NAME"],
        host=database["HOST"] or None,
        port=database["PORT"] or None,
        user=database["USER"] or None,
        password=database["PASSWORD"] or None,
        **database.get("OPTIONS", {}),
    ) as connection:
        tables = connection.execute("SELECT to_regclass('desk_batch')").fetchone()
        return bool(tables and tables[0] and (connection.execute(SEALED).fetchone() or (False,))[0])
