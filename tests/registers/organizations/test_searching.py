"""Organizations are found by who holds a post in them, within the viewer's part of the tree."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjian.foundation import asking, people
from gongjian.registers.organizations import actions, searching, seats
from gongjian.registers.organizations.models import Organization
from tests.street import NOW, TODAY, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[0, 1000], ids=["in the indexes of all", "through the own part"])
def street(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A secretary in each of two branches: one seated by an import, one appointed by hand."""
    monkeypatch.setattr(people, "FEW", request.param)
    root = organization("街道党工委", "working_committee")
    here, there = organization("甲支部", "branch", root), organization("乙支部", "branch", root)
    seats.seat_secretaries({here.pk: "王青雁"}, on=date(2025, 1, 1))
    appointed = {"title": "副书记", "holder": "单青雁", "also": "", "from_on": date(2025, 1, 1)}
    post = actions.appoint(there, appointed, by=user("street_office", root), now=NOW)
    return {"root": root, "here": here, "there": there, "post": post}


def found(at: Organization, text: str) -> list[tuple[str, str, str]]:
    viewer = user("street_office", at, username=f"viewer{text}")
    hits = asking.found([searching.find_holders(viewer, text, 8)])[0]
    return [(hit.label, hit.detail, hit.url) for hit in hits]


@pytest.mark.parametrize("text", ["王青雁", "王青", "wqy", "WQY", "wangqingy", "王 青雁"])
def test_whoever_is_in_office_leads_to_the_organization(street: dict[str, Any], text: str):
    assert found(street["root"], text) == [("王青雁", "书记，甲支部", f"/o/{street['here'].pk}")]


@pytest.mark.parametrize("text", ["青雁", "qingyan"])
def test_a_given_name_finds_all_who_bear_it(street: dict[str, Any], text: str):
    assert sorted(label for label, *_ in found(street["root"], text)) == ["单青雁", "王青雁"]


def test_a_surname_is_found_in_both_readings(street: dict[str, Any]):
    assert [len(found(street["root"], text)) for text in ("shanqing", "danqing", "dqy")] == [1, 1, 1]


@pytest.mark.parametrize("text", ["", "王", "w", "没有", "qing雁"])
def test_one_letter_or_character_and_what_nobody_is_called_find_nobody(street: dict[str, Any], text: str):
    assert found(street["root"], text) == []


def test_a_branch_finds_its_own_only(street: dict[str, Any]):
    assert [label for label, *_ in found(street["there"], "青雁")] == ["单青雁"]


def test_who_left_the_post_is_not_found(street: dict[str, Any]):
    actions.leave_post(street["post"], on=TODAY, reason="", by=user("administrator", street["root"]), now=NOW)
    seats.seat_secretaries({street["here"].pk: ""}, on=TODAY)
    assert found(street["root"], "青雁") == []


def test_the_posts_of_an_ended_organization_are_not_found(street: dict[str, Any]):
    Organization.objects.filter(pk=street["here"].pk).update(state="ended", ended_on=TODAY)
    assert found(street["root"], "wqy") == []
