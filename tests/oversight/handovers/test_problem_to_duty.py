"""A problem becomes a duty, and is followed by how often it was done."""

from __future__ import annotations

import pytest

from gongjian.foundation.refusals import Refused
from gongjian.oversight.duties.actions import stop_duty
from gongjian.oversight.duties.models import Duty, Occurrence
from gongjian.oversight.handovers.problem_to_duty import fates, make_duty
from tests.mechanisms.research.walk import Walk, signed_in
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db
VALUES = {"label": "查飞线充电", "months": 1, "times": 1, "evidence": "assembly"}


@pytest.fixture
def walk() -> Walk:
    return Walk()


def made(walk: Walk) -> Duty:
    problem = walk.problem(walk.study())
    return make_duty(
        problem,
        "own-1",
        VALUES,
        at=walk.root,
        chosen=[walk.community],
        in_force_from=TODAY,
        on=TODAY,
        by=walk.office,
        now=NOW,
    )


def period(walk: Walk, number: int, **more: object) -> None:
    day = TODAY.replace(month=number)
    Occurrence.objects.create(
        duty="own-1",
        organization=walk.community,
        org_path=walk.community.path,
        key=str(number),
        label=str(number),
        first=day,
        last=day,
        opens_on=day,
        remind_on=day,
        due_on=day,
        **more,
    )


def told(walk: Walk, duty: Duty) -> tuple[str, bool]:
    fate = fates(user=walk.office, ids=[duty.pk], on=TODAY)[duty.pk]
    return fate.words, fate.done


def test_the_duty_says_why_it_is_and_the_problem_where_it_went(walk: Walk) -> None:
    duty = made(walk)
    problem = walk.community.studies.get().problems.get()
    assert duty.reason == "调研“电动自行车进楼道”发现：充电口缺 48 个"
    assert list(duty.chosen.all()) == [walk.community]
    assert (problem.became, problem.became_id, problem.became_words) == ("duty", duty.pk, "应办事项“查飞线充电”，每月")


def test_it_is_made_once_or_not_at_all(walk: Walk) -> None:
    problem = walk.problem(walk.study())
    common = {"at": walk.root, "chosen": [walk.community], "in_force_from": TODAY, "on": TODAY}
    make_duty(problem, "own-1", VALUES, **common, by=walk.office, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(Refused):
        make_duty(problem, "own-2", VALUES, **common, by=walk.office, now=NOW)  # type: ignore[arg-type]
    assert Duty.objects.count() == 1


def test_it_is_followed_by_what_was_done_and_missed(walk: Walk) -> None:
    duty = made(walk)
    assert told(walk, duty) == ("“查飞线充电”已办 0 期", False)
    period(walk, 9, discharged_on=TODAY)
    assert told(walk, duty) == ("“查飞线充电”已办 1 期", True)
    period(walk, 10)
    period(walk, 8, excused=True)
    assert told(walk, duty) == ("“查飞线充电”已办 1 期，逾期 1 期", False)
    stop_duty(duty, at=walk.root, in_force_from=TODAY.replace(month=12), reason="解决了", by=walk.office, now=NOW)
    assert told(walk, duty) == ("“查飞线充电”已停用，办过 1 期", False)


def test_one_that_only_reminds_says_that_nobody_knows_whether_it_was_done(walk: Walk) -> None:
    duty = made(walk)
    Duty.objects.update(evidence="")
    assert told(walk, duty) == ("“查飞线充电”到时候提醒，办没办平台不记", False)


def test_the_page_makes_the_duty_for_those_who_set_duties(walk: Walk) -> None:
    problem = walk.problem(walk.study())
    address, client = f"/y/problems/{problem.pk}/duty", signed_in(walk.office)
    form = client.get(address).context["form"]
    typed = {**{name: form[name].value() or "" for name in form.fields}, "label": "查飞线充电", "months": "1"}
    assert "没有找到：丙支部" in client.post(address, {**typed, "chosen": "丙支部"}).content.decode()
    for _ in range(2):
        page = client.post(address, typed, follow=True).content.decode()
    assert ("已定为应办事项" in page, Duty.objects.count()) == (True, 1)
    assert signed_in(walk.worker).get(address).status_code == 403
    assert signed_in(walk.stranger).get(address).status_code == 404
    assert address not in signed_in(walk.worker).get(f"/y/problems/{problem.pk}").content.decode()
