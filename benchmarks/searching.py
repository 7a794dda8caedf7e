"""Search over everything, as the box on every page does it, and whether any plan reads a table through.

Asked by someone who sees all, one community, several, and one street, for whom most of what is common is not theirs.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.timing import timed
from gongjian.entry.search.queries import found
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body

TEXTS = {
    "common, one character": "王",
    "given name, one character": "秀",
    "beginning of a name": "王秀",
    "given name": "秀英",
    "whole name": "王秀英",
    "pinyin": "wangx",
    "pinyin of a given name": "xiuying",
    "pinyin from the middle of a name": "wangluo",
    "initials": "wxy",
    "two letters of very many": "zz",
    "initials of every firm": "gs",
    "middle of a unit's name": "商贸",
    "end of every firm's name": "有限公司",
    "organization": "第3街道",
    "every community": "社区",
    "identity number": "320402194005068416",
    "mobile number": "13800138000",
    "beginning of a code": "91320402",
    "address": "和平北路12号",
    "longer than a term": "恒安商贸有限公司第三分公司办公",
    "nothing": "没有这样",
}
SCANS = ("Seq Scan", "SCAN ")
APART = ("access_grant", "part_")
LIMIT = 8


def measure() -> dict[str, Any]:
    by_viewer = {who: {what: asked(user, text) for what, text in TEXTS.items()} for who, user in viewers().items()}
    everything = [each for by_text in by_viewer.values() for each in by_text.values()]
    return {
        "milliseconds": by_viewer,
        "slowest median (ms)": max(each["median"] for each in everything),
        "most computing of our own (ms)": max(each["cpu"] for each in everything),
        "most queries": max(each["queries"] for each in everything),
        "plans that read a whole table": sorted({plan for each in everything for plan in each.pop("scans")}),
    }


def viewers() -> dict[str, User]:
    """Someone for each width of sight, granted the first time."""
    communities = list(Organization.objects.filter(parent__body=Body.RESIDENTIAL).order_by("path"))
    first, middle, last = communities[0], communities[len(communities) // 2], communities[-1]
    return {
        "everything": viewer("bench-root", Organization.objects.get(parent=None)),
        "one community": viewer("bench-community", middle),
        "several communities": viewer("bench-several", first, middle, last),
        "a street": viewer("bench-street", Organization.objects.get(children__children=middle)),
    }


def viewer(username: str, *places: Organization) -> User:
    user, is_new = User.objects.get_or_create(username=username)
    for each in places if is_new else ():
        user.grants.create(role="street_office", organization=each, org_path=each.path, from_on=date(2020, 1, 1))
    return user


def asked(user: User, text: str) -> dict[str, Any]:
    """How long a search takes, how many queries it makes, and which of them read a table through."""
    timing = timed(lambda: search(user, text), runs=9).as_data()
    with CaptureQueriesContext(connection) as queries:
        search(user, text)
    statements = [query["sql"] for query in queries.captured_queries]
    plans = [line for each in (*statements, *prepared()) for line in scans(each)]
    return {**timing, "queries": len(statements), "scans": plans}


def search(user: User, text: str) -> None:
    found(user, text, limit=LIMIT)


def prepared() -> list[str]:
    """The statements that PostgreSQL has planned for this connection, whatever their values."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, cardinality(parameter_types) FROM pg_prepared_statements")
        return [f"EXECUTE {name}({', '.join(['NULL'] * blanks)})" for name, blanks in cursor.fetchall()]


def scans(statement: str) -> list[str]:
    """The lines of the plan that read a table from end to end; grants are few, and a part is a result joined on."""
    with connection.cursor() as cursor:
        prefix = "EXPLAIN " if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN "
        cursor.execute(prefix + statement.replace("%", "%%"))
        lines = [" ".join(map(str, row)).strip() for row in cursor.fetchall()]
    return [line for line in lines if has(line, SCANS) and not has(line, APART)]


def has(line: str, words: tuple[str, ...]) -> bool:
    return any(word in line for word in words)
