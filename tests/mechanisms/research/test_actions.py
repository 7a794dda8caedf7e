"""A study from its question to what changed because of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from gongjian.foundation.changes import Touched
from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research.actions import (
    Over,
    begin_study,
    edit_study,
    finish_study,
    lock,
    mark_step,
    move,
    refuse_over,
    reopen_study,
    set_plan,
    stop_study,
    tell,
    tell_consequence,
    write_plan,
    write_report,
)
from gongjian.mechanisms.research.models import Study
from tests.mechanisms.research.walk import Walk
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk() -> Walk:
    return Walk()


def verbs(study: Study) -> list[str]:
    return [each.verb for each in Entry.objects.about("research", study.pk)]


def test_a_study_begins_with_its_plan_and_is_begun_once(walk: Walk) -> None:
    values = {"title": "停车难", "question": "差多少车位", "since": TODAY, "until": TODAY, "uid": uuid4()}
    made = [begin_study(walk.community, values, plan=[("数车位", None)], by=walk.worker, now=NOW) for _ in range(2)]
    assert made[0] == made[1]
    assert (Study.objects.count(), [str(each) for each in made[0].steps.all()]) == (1, ["数车位"])
    assert (made[0].org_path, verbs(made[0])) == (walk.community.path, ["立题"])


def test_a_new_plan_keeps_what_was_done(walk: Walk) -> None:
    study = walk.study()
    first = study.steps.get(order=1)
    for _ in range(2):
        mark_step(study, first, done=True, on=TODAY, by=walk.worker, now=NOW)
    set_plan(study, [("座谈两次", TODAY), ("走访三家物业", None)], by=walk.worker, now=NOW)
    assert [(str(each), each.done_on) for each in study.steps.all()] == [("座谈两次", None), ("走访三家物业", TODAY)]
    assert verbs(study) == ["改计划", "完成一步", "立题"]
    mark_step(study, study.steps.get(order=2), done=False, on=TODAY, by=walk.worker, now=NOW)
    assert study.steps.filter(done_on__isnull=False).count() == 0


def test_the_same_plan_said_again_is_no_change(walk: Walk) -> None:
    study = walk.study()
    write_plan(study, [("座谈一次", None)])
    set_plan(study, [("座谈一次", TODAY)], by=walk.worker, now=NOW)
    assert (verbs(study), study.steps.get().due_on) == (["立题"], TODAY)


def test_a_study_is_edited_and_found_under_its_new_name(walk: Walk) -> None:
    study = walk.study()
    edit_study(study, {"title": "飞线充电"}, version=1, by=walk.worker, now=NOW)
    study.refresh_from_db()
    assert (study.title, study.version, verbs(study)[0]) == ("飞线充电", 2, "修改")


def test_two_writers_of_the_report_lose_no_word(walk: Walk) -> None:
    study = walk.study()
    write_report(study, "findings", base="", text="一、充电口少。", by=walk.worker, now=NOW)
    merged = write_report(study, "findings", base="", text="二、收费贵。", by=walk.office, now=NOW)
    study.refresh_from_db()
    assert study.findings == merged.text == "一、充电口少。\n二、收费贵。"
    assert study.wordings.count() == 2


def test_a_study_is_finished_only_with_a_written_report_and_then_closed(walk: Walk) -> None:
    study = walk.study()
    with pytest.raises(Refused):
        finish_study(study, on=TODAY, by=walk.worker, now=NOW)
    walk.reported(study)
    Touched.objects.all().delete()
    for _ in range(2):
        study = finish_study(study, on=TODAY, by=walk.worker, now=NOW)
    assert (study.state, study.finished_on, verbs(study).count("结题")) == ("finished", TODAY, 1)
    assert [each.subject_id for each in Touched.objects.all()] == [walk.community.pk]
    with pytest.raises(Over):
        write_report(study, "advice", base="加装充电口。", text="别的", by=walk.worker, now=NOW)
    with pytest.raises(Over):
        refuse_over(lock(study))


def test_a_finished_study_is_opened_again_with_a_reason_that_stays(walk: Walk) -> None:
    study = walk.study()
    walk.reported(study)
    finish_study(study, on=TODAY, by=walk.worker, now=NOW)
    study = reopen_study(study, reason="漏了一个小区", by=walk.worker, now=NOW)
    assert (study.state, study.finished_on) == ("running", None)
    assert Entry.objects.about("research", study.pk)[0].reason == "漏了一个小区"


def test_a_study_that_is_given_up_says_why_and_keeps_its_notes(walk: Walk) -> None:
    study = walk.study()
    walk.note(study)
    for _ in range(2):
        study = stop_study(study, reason="与街道课题合并", by=walk.worker, now=NOW)
    assert (study.state, study.stopped_for, study.notes.count()) == ("stopped", "与街道课题合并", 1)
    assert verbs(study).count("不做了") == 1
    assert reopen_study(study, reason="又要做", by=walk.worker, now=NOW).stopped_for == ""


def test_what_changed_because_of_it_is_told_afterwards_once(walk: Walk) -> None:
    study = walk.study()
    walk.reported(study)
    study = finish_study(study, on=TODAY, by=walk.worker, now=NOW)
    later = TODAY + timedelta(days=90)
    for _ in range(2):
        tell_consequence(study, text="新增充电口 48 个", on=later, by=walk.worker, now=NOW)
    assert [(str(each), each.on) for each in study.consequences.all()] == [("新增充电口 48 个", later)]


def test_every_move_is_told(walk: Walk) -> None:
    study = walk.study()
    move(study, study.state, "核对", by=walk.worker, now=NOW)  # type: ignore[arg-type]
    tell(study, "提醒", reason="长" * 900, by=walk.worker, now=NOW)
    latest = Entry.objects.about("research", study.pk)[0]
    assert (verbs(study)[:2], len(latest.reason), study.version) == (["提醒", "核对"], 400, 2)
    assert date(2026, 12, 1) in {each.due_on for each in study.steps.all()}
