"""Quorums and votes: the worked examples of the sources, and random counts against an oracle without fractions."""

from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongjian.rules import NotInForce, rule
from gongjian.rules.voting import UnfitCount, voting_rule

IN_2019, IN_2020, IN_2026 = date(2019, 6, 1), date(2020, 7, 13), date(2026, 11, 23)


def by_rule_of(day, family):
    return voting_rule(family, ask=partial(rule, on=day))


def test_five_of_six_present_do_not_carry_a_motion_where_ten_are_due():
    assembly = by_rule_of(IN_2026, "assembly")
    assert assembly.quorate(due=10, present=6)
    assert not assembly.passed(due=10, present=6, approvals=5)
    assert assembly.passed(due=10, present=6, approvals=6)


def test_half_of_the_members_are_enough_to_meet_but_not_to_decide():
    assembly = by_rule_of(IN_2026, "assembly")
    assert assembly.quorate(due=10, present=5)
    assert not assembly.passed(due=10, present=5, approvals=5)


def test_the_same_ballot_elects_by_the_rules_of_2019_and_not_by_those_of_2026():
    ballot = {"due": 50, "present": 41, "approvals": 22}
    assert by_rule_of(IN_2019, "election").passed(**ballot)
    assert not by_rule_of(IN_2026, "election").passed(**ballot)


def test_forty_of_fifty_meet_only_since_2020():
    assert not by_rule_of(IN_2019, "election").quorate(due=50, present=40)
    assert by_rule_of(IN_2020, "election").quorate(due=50, present=40)


def test_exactly_half_of_those_who_came_was_not_elected_in_2019():
    assert not by_rule_of(IN_2019, "election").passed(due=44, present=42, approvals=21)
    assert by_rule_of(IN_2019, "election").passed(due=44, present=42, approvals=22)


def test_an_admission_needs_more_than_half_and_a_decision_only_half():
    assert not by_rule_of(date(2025, 5, 1), "admission").quorate(due=10, present=5)
    assert by_rule_of(date(2025, 5, 1), "assembly").quorate(due=10, present=5)


def test_a_meeting_older_than_every_known_text_is_judged_by_none():
    with pytest.raises(NotInForce):
        by_rule_of(date(2015, 3, 1), "assembly")


def test_a_meeting_of_nobody_decides_nothing():
    assert not by_rule_of(IN_2026, "assembly").passed(due=0, present=0, approvals=0)


@pytest.mark.parametrize(("due", "present", "approvals"), [(10, 11, 5), (10, 6, 7), (10, -1, 0), (10, 5, -1)], ids=str)
def test_counts_that_contradict_one_another_are_refused(due, present, approvals):
    with pytest.raises(UnfitCount):
        by_rule_of(IN_2026, "assembly").passed(due=due, present=present, approvals=approvals)


ORACLE = {
    ("assembly", IN_2019): lambda due, present, yes: 2 * present >= due and 2 * yes > due,
    ("assembly", IN_2026): lambda due, present, yes: 2 * present >= due and 2 * yes > due,
    ("committee", IN_2019): lambda due, present, yes: 2 * present >= due and 2 * yes > due,
    ("committee", IN_2026): lambda due, present, yes: 2 * present >= due and 2 * yes > due,
    ("admission", IN_2019): lambda due, present, yes: 2 * present > due and 2 * yes > due,
    ("admission", IN_2026): lambda due, present, yes: 2 * present > due and 2 * yes > due,
    ("election", IN_2019): lambda due, present, yes: 5 * present > 4 * due and 2 * yes > present,
    ("election", IN_2020): lambda due, present, yes: 5 * present >= 4 * due and 2 * yes > due,
    ("election", IN_2026): lambda due, present, yes: 5 * present >= 4 * due and 2 * yes > due,
}


@st.composite
def counts(draw):
    due = draw(st.integers(0, 600))
    present = draw(st.integers(0, due))
    return due, present, draw(st.integers(0, present))


@pytest.mark.parametrize(("family", "day"), ORACLE, ids=str)
@given(counts=counts())
@settings(max_examples=1500, deadline=None)
def test_every_count_agrees_with_the_oracle(family, day, counts):
    due, present, approvals = counts
    expected = due > 0 and ORACLE[family, day](due, present, approvals)
    judged = by_rule_of(day, family).passed(due=due, present=present, approvals=approvals)
    assert judged == expected


@given(counts=counts())
def test_the_least_approvals_are_the_least(counts):
    due, present, _ = counts
    election = by_rule_of(IN_2026, "election")
    least = election.least_approvals(due=due, present=present)
    if election.quorate(due=due, present=present) and least <= present:
        assert election.passed(due=due, present=present, approvals=least)
        assert not election.passed(due=due, present=present, approvals=least - 1)
