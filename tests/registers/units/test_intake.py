"""Units taken in from tables: which is which, and who covers them."""

from __future__ import annotations

from typing import Any

import pytest

from gongjian.foundation.journal import Journal
from gongjian.foundation.named import named
from gongjian.registers.places.models import Place
from gongjian.registers.units import intake
from gongjian.registers.units.models import Cover, Unit
from gongjian.registers.units.ties import say_by_organizations
from tests.street import NOW, organization
from tests.workbooks import credit_code

pytestmark = [pytest.mark.django_db, pytest.mark.stores]


def take_in(*rows: dict[str, Any]) -> Journal:
    journal = Journal(by=None, now=NOW)
    intake.take_in(rows, root="00001", journal=journal)
    return journal


def test_a_code_is_the_same_unit_under_another_name_and_it_is_found_by_the_new_one() -> None:
    take_in({"name": "甲公司", "code": credit_code(1)})
    take_in({"name": "甲乙集团", "code": credit_code(1)})
    one = Unit.objects.get()
    assert one.name == "甲乙集团"
    assert named(Unit.objects.all(), "units", "乙集", limit=5) == [one]
    assert named(Unit.objects.all(), "units", "甲公", limit=5) == []


def test_one_name_and_two_codes_are_two_units_and_a_code_that_comes_later_is_no_third() -> None:
    take_in({"name": "甲公司", "code": credit_code(1)}, {"name": "甲公司", "code": None})
    take_in({"name": "甲公司", "code": credit_code(2)})
    assert sorted(Unit.objects.values_list("code", flat=True)) == sorted([credit_code(1), credit_code(2)])


def test_buildings_and_markets_are_made_once_and_told_by_their_names() -> None:
    take_in(*({"name": f"{at}号店", "place": place} for at, place in enumerate(["花鸟市场", "青石大厦", "花鸟市场"])))
    assert set(Place.objects.values_list("name", "kind")) == {("花鸟市场", "market"), ("青石大厦", "building")}


def test_a_unit_that_names_another_organization_is_covered_by_that_one() -> None:
    organization("甲支部")
    organization("乙支部")
    take_in({"name": "甲公司", "organization": "甲支部"})
    take_in({"name": "甲公司", "organization": "乙支部"})
    assert list(Cover.objects.values_list("organization__name", "unit__name")) == [("乙支部", "甲公司")]


def test_a_tie_ends_only_when_neither_side_speaks_of_it() -> None:
    branch = organization("甲支部")
    organization("乙支部")
    take_in({"name": "甲公司", "organization": "甲支部"})
    say_by_organizations({branch.pk: ["甲公司"]}, {branch.pk: ""})
    take_in({"name": "甲公司", "organization": "乙支部"})
    ties = Cover.objects.order_by("id").values_list("organization__name", "said_by_organization", "said_by_unit")
    assert list(ties) == [("甲支部", True, False), ("乙支部", False, True)]
    say_by_organizations({branch.pk: []}, {branch.pk: ""})
    assert list(Cover.objects.values_list("organization__name", flat=True)) == ["乙支部"]
