from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules import Override
from gongjian.rules.sizes import BranchSizes, KindSizes, branch_sizes, kind_sizes

TODAY = date(2026, 11, 23)
KINDS = kind_sizes(on=TODAY)
BRANCH = branch_sizes(on=TODAY)


def test_the_sizes_in_force_today():
    assert KindSizes(50, 100) == KINDS
    assert BranchSizes(3, 50, 7, 5) == BRANCH


@pytest.mark.parametrize(
    ("members", "kind"),
    [(0, "branch"), (49, "branch"), (50, "general_branch"), (99, "general_branch"), (100, "committee")],
)
def test_the_kind_that_fits_a_number_of_members(members, kind):
    assert KINDS.fitting(members) == kind


@pytest.mark.parametrize(
    ("kind", "members", "fits"),
    [
        ("general_branch", 99, True),
        ("general_branch", 100, False),
        ("general_branch", 20, True),
        ("committee", 49, False),
        ("committee", 50, True),
        ("branch", 300, True),
        ("working_committee", 10, True),
    ],
)
def test_only_a_general_branch_grown_and_a_committee_shrunk_do_not_fit(kind, members, fits):
    assert KINDS.fits(kind, members) is fits


@given(st.integers(0, 1000))
def test_the_fitting_kind_always_fits(members):
    assert KINDS.fits(KINDS.fitting(members), members)


def test_the_thresholds_of_a_branch():
    assert [BRANCH.too_small(full) for full in (2, 3)] == [True, False]
    assert [BRANCH.too_large(members) for members in (50, 51)] == [False, True]
    assert [BRANCH.needs_committee(full) for full in (6, 7)] == [False, True]
    assert [BRANCH.too_many_units(units) for units in (5, 6)] == [False, True]


def test_an_office_may_set_its_own_limit_of_units():
    street = "nation/江苏省/常州市/天宁街道"
    decision = Override("joint_branch.max_units", 6, street, date(2026, 1, 1), None, "区委批复", "街道党工委")
    assert branch_sizes(on=TODAY, jurisdiction=street, overrides=iter([decision])).max_units == 6
