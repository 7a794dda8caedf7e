"""Search finds members by any beginning, within the viewer's part, never reading a table through."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongjian.foundation import people
from gongjian.foundation.asking import found
from gongjian.foundation.people import columns_for
from gongjian.registers.accounts.models import User
from gongjian.registers.members import searching
from gongjian.registers.members.models import Member
from tests.street import member, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["own part", "everyone"])
def street(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Both ways of looking: reading the own part through, and looking in the indexes of all."""
    if request.param == "everyone":
        monkeypatch.setattr(people, "FEW", 0)
    root = organization("街道党工委", "working_committee")
    here, there = organization("甲支部", "branch", root), organization("乙支部", "branch", root)
    member("单雄信", here), member("王秀兰", here), member("王秀兰", there)
    return {"root": root, "viewer": user("branch_secretary", here)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("王秀", ["王秀兰"]),
        ("秀兰", ["王秀兰"]),
        ("wangxiu", ["王秀兰"]),
        ("WXL", ["王秀兰"]),
        ("shanx", ["单雄信"]),
        ("danx", ["单雄信"]),
        ("dxx", ["单雄信"]),
        ("xiongx", ["单雄信"]),
        ("xiulan", ["王秀兰"]),
        ("lan", []),
        ("w", []),
        ("雄信兰", []),
    ],
)
def test_members_are_found_in_the_viewers_part(street: dict[str, Any], text: str, names: list[str]) -> None:
    assert [hit.label for hit in found([searching.find(street["viewer"], text, 8)])[0]] == names


SURNAMES, GIVEN = "王单解李", "秀兰英雄信王W"
BRANCHES = "甲乙丙"


@pytest.fixture
def crowd() -> dict[str, Any]:
    """A hundred and fifty members of few characters in three branches, some of whom left."""
    random = Random(5)
    root = organization("市委", "working_committee")
    branches = [organization(name, "branch", root) for name in BRANCHES]
    for _ in range(150):
        name = random.choice(SURNAMES) + "".join(random.choices(GIVEN, k=random.choice((1, 2, 2))))
        member(name, random.choice(branches), state=random.choice(("active", "active", "moved")))
    return {"root": [root], "own": branches[:1], "several": branches[1:], "none": []}


def read_through(viewed: list[Member], text: str) -> list[tuple[int, str]]:
    """Where each member is found who has a column that begins with TEXT: the place of the column, and what it holds."""
    columns = columns_for(text)
    places = []
    for each in viewed:
        written = [(at, getattr(each, column)) for at, column in enumerate(columns)]
        places += [place for place in written if place[1].startswith(text.lower())][:1]
    return sorted(places)


@pytest.mark.parametrize("few", [0, 1000], ids=["in the indexes of all", "through the own part"])
@pytest.mark.parametrize("sight", ["root", "own", "several", "none"])
def test_the_search_finds_what_reading_every_member_finds(
    crowd: dict[str, Any], sight: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "FEW", few)
    viewer = User.objects.create_user("viewer")
    for at in crowd[sight]:
        viewer.grants.create(role="street_office", organization=at, org_path=at.path, from_on=date(2020, 1, 1))
    rows = Member.objects.visible_to(viewer).on_roll()
    for text in (
        "王",
        "秀",
        "王秀",
        "王王",
        "秀兰",
        "兰W",
        "wx",
        "WX",
        "xl",
        "wang",
        "wangxiu",
        "shan",
        "jie",
        "xiu",
        "lanxi",
        "没有",
        "zz",
    ):
        by_address = {f"/m/{each.pk}": each for each in rows}
        hits = [by_address[hit.url] for hit in found([searching.find(viewer, text, 8)])[0]]
        places = [read_through([each], text)[0] for each in hits]
        assert (places, len(set(hits))) == (read_through(list(rows), text)[:8], len(hits)), text
        assert hits == sorted(hits, key=lambda each: (*read_through([each], text), each.pk)), text


@pytest.mark.sqlite
@pytest.mark.parametrize("text", ["王秀", "wangxiu", "wxl", "320402194005068416"])
def test_no_plan_reads_the_table_through(street: dict[str, Any], text: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        found([searching.find(street["viewer"], text, 8)])
    plans = [line for each in asked if "members_member" in each["sql"] for line in plan_of(each["sql"])]
    assert plans
    assert [line for line in plans if line.startswith("SCAN members_member")] == []


@pytest.mark.sqlite
def test_whose_members_share_initials_is_known_before_any_of_them_is_looked_up(
    street: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "FEW", 0)
    with CaptureQueriesContext(connection) as asked:
        found([searching.find(street["viewer"], "wx", 8)])
    plans = [line for each in asked if "members_member" in each["sql"] for line in plan_of(each["sql"])]
    assert "SEARCH U0 USING COVERING INDEX member_initials (initials>? AND initials<?)" in plans


def plan_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]
