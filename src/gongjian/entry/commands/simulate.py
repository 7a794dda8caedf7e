"""`./gongjian simulate`: a stretch of work on the demo street, done through the real actions."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date

from gongjian.entry.commands.days import day


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="since", metavar="DATE", type=day, required=True, help="the first day of work")
    parser.add_argument("--to", dest="until", metavar="DATE", type=day, required=True, help="the last day of work")
    parser.add_argument(
        "--seed", metavar="N", type=int, default=1, help="another number gives another year (default 1)"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    from gongjian.entry.demo.load import (
        NotADemo,  # Django is ready only now
        load,
    )
    from gongjian.entry.migrating import migrate_if_needed
    from gongjian.entry.simulation.year import simulate

    if options.until < options.since:
        print("最后一天早于第一天。请核对 --from 和 --to。", file=sys.stderr)
        return 2
    migrate_if_needed()
    try:
        load(on=options.since)
    except NotADemo as reason:
        print(reason, file=sys.stderr)
        return 2
    acts = simulate(since=options.since, until=options.until, seed=options.seed, tell=say)
    print(json.dumps(summary(acts), ensure_ascii=False) if options.json else in_words(summary(acts)))
    return 0


def say(month: date, acts: int) -> None:
    print(f"{month.year} 年 {month.month} 月：{acts} 次操作", file=sys.stderr, flush=True)


def summary(acts: int) -> dict[str, int]:
    """How many acts were done, and by how many workers."""
    from gongjian.entry.simulation.workers import PREFIX
    from gongjian.registers.accounts.models import User

    return {"acts": acts, "workers": User.objects.filter(username__startswith=PREFIX).count()}


def in_words(found: dict[str, int]) -> str:
    return f"模拟完了：{found['workers']} 名工作人员，{found['acts']} 次操作。"
