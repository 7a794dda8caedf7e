"""What research offers upstairs: figures, finished work, open items, what waits."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongjian.mechanisms.research.actions import finish_study, mark_step
from gongjian.mechanisms.research.figures import FIGURES
from gongjian.mechanisms.research.mechanism import OFFERS
from gongjian.mechanisms.research.queries import open_items, proofs
from gongjian.mechanisms.research.settling import LOOK_AGAIN, close_problem, turn_into
from gongjian.mechanisms.research.waiting import find_problems, find_studies, problems_counted, studies_counted
from tests.mechanisms.research.walk import Walk, signed_in
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db
NOVEMBER = {"since": date(2026, 11, 1), "until": date(2026, 11, 30)}


@pytest.fixture
def walk() -> Walk:
    return Walk()


def test_the_month_of_a_community_is_counted(walk: Walk) -> None:
    study = walk.study()
    walk.note(study, problems=["一", "二"])
    walk.note(study, on=date(2026, 10, 31))
    close_problem(walk.problem(study), result="办了", on=TODAY, by=walk.worker, now=NOW)
    walk.reported(study)
    finish_study(study, on=TODAY, by=walk.worker, now=NOW)
    assert {each.key: each.count(path=walk.community.path, **NOVEMBER) for each in FIGURES} == {
        "studies_finished": 1,
        "research_visits": 1,
        "problems_found": 3,
        "problems_closed": 1,
        "problems_open": 2,
    }


def test_every_figure_leads_to_its_rows(walk: Walk) -> None:
    study = walk.study()
    close_problem(walk.problem(study, "了结的"), result="办了", on=TODAY, by=walk.worker, now=NOW)
    walk.problem(study, "没了结的")
    walk.reported(study)
    finish_study(study, on=TODAY, by=walk.worker, now=NOW)
    client = signed_in(walk.worker)
    pages = {each.key: client.get(each.rows(walk.community, *NOVEMBER.values())).content.decode() for each in FIGURES}
    assert "电动自行车进楼道" in pages["studies_finished"]
    assert ("没了结的" in pages["problems_open"], "了结的</a>" in pages["problems_closed"]) == (True, True)
    assert "没了结的" not in pages["problems_closed"]


def test_a_finished_study_is_work_that_counts(walk: Walk) -> None:
    study = walk.study()
    assert list(proofs(among=None, **NOVEMBER)) == []
    walk.reported(study)
    finish_study(study, on=TODAY, by=walk.worker, now=NOW)
    assert [tuple(each) for each in proofs(among=[walk.community.pk], **NOVEMBER)] == [
        (walk.community.pk, TODAY, TODAY, study.pk)
    ]
    assert list(proofs(among=[walk.root.pk], **NOVEMBER)) == []
    begin = OFFERS.evidence[0].begin
    assert begin(walk.worker, walk.community, TODAY) == f"/y/new?organization={walk.community.pk}"
    assert begin(walk.auditor, walk.community, TODAY) == ""


def test_open_problems_are_offered_to_whoever_coordinates(walk: Walk) -> None:
    study = walk.study()
    close_problem(walk.problem(study), result="办了", on=TODAY, by=walk.worker, now=NOW)
    problem = walk.problem(study, "没有车棚", owner=walk.branch, due_on=TODAY)
    found = list(open_items(user=walk.office, on=TODAY))
    assert [(each.title, each.waits_for, each.since, each.due) for each in found] == [
        ("没有车棚", "甲社区第一党支部", TODAY, TODAY)
    ]
    assert (found[0].url, found[0].org_path) == (f"/y/problems/{problem.pk}", walk.branch.path)
    assert list(open_items(user=walk.stranger, on=TODAY)) == []


def test_what_was_turned_into_something_waits_again_after_a_while(walk: Walk) -> None:
    problem = walk.problem(walk.study())
    assert [each.title for each in find_problems(user=walk.worker, on=TODAY)] == ["定怎么办：充电口缺 48 个"]
    turn_into(problem, "topic", 1, words="议题", on=TODAY, by=walk.worker, now=NOW)
    assert list(find_problems(user=walk.worker, on=TODAY)) == []
    later = TODAY + LOOK_AGAIN
    assert [each.title for each in find_problems(user=walk.worker, on=later)] == ["看看有没有结果：充电口缺 48 个"]
    counted = problems_counted(user=walk.worker, on=later)
    assert (counted is not None and counted.count(), problems_counted(user=walk.auditor, on=later)) == (1, None)


def test_the_next_step_and_then_the_report_wait(walk: Walk) -> None:
    study = walk.study()
    assert [each.title for each in find_studies(user=walk.worker, on=TODAY)] == []
    near = date(2026, 12, 1) - timedelta(days=7)
    assert [(each.title, each.due) for each in find_studies(user=walk.worker, on=near)] == [
        ("走访三家物业", date(2026, 12, 1))
    ]
    mark_step(study, study.steps.get(order=1), done=True, on=near, by=walk.worker, now=NOW)
    assert list(find_studies(user=walk.worker, on=near)) == []
    assert [each.title for each in find_studies(user=walk.worker, on=study.until)] == ["调研“电动自行车进楼道”该结题了"]
    counted = studies_counted(user=walk.worker, on=study.until)
    assert counted is not None
    assert sum(each.number for each in counted) == 1
