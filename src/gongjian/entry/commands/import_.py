"""`./gongjian import`: check the office's spreadsheets and write them into the registers, all or nothing."""

from __future__ import annotations

import argparse

from gongjian.entry.commands import check


def add_arguments(parser: argparse.ArgumentParser) -> None:
    check.add_arguments(parser)
    parser.add_argument("--skip-bad-rows", action="store_true", help="import the good rows and leave the bad ones out")


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone  # Django is ready only now

    from gongjian.entry.desk.actions import import_now
    from gongjian.entry.desk.known import known_to
    from gongjian.entry.desk.reporting import exit_code, report
    from gongjian.entry.desk.writing import Imported
    from gongjian.oversight.coverage.actions import catch_up

    migrate_if_needed()
    now = timezone.now()
    on = options.on or timezone.localdate(now)
    sources, checked = check.checked_at(options.paths, known=known_to(None), on=on)
    code = exit_code(checked)
    imported = Imported()
    if code == 0 or (code == 1 and options.skip_bad_rows):
        code = 0
        imported = import_now(sources, checked, by=None, now=now, on=on)
        catch_up(now=now)
    check.say(report(checked) | {"imported": imported.as_words()}, as_json=options.json)
    return code


def migrate_if_needed() -> None:
    """Bring the database to the form this version wants; one that has it is left alone."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
