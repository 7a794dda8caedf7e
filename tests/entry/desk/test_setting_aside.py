"""Rows that are somebody else's do not stand among the errors of the one who handed them in."""

from __future__ import annotations

import pytest
from django.urls import reverse

from gongjian.registers.members.models import Member
from tests import rosters
from tests.entry.desk.conftest import Clerk

pytestmark = pytest.mark.django_db


def test_they_are_one_line_with_a_way_to_see_them(neighbor: Clerk) -> None:
    table = rosters.members()
    table[0]["入党日期"] = table[2]["入党日期"] = "2001-02-30"
    batch = neighbor.hand_in([rosters.file("members.csv", table)])
    text = neighbor.reads(reverse("desk_batch", args=[batch.pk]))
    assert "<b>4</b> 行不归您管，不会导入。" in text
    assert "1 行都要看一下" in text
    assert text.count('<th class="rn" scope="row">') == 1
    assert (
        neighbor.reads(reverse("desk_batch", args=[batch.pk]) + "?outside=1").count('<th class="rn" scope="row">') == 4
    )


def test_without_errors_of_ones_own_the_rest_is_imported_without_asking(neighbor: Clerk) -> None:
    batch = neighbor.hand_in([rosters.file("members.csv", rosters.members())])
    text = neighbor.presses(reverse("desk_import", args=[batch.pk]))
    assert "另有 <b>4</b> 行不归您管，没有导入。" in text
    assert list(Member.objects.values_list("name", flat=True)) == ["欧阳静"]


def test_a_slip_in_the_name_of_ones_own_branch_is_an_error_with_the_branch_to_choose(neighbor: Clerk) -> None:
    table = rosters.members()[2:3]
    table[0]["党支部"] = "西元社区党委第一党支部"
    batch = neighbor.hand_in([rosters.file("members.csv", table)])
    assert f">{rosters.WEST_BRANCH}" in neighbor.reads(reverse("desk_batch", args=[batch.pk]))
