from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongjian.rules import (
    NotInForce,
    Override,
    Status,
    UnfitOverride,
    UnknownRule,
    rule,
    rules_in_force,
)
from gongjian.rules.choosing import nearest
from gongjian.rules.reading import read

TODAY = date(2026, 11, 23)
STREET = "nation/江苏省/常州市/天宁街道"


def decision(**changes) -> Override:
    fields = {
        "key": "transfer.letter_valid_days",
        "value": 90,
        "jurisdiction": STREET,
        "in_force_from": date(2026, 1, 1),
        "in_force_until": None,
        "reason": "区委组织部电话答复",
        "by": "街道党建办",
    }
    return Override(**(fields | changes))


@pytest.mark.parametrize(
    ("key", "value", "operator"),
    [
        ("branch.min_full_members", 3, ">="),
        ("branch.max_members", 50, "<="),
        ("branch.committee_from_full_members", 7, ">="),
        ("branch.committee_min_size", 3, ">="),
        ("branch.committee_max_size", 7, "<="),
        ("joint_branch.max_units", 5, "<="),
        ("organization.general_branch_from_members", 50, ">="),
        ("organization.committee_from_members", 100, ">="),
        ("term.community_years", 5, ""),
        ("term.other_years", 3, ""),
        ("term.postponement_max_months", 12, "<="),
        ("floating.lost_after_months", 6, ">"),
        ("floating.away_after_months", 6, ">="),
        ("membership.suspend_after_months", 6, ">="),
        ("membership.study_hours_per_year", 32, ">="),
        ("transfer.letter_valid_days", 90, "<="),
        ("age.min_joining", 18, ">="),
    ],
)
def test_the_figures_in_force_today(key, value, operator):
    found = rule(key, on=TODAY)
    assert (found.value, found.operator) == (value, operator)


def test_the_quorum_of_an_election_depends_on_its_day():
    before, after = (rule("election.quorum", on=day) for day in (date(2020, 7, 12), date(2020, 7, 13)))
    assert (before.value, before.operator) == (Fraction(4, 5), ">")
    assert (after.value, after.operator) == (Fraction(4, 5), ">=")


def test_the_base_of_the_majority_depends_on_the_day_of_the_election():
    bases = [rule("election.majority_base", on=day).value for day in (date(2015, 3, 1), date(2023, 3, 1))]
    assert bases == ["实到会", "应到会"]


def test_the_same_votes_elect_under_the_rule_of_1990_and_not_under_that_of_2020():
    due, present, votes = 50, 41, 22
    elected = []
    for day in (date(2015, 3, 1), date(2023, 3, 1)):
        base = {"应到会": due, "实到会": present}[rule("election.majority_base", on=day).value]
        elected.append(votes > base * rule("election.majority", on=day).value)
    assert elected == [True, False]


def test_an_unknown_rule_is_refused_by_name():
    with pytest.raises(UnknownRule) as refusal:
        rule("branch.color", on=TODAY)
    assert refusal.value.key == "branch.color"


def test_a_rule_before_its_first_day_is_not_in_force():
    assert rule("branch.min_full_members", on=date(2018, 10, 28)).value == 3
    with pytest.raises(NotInForce) as refusal:
        rule("branch.min_full_members", on=date(2018, 10, 27))
    assert refusal.value.on == date(2018, 10, 27)


def test_a_confirmed_parameter_says_who_confirmed_it_and_why():
    found = rule("transfer.letter_valid_days", on=TODAY, jurisdiction=STREET, overrides=[decision()])
    assert (found.value, found.status, found.reason, found.by) == (
        90,
        Status.CONFIRMED,
        "区委组织部电话答复",
        "街道党建办",
    )


def test_another_value_is_set_by_the_office():
    found = rule("transfer.letter_valid_days", on=TODAY, jurisdiction=STREET, overrides=[decision(value=60)])
    assert (found.value, found.status) == (60, Status.OVERRIDDEN)


def test_confirming_a_verified_rule_leaves_it_verified():
    same = decision(key="membership.study_hours_per_year", value=32)
    found = rule("membership.study_hours_per_year", on=TODAY, jurisdiction=STREET, overrides=[same])
    assert found.status == Status.VERIFIED


@pytest.mark.parametrize(
    "change",
    [
        {"key": "joint_branch.max_units"},
        {"jurisdiction": "nation/江苏省/常州市/天宁"},
        {"jurisdiction": "nation/江苏省/苏州市"},
        {"in_force_from": date(2026, 11, 24)},
        {"in_force_until": date(2026, 11, 22)},
    ],
)
def test_a_decision_about_another_rule_place_or_time_changes_nothing(change):
    written = rule("transfer.letter_valid_days", on=TODAY)
    other = decision(value=60, **change)
    assert rule("transfer.letter_valid_days", on=TODAY, jurisdiction=STREET, overrides=[other]) == written


def test_the_nearest_decision_wins_and_among_equals_the_later_one():
    city = decision(value=30, jurisdiction="nation/江苏省/常州市")
    street = decision(value=60)
    later = decision(value=45, in_force_from=date(2026, 6, 1))
    found = [
        rule("transfer.letter_valid_days", on=TODAY, jurisdiction=STREET, overrides=given_in).value
        for given_in in ([street, city], [city], [later, street, city], [street, later])
    ]
    assert found == [60, 30, 45, 45]


def test_a_decision_does_not_outlive_the_version_it_was_made_about():
    decided = decision(key="election.majority_base", value="实到会", in_force_from=date(2015, 1, 1))
    found = [
        rule("election.majority_base", on=day, jurisdiction=STREET, overrides=[decided])
        for day in (date(2020, 7, 12), date(2020, 7, 13))
    ]
    assert [(one.value, one.status) for one in found] == [("实到会", Status.CONFIRMED), ("应到会", Status.SECONDARY)]


@pytest.mark.parametrize("value", ["90", True, Fraction(90)])
def test_a_decision_of_another_type_is_refused(value):
    with pytest.raises(UnfitOverride):
        rule("transfer.letter_valid_days", on=TODAY, jurisdiction=STREET, overrides=[decision(value=value)])


def test_the_nearest_jurisdiction_of_the_files_wins():
    text = (
        '[[rules]]\nkey = "a"\ntitle = "某数"\nvalue = {}\nstatus = "secondary"\nsource = "某处"\njurisdiction = "{}"\n'
    )
    group = [
        read(text.format(number, place), "x.toml")[0]
        for number, place in enumerate(("nation", "nation/江苏省", "nation/江苏省/常州市", "nation/山东省"))
    ]
    values = [
        nearest(group, on=TODAY, jurisdiction=place).value
        for place in ("nation", "nation/江苏省/苏州市", STREET, "nation/山东省", "nation/山东")
    ]
    assert values == [0, 1, 2, 3, 0]


def test_the_list_of_rules_is_what_each_key_gives():
    listed = rules_in_force(on=TODAY, jurisdiction=STREET, overrides=[decision()])
    assert listed == [rule(one.key, on=TODAY, jurisdiction=STREET, overrides=[decision()]) for one in listed]
    assert [one.key for one in listed] == sorted({one.key for one in listed})


@given(st.dates(date(1985, 1, 1), date(2030, 1, 1)))
def test_the_list_of_a_day_names_each_rule_once(day):
    keys = [one.key for one in rules_in_force(on=day)]
    assert len(keys) == len(set(keys))
