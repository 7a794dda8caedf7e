"""`./gongjian demo`: a synthetic street, loaded once and served."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from gongjian.entry.commands.serve import manage, serve


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default 8000)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")


def run(options: argparse.Namespace) -> int:
    environment = {
        "DJANGO_SETTINGS_MODULE": "gongjian.entry.settings",
        "GONGJIAN_DATA": str(Path(os.environ.get("GONGJIAN_ROOT", ".")) / "data" / "demo"),
        **os.environ,
        "GONGJIAN_DEMO": "1",
    }
    manage("migrate", "--verbosity", "0", environment=environment)
    if not load_street(environment):
        return 1
    return serve(host=options.host, port=options.port, workers=1, environment=environment)


def load_street(environment: dict[str, str]) -> bool:
    """Fill the demo's own folder, unless it is filled; never a folder that holds a real street."""
    os.environ.update(environment)
    import django  # the settings read the environment that was just completed

    django.setup()
    from gongjian.entry.demo.load import NotADemo, load

    try:
        is_new = load()
    except NotADemo as reason:
        print(reason, file=sys.stderr)
        return False
    if is_new:
        work_since_last_month()
    return True


def work_since_last_month() -> None:
    """Let the street work, so that its calendar, its meetings and its reports have something to show."""
    from django.utils import timezone

    from gongjian.entry.demo.work import add_work
    from gongjian.entry.simulation.year import simulate
    from gongjian.rules.months import add_months

    today = timezone.localdate()
    print("示例街道正在补上上个月以来的工作……", file=sys.stderr, flush=True)
    simulate(since=add_months(today.replace(day=1), -1), until=today, seed=1)
    add_work(on=today)
