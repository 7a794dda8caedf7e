from datetime import date
from fractions import Fraction

import pytest

from gongjian.rules import rule, rules_in_force
from gongjian.rules.values import UnfitValue, typed, written

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("like", rules_in_force(on=TODAY), ids=lambda like: like.key)
def test_what_stands_in_the_field_is_read_back_as_the_same_value(like):
    again = typed(f" {written(like.value)} ", like=like)
    assert (type(again), again) == (type(like.value), like.value)


@pytest.mark.parametrize(
    ("key", "words", "value"),
    [
        ("transfer.letter_valid_days", "６０", 60),
        ("election.quorum", "8/10", Fraction(4, 5)),
        ("election.secret_ballot", "否", False),
        ("election.majority_base", "实到会", "实到会"),
    ],
)
def test_a_value_is_read_as_people_type_it(key, words, value):
    assert typed(words, like=rule(key, on=TODAY)) == value


@pytest.mark.parametrize(
    ("key", "words", "wanted"),
    [
        ("transfer.letter_valid_days", "三个月", "请填大于 0 的整数。"),
        ("transfer.letter_valid_days", "-1", "请填大于 0 的整数。"),
        ("transfer.letter_valid_days", "0", "请填大于 0 的整数。"),
        ("transfer.letter_valid_days", "9" * 25, "数字太大了。请核对，最多 6 位。"),
        ("election.quorum", "1/" + "9" * 5000, "数字太大了。请核对，最多 6 位。"),
        ("election.quorum", "0.8", "请填分数，例如 4/5。"),
        ("election.quorum", "4/0", "请填分数，例如 4/5。"),
        ("election.quorum", "5/4", "请填分数，例如 4/5。"),
        ("election.secret_ballot", "可以", "请填“是”或者“否”。"),
        ("election.majority_base", " ", "请填写内容。"),
    ],
)
def test_what_does_not_fit_is_answered_with_what_is_wanted(key, words, wanted):
    with pytest.raises(UnfitValue) as refusal:
        typed(words, like=rule(key, on=TODAY))
    assert str(refusal.value) == wanted
