"""Search over everything, as the box on every page does it, and whether any plan reads a table through."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.timing import timed
from gongjian.foundation import registry
from gongjian.registers.accounts.models import User

TEXTS = ("王", "王秀", "秀英", "wangx", "wxy", "第3街道", "恒安", "商贸")
SCANS = ("Seq Scan", "SCAN ")


def measure() -> dict[str, Any]:
    user = User.objects.get(username="bench")
    times = {text: timed(lambda text=text: search(user, text), runs=9).as_data() for text in TEXTS}
    return {
        "milliseconds": times,
        "slowest median (ms)": max(each["median"] for each in times.values()),
        "plans that read a whole table": sorted({plan for text in TEXTS for plan in scans(user, text)}),
    }


def search(user: User, text: str) -> None:
    for source in registry.offers("searches"):
        source.find(user, text, 8)


def scans(user: User, text: str) -> list[str]:
    """The first lines of the plans that read a table from end to end, small tables of roles and sessions aside."""
    with CaptureQueriesContext(connection) as queries:
        search(user, text)
    found = []
    for query in queries.captured_queries:
        with connection.cursor() as cursor:
            prefix = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
            cursor.execute(prefix + query["sql"].replace("%", "%%"))
            lines = [" ".join(map(str, row)).strip() for row in cursor.fetchall()]
        found += [line for line in lines if any(scan in line for scan in SCANS) and "access_grant" not in line]
    return found
