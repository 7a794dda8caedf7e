from datetime import date

import pytest

from gongjian.rules import rule
from gongjian.rules.entries import covers

TODAY = date(2026, 11, 23)


def test_a_figure_reads_as_a_whole_number():
    assert rule("branch.max_members", on=TODAY).number == 50


@pytest.mark.parametrize("key", ["election.quorum", "election.majority_base", "election.secret_ballot"])
def test_what_is_not_a_figure_does_not_read_as_one(key):
    with pytest.raises(TypeError):
        _ = rule(key, on=TODAY).number


@pytest.mark.parametrize(
    ("jurisdiction", "place", "reached"),
    [
        ("nation", "nation", True),
        ("nation", "nation/江苏省", True),
        ("nation/江苏省", "nation", False),
        ("nation/江苏", "nation/江苏省", False),
        ("nation/江苏省/常州市", "nation/江苏省/常州市/天宁街道", True),
        ("nation/江苏省/常州市", "nation/江苏省/苏州市", False),
    ],
)
def test_a_jurisdiction_reaches_itself_and_what_lies_below(jurisdiction, place, reached):
    assert covers(jurisdiction, place) is reached
