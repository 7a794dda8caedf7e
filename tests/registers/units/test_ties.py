"""Who says what of which unit: a name means a unit that whoever says it keeps, and no other."""

from __future__ import annotations

import pytest

from gongjian.foundation.changes import Touched
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Cover, Unit
from gongjian.registers.units.ties import link_ties, names_said, say_by_organizations, say_by_units
from tests import street

pytestmark = pytest.mark.django_db


@pytest.fixture
def two() -> tuple[Organization, Organization]:
    root = street.organization("街道党工委", "working_committee")
    return street.organization("东社区党委", "committee", root), street.organization("西社区党委", "committee", root)


def ties() -> set[tuple[str, str, str | None, bool, bool]]:
    columns = ("organization__name", "unit_name", "unit__org_path", "said_by_organization", "said_by_unit")
    return set(Cover.objects.values_list(*columns))


def test_a_unit_elsewhere_is_no_more_than_a_name(two: tuple[Organization, Organization]) -> None:
    east, west = two
    firm = street.unit("甲公司", org_path=west.path)
    say_by_organizations({east.pk: ["甲公司"]}, {east.pk: east.path})
    assert ties() == {(east.name, "甲公司", None, True, False)}
    link_ties(["甲公司"])
    assert ties() == {(east.name, "甲公司", None, True, False)}
    assert set(Unit.objects.uncovered()) == {firm}


def test_of_namesakes_the_own_one_is_meant_now_and_later(two: tuple[Organization, Organization]) -> None:
    east, west = two
    street.unit("甲公司", org_path=west.path)
    street.unit("甲公司", org_path=east.path)
    say_by_organizations({east.pk: ["甲公司", "乙公司"]}, {east.pk: east.path})
    street.unit("乙公司", org_path=west.path)
    later = street.unit("乙公司", org_path=east.path)
    Touched.objects.all().delete()
    link_ties(["乙公司"])
    assert ties() == {(east.name, name, east.path, True, False) for name in ("甲公司", "乙公司")}
    assert list(Touched.objects.values_list("subject_type", "subject_id")) == [("units", later.pk)]


def test_ties_to_units_elsewhere_are_not_heard_and_not_ended(two: tuple[Organization, Organization]) -> None:
    east, west = two
    street.cover(east, street.unit("乙公司", org_path=west.path))
    mine = street.unit("甲公司", org_path=east.path)
    say_by_organizations({east.pk: ["甲公司"]}, {east.pk: east.path})
    assert names_said({east.pk: east.path}) == {east.pk: ["甲公司"]}
    assert names_said({east.pk: ""}) == {east.pk: ["乙公司", "甲公司"]}
    Touched.objects.all().delete()
    say_by_organizations({east.pk: []}, {east.pk: east.path})
    assert ties() == {(east.name, "乙公司", west.path, True, False)}
    assert set(Touched.objects.values_list("subject_type", "subject_id")) == {("units", mine.pk)}


def test_a_unit_that_names_its_organization_means_itself_and_not_a_namesake(
    two: tuple[Organization, Organization],
) -> None:
    east, west = two
    street.unit("甲公司", org_path=west.path)
    street.unit("甲公司", org_path=east.path, organization_text=east.name)
    say_by_units(["甲公司"])
    assert ties() == {(east.name, "甲公司", east.path, False, True)}


def test_a_unit_that_names_its_organization_fills_the_tie_that_was_only_a_name(
    two: tuple[Organization, Organization],
) -> None:
    east, west = two
    street.cover(east, name="甲公司")
    Cover.objects.update(reach=east.path)
    street.unit("甲公司", org_path=west.path, organization_text=east.name)
    say_by_units(["甲公司"])
    assert ties() == {(east.name, "甲公司", west.path, True, True)}
