"""`./gongjian import`: check the office's spreadsheets and write them into the registers, all or nothing."""

from __future__ import annotations

import argparse
from typing import Any

from gongjian.entry.commands import check
from gongjian.entry.desk.verdict import Verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    check.add_arguments(parser)
    parser.add_argument("--skip-bad-rows", action="store_true", help="import the good rows and leave the bad ones out")


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone  # Django is ready only now

    from gongjian.entry.desk.actions import import_now
    from gongjian.entry.desk.known import known_to
    from gongjian.entry.desk.reporting import report, verdict
    from gongjian.entry.desk.writing import Imported
    from gongjian.entry.migrating import migrate_if_needed
    from gongjian.oversight.coverage.actions import catch_up

    migrate_if_needed()
    now = timezone.now()
    on = options.on or timezone.localdate(now)
    sources, checked = check.checked_at(options.paths, known=known_to(None), on=on)
    outcome = verdict(checked)
    found = report(checked)
    if not outcome.allows(skip_bad_rows=options.skip_bad_rows):
        found |= {"imported": Imported().as_words()}
        check.say(found, refusal(found, outcome), as_json=options.json)
        return check.EXIT_CODES[outcome]
    imported = import_now(sources, checked, by=None, now=now, on=on).as_words()
    catch_up(now=now)
    check.say(found | {"imported": imported}, written(imported), as_json=options.json)
    return 0


def written(imported: dict[str, dict[str, int]]) -> str:
    """What was written, a line for each kind."""
    return "\n".join(
        f"{check.KIND_WORDS[kind]}：新增 {each['new']}，更新 {each['changed']}，没有变化 {each['unchanged']}。"
        for kind, each in imported.items()
    )


def refusal(found: dict[str, Any], outcome: Verdict) -> str:
    """That nothing was written, why, and what to do."""
    if outcome is Verdict.UNREADABLE:
        return "没有导入，一行都没有写入：有文件打不开，或者没有找到表格。请换好，或拿掉它，再导入一次。"
    rows = sum(len({problem["row"] for problem in sheet["errors"]}) for sheet in found["files"])
    return (
        f"没有导入，一行都没有写入：有 {rows} 行有错。请改好再导入一次，或加上 --skip-bad-rows，先导入没有错的行。"
        f"\n{check.ending(found)}"
    )
