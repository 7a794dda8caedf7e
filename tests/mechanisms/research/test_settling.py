"""A problem on its way to its end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.settling import (
    LOOK_AGAIN,
    close_problem,
    edit_problem,
    strike_problem,
    take_back,
    turn_into,
)
from tests.mechanisms.research.walk import Walk
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk() -> Walk:
    return Walk()


def turned(walk: Walk, problem: Problem) -> Problem:
    return turn_into(problem, "topic", 7, words="例会的议题", on=TODAY, by=walk.worker, now=NOW)


def test_a_problem_is_its_owners(walk: Walk) -> None:
    study = walk.study()
    assert walk.problem(study).org_path == walk.community.path
    given = walk.problem(study, owner=walk.branch)
    assert (given.org_path, given.look_on) == (walk.branch.path, TODAY)


def test_it_is_given_to_another_owner(walk: Walk) -> None:
    problem = walk.problem(walk.study())
    changed = edit_problem(problem, {"owner": walk.branch, "due_on": TODAY}, by=walk.worker, now=NOW)
    assert (changed.org_path, changed.due_on) == (walk.branch.path, TODAY)


def test_it_is_turned_into_something_once_and_looked_at_again_later(walk: Walk) -> None:
    problem = turned(walk, walk.problem(walk.study()))
    assert (problem.state, problem.became, problem.became_id, problem.look_on) == (
        "turned",
        "topic",
        7,
        TODAY + LOOK_AGAIN,
    )
    with pytest.raises(Refused):
        turned(walk, problem)


def test_it_is_looked_at_again_when_its_day_comes(walk: Walk) -> None:
    soon = TODAY + timedelta(days=3)
    problem = turned(walk, walk.problem(walk.study(), due_on=soon))
    assert problem.look_on == soon
    assert edit_problem(problem, {"due_on": None}, by=walk.worker, now=NOW).look_on == TODAY + LOOK_AGAIN


def test_it_ends_with_words_and_stays_ended(walk: Walk) -> None:
    problem = walk.problem(walk.study())
    close_problem(problem, result="当场答复", on=TODAY, by=walk.worker, now=NOW)
    again = close_problem(problem, result="别的", on=TODAY + timedelta(days=1), by=walk.worker, now=NOW)
    assert (again.state, again.result, again.closed_on) == ("closed", "当场答复", TODAY)
    with pytest.raises(Refused):
        edit_problem(problem, {"text": "别的"}, by=walk.worker, now=NOW)


def test_nothing_came_of_it_so_it_is_open_again(walk: Walk) -> None:
    problem = turned(walk, walk.problem(walk.study()))
    for _ in range(2):
        problem = take_back(problem, reason="会取消了", by=walk.worker, now=NOW)
    assert (problem.state, problem.became, problem.became_id, problem.look_on) == ("open", "", None, TODAY)


def test_only_what_nobody_dealt_with_is_struck_out(walk: Walk) -> None:
    study = walk.study()
    strike_problem(walk.problem(study), by=walk.worker, now=NOW)
    with pytest.raises(Refused):
        strike_problem(turned(walk, walk.problem(study)), by=walk.worker, now=NOW)
    assert study.problems.count() == 1
