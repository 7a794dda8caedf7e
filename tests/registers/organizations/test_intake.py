"""Organizations taken in from tables: the tree, the bodies, the secretaries."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongjian.foundation.changes import Touched
from gongjian.foundation.history import Entry
from gongjian.foundation.journal import Journal
from gongjian.foundation.tree import path_of
from gongjian.registers.organizations import intake
from gongjian.registers.organizations.models import Organization, Post
from gongjian.registers.organizations.terms import Body, OrganizationKind
from tests.street import NOW, TODAY, member

pytestmark = [pytest.mark.django_db, pytest.mark.stores]

NAMES = ("街道党工委", "街道居民区综合党委", "东园社区党委", "东园社区党委第一党支部")


def row(name: str, parent: str | None, **values: Any) -> dict[str, Any]:
    return {"name": name, "parent": parent, "kind": "branch", **values}


def chain() -> list[dict[str, Any]]:
    """Children before parents, as tables have them."""
    return [row(name, parent) for name, parent in zip(reversed(NAMES), [*reversed(NAMES[:-1]), None], strict=True)]


def take_in(*rows: dict[str, Any], on: date = TODAY) -> Journal:
    journal = Journal(by=None, now=NOW)
    intake.take_in(rows, communities={}, on=on, journal=journal)
    return journal


def by_name() -> dict[str, Organization]:
    return {each.name: each for each in Organization.objects.all()}


def test_every_path_is_the_parents_path_and_the_own_id() -> None:
    take_in(*chain())
    found = by_name()
    for name, parent in zip(NAMES[1:], NAMES, strict=False):
        assert found[name].path == path_of(found[name].pk, found[parent].path)
    assert all(each.path == each.org_path for each in found.values())


def test_an_organization_hung_elsewhere_takes_everything_below_along() -> None:
    take_in(*chain(), row("西园社区党委", NAMES[1]))
    one = member("何一", by_name()[NAMES[3]])
    Entry.objects.create(
        at=NOW, actor="甲", verb="联系", subject_type="members", subject_id=one.pk, org_path=one.org_path
    )
    journal = take_in(row(NAMES[2], "西园社区党委"))
    found = by_name()
    moved = found["西园社区党委"].path + path_of(found[NAMES[2]].pk) + path_of(found[NAMES[3]].pk)
    one.refresh_from_db()
    assert (found[NAMES[3]].path, one.org_path, Entry.objects.get().org_path) == (moved, moved, moved)
    assert found[NAMES[3]].figures.path == moved
    assert [each.changes for each in journal.lines.values()] == [{"parent": [NAMES[1], "西园社区党委"]}]


def test_what_hangs_below_one_hung_elsewhere_is_judged_again() -> None:
    take_in(*chain(), row("西园社区党委", NAMES[1]))
    Touched.objects.all().delete()
    take_in(row(NAMES[2], "西园社区党委"))
    touched = set(Touched.objects.filter(subject_type="organizations").values_list("subject_id", flat=True))
    assert touched == {by_name()[name].pk for name in NAMES[1:]}


def test_nothing_can_hang_below_itself() -> None:
    take_in(*chain())
    with pytest.raises(intake.ImpossibleMove):
        take_in(row(NAMES[1], NAMES[3]))


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("街道行政组织党组", Body.ADMINISTRATIVE),
        ("街道居民区综合党委", Body.RESIDENTIAL),
        ("街道非公企业联合党委", Body.ENTERPRISE),
        ("街道两新组织党委", Body.ENTERPRISE),
        ("街道老干部党支部", ""),
    ],
)
def test_bodies_are_told_by_their_names(name: str, body: str) -> None:
    take_in(row("街道党工委", None), row(name, "街道党工委"), row("居民第一党支部", name))
    assert (by_name()[name].body, by_name()["居民第一党支部"].body) == (body, "")


def test_a_new_secretary_takes_the_seat_and_the_old_one_leaves_it() -> None:
    take_in(row("街道党工委", None, secretary="沈丹", elected_on=date(2024, 9, 1)))
    take_in(row("街道党工委", None, secretary="何一", elected_on=date(2024, 9, 1)))
    assert list(Post.objects.values_list("title", "holder", "from_on", "until_on")) == [
        ("书记", "沈丹", date(2024, 9, 1), TODAY),
        ("书记", "何一", TODAY, None),
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("街道党工委", OrganizationKind.WORKING_COMMITTEE),
        ("行政组织党组", OrganizationKind.PARTY_GROUP),
        ("东园社区党委", OrganizationKind.COMMITTEE),
        ("东园社区党总支", OrganizationKind.GENERAL_BRANCH),
        ("大厦联合党支部", OrganizationKind.JOINT_BRANCH),
        ("第一支部", OrganizationKind.BRANCH),
    ],
)
def test_a_kind_left_out_is_read_from_the_name(name: str, kind: OrganizationKind) -> None:
    assert intake.kind_of(name) == kind
