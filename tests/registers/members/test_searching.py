"""Search finds members by any beginning, within the viewer's part, never reading a table through."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.registers.members import queries, searching
from tests.street import member, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["own part", "everyone"])
def street(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Both ways of looking: reading the own part through, and looking in the indexes of all."""
    cache.clear()
    if request.param == "everyone":
        monkeypatch.setattr(queries, "FEW", 0)
    root = organization("街道党工委", "working_committee")
    here, there = organization("甲支部", "branch", root), organization("乙支部", "branch", root)
    member("单雄信", here), member("王秀兰", here), member("王秀兰", there)
    return {"root": root, "viewer": user("branch_secretary", here)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王秀", ["王秀兰"]),
        ("秀兰", ["王秀兰"]),
        ("wangxiu", ["王秀兰"]),
        ("WXL", ["王秀兰"]),
        ("shanx", ["单雄信"]),
        ("danx", ["单雄信"]),
        ("dxx", ["单雄信"]),
        ("w", []),
        ("雄信兰", []),
    ],
)
def test_members_are_found_in_the_viewers_part(street: dict[str, Any], text: str, found: list[str]) -> None:
    assert [hit.label for hit in searching.find(street["viewer"], text, 8)] == found


@pytest.mark.sqlite
@pytest.mark.parametrize("text", ["王秀", "wangxiu", "wxl", "320402194005068416"])
def test_no_plan_reads_the_table_through(street: dict[str, Any], text: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        searching.find(street["viewer"], text, 8)
    plans = [line for each in asked if "members_member" in each["sql"] for line in plan_of(each["sql"])]
    assert plans
    assert [line for line in plans if line.startswith("SCAN members_member")] == []


def plan_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]
