"""How long the whole judgment takes, one change's worth of it, and the nightly recount against a plain scan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from benchmarks.population import ON
from benchmarks.timing import paired, timed
from gongjian.foundation import registry
from gongjian.foundation.changes import touch
from gongjian.oversight.coverage.actions import catch_up, judge_all
from gongjian.oversight.coverage.models import Finding, Judged
from gongjian.registers.members.counting import recount
from gongjian.registers.members.models import Member

MEMBERS = ("members_member",)
ALL_COUNTED = (*MEMBERS, "organizations_organization", "units_unit", "coverage_finding")


def measure() -> dict[str, Any]:
    judged = timed(lambda: judge_all(now=timezone.now(), on=ON), runs=3)
    Judged.objects.update(on=timezone.localdate())
    changed = timed(lambda: catch_up(now=timezone.now()), before=change_one, runs=9)
    acts = {
        "recount": recount,
        "scan": lambda: scan(MEMBERS),
        "all recounts": recount_all,
        "all scans": lambda: scan(ALL_COUNTED),
    }
    counting = paired(acts, runs=5)
    return {
        "findings": Finding.objects.count(),
        "judging everyone (ms)": judged.as_data(),
        "judging after one change (ms)": changed.as_data(),
        "full recount (ms)": counting["recount"].as_data(),
        "sequential scan (ms)": counting["scan"].as_data(),
        "recount / scan": counting["recount"].over(counting["scan"]),
        "recount of all that is kept, sums at and below included (ms)": counting["all recounts"].as_data(),
        "sequential scan of all that is counted (ms)": counting["all scans"].as_data(),
        "recount of all that is kept / scan": counting["all recounts"].over(counting["all scans"]),
        "rows the recount had to correct": recount_all(),
    }


def change_one() -> None:
    member = Member.objects.exclude(organization=None).order_by("?").values("pk", "organization_id", "unit_id")[0]
    touch("members", [member["pk"]])
    touch("organizations", [member["organization_id"]])


def recount_all() -> int:
    """What the night proves: the direct counts, the sums at and below, the numbers of the board."""
    return sum(each() for each in registry.offers("recounts"))


def scan(tables: Sequence[str]) -> None:
    """Read every row of TABLES once, with the planner's indexes out of the way."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET max_parallel_workers_per_gather = 0")
            cursor.execute("SET enable_indexonlyscan = off")
            cursor.execute("SET enable_indexscan = off")
            cursor.execute("SET enable_bitmapscan = off")
        for table in tables:
            cursor.execute(f"SELECT count(*) FROM {table} WHERE id <> 0")  # noqa: S608 - names of our own
            cursor.fetchone()
        if connection.vendor == "postgresql":
            cursor.execute("RESET ALL")
