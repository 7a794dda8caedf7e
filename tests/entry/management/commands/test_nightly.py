"""The nightly work proves the kept counts and can be done any number of times."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from gongjian.oversight.coverage.models import Finding, Snapshot
from gongjian.registers.organizations.models import OrganizationFigures
from tests.street import member, organization

pytestmark = pytest.mark.django_db


def nightly() -> str:
    told = StringIO()
    call_command("nightly", stderr=told)
    return told.getvalue()


def test_a_wrong_count_and_the_sums_above_it_are_put_right_and_told() -> None:
    branch = organization("东社区第一党支部")
    member("王秀英", branch)
    OrganizationFigures.objects.filter(organization=branch).update(full=7)
    assert "改正了 2 个数" in nightly()
    assert OrganizationFigures.objects.get(organization=branch).full == 1


def test_right_counts_are_left_in_silence() -> None:
    member("王秀英", organization("东社区第一党支部"))
    assert nightly() == ""


def test_twice_in_a_night_is_as_good_as_once() -> None:
    organization("某街道党工委", "working_committee")
    member("王秀英", organization("东社区第一党支部"))
    nightly()
    before = list(Finding.objects.values_list("id", "since")), Snapshot.objects.count()
    nightly()
    assert (list(Finding.objects.values_list("id", "since")), Snapshot.objects.count()) == before
