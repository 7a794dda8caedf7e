"""One problem and the ways in which it ends."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.settling import turn_into
from tests.mechanisms.research.walk import Walk, signed_in
from tests.street import NOW, TODAY, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk() -> Walk:
    return Walk()


def test_it_is_answered_and_closed_with_words(walk: Walk) -> None:
    client, problem = signed_in(walk.worker), walk.problem(walk.study())
    assert client.post(f"/y/problems/{problem.pk}", {"result": ""}).status_code == 422
    page = client.post(f"/y/problems/{problem.pk}", {"result": "当场答复"}, follow=True).content.decode()
    assert ("已了结" in page, "当场答复" in page) == (True, True)
    client.post(f"/y/problems/{problem.pk}/reopen", {"reason": "又来了"})
    problem.refresh_from_db()
    assert problem.state == "open"


def test_its_owner_settles_it_and_others_only_look(walk: Walk) -> None:
    problem = walk.problem(walk.study(), owner=walk.branch)
    owner, auditor = signed_in(user("branch_secretary", walk.branch)), signed_in(walk.auditor)
    page = owner.get(f"/y/problems/{problem.pk}").content.decode()
    assert ("了结</button>" in page, f'href="/y/{problem.study_id}"' in page) == (True, False)
    assert auditor.get(f"/y/problems/{problem.pk}").status_code == 200
    for client, status in ((auditor, 403), (signed_in(walk.stranger), 404)):
        assert client.post(f"/y/problems/{problem.pk}", {"result": "行"}).status_code == status
        assert client.post(f"/y/problems/{problem.pk}/edit", {"text": "别的"}).status_code == status
    assert owner.post(f"/y/problems/{problem.pk}", {"result": "办了"}).status_code == 302


def test_it_is_put_right_given_away_and_struck_out(walk: Walk) -> None:
    client, problem = signed_in(walk.worker), walk.problem(walk.study())
    client.post(f"/y/problems/{problem.pk}/edit", {"text": "充电口缺 40 个", "owner": "甲社区第一党支部"})
    problem.refresh_from_db()
    assert (problem.text, problem.org_path) == ("充电口缺 40 个", walk.branch.path)
    client.post(f"/y/problems/{problem.pk}/edit", {"strike": "1"})
    assert not Problem.objects.exists()


def test_what_it_was_turned_into_elsewhere_and_is_gone_is_said(walk: Walk) -> None:
    problem = walk.problem(walk.study())
    turn_into(problem, "nowhere", 7, words="旧系统的事项", on=TODAY, by=walk.worker, now=NOW)
    page = signed_in(walk.worker).get(f"/y/problems/{problem.pk}").content.decode()
    assert "旧系统的事项，现在查不到了" in page


def waiting(client: Client) -> str:
    return client.get("/").content.decode()


def test_it_waits_on_the_owners_today(walk: Walk) -> None:
    problem = walk.problem(walk.study(), owner=walk.branch)
    Problem.objects.update(look_on="2020-01-01")
    owner = signed_in(user("branch_secretary", walk.branch))
    assert "定怎么办：充电口缺 48 个" in waiting(owner)
    owner.post(f"/y/problems/{problem.pk}", {"result": "办了"})
    assert "充电口缺 48 个" not in waiting(owner)
