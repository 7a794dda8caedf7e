"""`./gongjian coverage`: who and which unit is in no organization, and which organization does not work."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any

from gongjian.entry.commands.days import day

NOTHING_YET = "还没有导入台账，没有可以判断的。请先用 ./gongjian import 导入党组织、单位和党员的表格。"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--on", type=day, metavar="DATE", help="judge as of this day, storing nothing")
    parser.add_argument(
        "--org", metavar="NAME", default="", help="only at this organization and below (short names do)"
    )
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    from django.utils import timezone  # Django is ready only now

    from gongjian.entry.meant import path_of
    from gongjian.entry.migrating import migrate_if_needed
    from gongjian.oversight.coverage.reporting import lines_on, lines_today, report

    migrate_if_needed()
    now = timezone.now()
    try:
        path = path_of(options.org) if options.org else ""
    except LookupError as unknown:
        print(unknown.args[0], file=sys.stderr)
        return 2
    lines = lines_on(options.on) if options.on else lines_today(now)
    found = report(lines, on=options.on or timezone.localdate(now), path=path)
    print(json.dumps(found, ensure_ascii=False) if options.json else table(found) if has_records() else NOTHING_YET)
    return 0


def has_records() -> bool:
    """Whether there is anybody or anything to judge."""
    from gongjian.registers.members.models import Member  # reads models
    from gongjian.registers.organizations.models import Organization
    from gongjian.registers.units.models import Unit

    return any(model.objects.exists() for model in (Organization, Unit, Member))


def table(found: dict[str, Any]) -> str:
    """The report in words, one line a finding."""
    from gongjian.foundation.registry import finding_rules  # filled when Django is ready

    rules = finding_rules()
    counts = found["summary"]
    head = f"{counts['on']}：空白点 {counts['gaps']} 个，盲点 {counts['blind_spots']} 个。"
    rows = [
        "\t".join(
            (rules[each["rule"]].label, each["subject"]["name"], each["organization"] or "—", each["since"] or "—")
        )
        for each in found["findings"]
    ]
    return "\n".join([head, *rows])
