"""`./gongjian export`: any list on screen, with the columns of the screen, for programs or as a workbook."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

ALL = "all"


class NotDone(Exception):
    """What was asked for cannot be given; says why."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("table", metavar="TABLE", help="which list; they are named below")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of objects with the keys of the columns")
    form.add_argument("--xlsx", action="store_true", help="the workbook that 导出 gives on screen")
    parser.add_argument("--org", metavar="NAME", default="", help="only at this organization and below")
    parser.add_argument(
        "--columns", metavar="A.B", default="", help=f"other columns than the usual ones, by their keys, or `{ALL}`"
    )
    parser.add_argument("--to", metavar="FILE", type=Path, help="write here, not to the standard output")
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = in_words()


def in_words() -> str:
    """Every list with its key and its columns."""
    lines = [
        f"  {table.key:<20} {table.label}\n{'':<23}{' '.join(f'{each.key}={each.label}' for each in table.columns)}"
        for table in offered().values()
    ]
    return "\n".join(["tables:", *lines])


def offered() -> dict[str, Any]:
    """{key: list} as of today."""
    from django.utils import timezone  # Django is ready only now

    from gongjian.foundation import registry

    return registry.tables(timezone.localdate()) | registry.gathered()


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from gongjian.entry.migrating import migrate_if_needed
    from gongjian.entry.taking import TooLong
    from gongjian.oversight.coverage.actions import catch_up

    migrate_if_needed()
    now = timezone.now()
    try:
        taken = asked_for(options)
        with opened(options) as file:
            catch_up(now=now)
            rows = taken.number()
            for part in parts(taken, options):
                file.write(part)
    except (NotDone, LookupError, TooLong) as reason:
        print(reason.args[0], file=sys.stderr)
        return 2
    tell(taken, rows, now)
    return 0


def parts(taken: Any, options: argparse.Namespace) -> Iterator[bytes]:
    if options.xlsx:
        yield taken.as_workbook()
        return
    for text in taken.as_json() if options.json else taken.in_words():
        yield text.encode()


def asked_for(options: argparse.Namespace) -> Any:
    """The list that OPTIONS name, as the operator sees it."""
    from django.http import QueryDict
    from django.utils import timezone

    from gongjian.entry.meant import path_of
    from gongjian.entry.operating import operator
    from gongjian.entry.taking import Taken, TakenWhole
    from gongjian.foundation.pages.lists.gathered import Gathered
    from gongjian.foundation.pages.lists.state import state_from

    table = offered().get(options.table)
    if table is None:
        raise NotDone(f"没有“{options.table}”这张表。有这些：{'、'.join(offered())}。")
    path = path_of(options.org) if options.org else ""
    keys = [each.key for each in table.columns]
    wanted = keys if options.columns == ALL else options.columns.split(".") if options.columns else []
    if unknown := [key for key in wanted if key not in keys]:
        raise NotDone(f"“{table.label}”没有“{unknown[0]}”这一列。有这些：{'、'.join(keys)}。")
    viewer = operator(path)
    if isinstance(table, Gathered):
        rows = table.takeable(viewer, timezone.localdate())
        return TakenWhole(table, table.chosen(wanted), rows, viewer)
    return Taken(state_from(table, QueryDict(f"columns={'.'.join(wanted)}"), viewer), viewer)


@contextmanager
def opened(options: argparse.Namespace) -> Iterator[BinaryIO]:
    """Where the result goes, a workbook is not poured over a terminal."""
    if options.to is None:
        if options.xlsx and sys.stdout.isatty():
            raise NotDone("Excel 文件不能显示在这里。请加上 --to 文件名。")
        yield sys.stdout.buffer
        return
    try:
        with options.to.open("wb") as file:
            yield file
    except OSError as refusal:
        raise NotDone(f"写不进“{options.to}”：{refusal.strerror}。请换一个位置。") from refusal


def tell(taken: Any, rows: int, now: datetime) -> None:
    """A list taken away is kept in the history, whoever took it."""
    from gongjian.foundation.exports import reach_of, tell_export

    table = taken.table
    path = reach_of(taken.viewer, table.export_permission)
    tell_export(label=table.label, rows=rows, part="命令行", path=path, by=None, now=now)
