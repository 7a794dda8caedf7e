"""The filter box: what it lists in place of the tree."""

from __future__ import annotations

from datetime import date

import pytest

from gongjian.registers.organizations.narrowing import narrowed
from tests.street import TODAY, organization, user

pytestmark = pytest.mark.django_db


def test_whose_term_ends_within_three_months_is_due():
    root = organization("街道党工委", "working_committee")
    due = organization("甲支部", "branch", root, elected_on=date(2024, 2, 22), term_years=3)
    organization("乙支部", "branch", root, elected_on=date(2024, 2, 24), term_years=3)
    found = narrowed(user("street_office", root), {"show": "due"}, on=date(2026, 11, 23))
    assert found is not None
    assert [each.pk for each in found.page.rows] == [due.pk]


def test_nothing_asked_is_the_tree():
    root = organization("街道党工委", "working_committee")
    assert narrowed(user("street_office", root), {"show": "whatever", "find": " "}, on=TODAY) is None
