"""`manage migrate`, one process at a time: two that begin on an empty street make its tables once."""

from __future__ import annotations

from typing import Any

from django.core.management.commands.migrate import Command as Migrate

from gongjian.entry.migrating import one_migration


class Command(Migrate):
    """Django's own, waiting for whoever migrates the same database now."""

    def handle(self, *args: Any, **options: Any) -> str | None:
        with one_migration(options["database"]):
            return super().handle(*args, **options)
