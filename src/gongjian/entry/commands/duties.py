"""`./gongjian duties`: every period that is owed, and how it stands on a day."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from gongjian.entry.commands.days import day


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--from", dest="since", metavar="DATE", type=day, required=True, help="due on this day or later"
    )
    parser.add_argument(
        "--to", dest="until", metavar="DATE", type=day, required=True, help="due on this day or earlier"
    )
    parser.add_argument("--on", metavar="DATE", type=day, help="judge as of this day (today when left out)")
    parser.add_argument("--org", metavar="NAME", default="", help="only at this organization and below")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone  # Django is ready only now

    from gongjian.entry.meant import path_of
    from gongjian.entry.migrating import migrate_if_needed
    from gongjian.foundation.bulk import undisturbed
    from gongjian.oversight.duties.reporting import lines

    migrate_if_needed()
    on = options.on or timezone.localdate()
    try:
        path = path_of(options.org) if options.org else ""
    except LookupError as unknown:
        print(unknown.args[0], file=sys.stderr)
        return 2
    with undisturbed():
        found = lines(since=options.since, until=options.until, on=on, paths=(path,))
        sys.stdout.writelines(as_json(found) if options.json else as_table(found))
    return 0


def as_json(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One JSON list, each period on a line of its own, written while it is computed: a city's year is 150 MB."""
    encode = json.JSONEncoder(ensure_ascii=False).encode
    before = "[\n"
    for each in found:
        yield before + encode(each)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def as_table(found: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One line a period, in words."""
    empty = True
    for each in found:
        empty = False
        yield "\t".join(str(each[key] or "—") for key in ("duty", "organization", "period", "due", "state")) + "\n"
    if empty:
        yield "这段时间没有应办的。\n"
