"""随手记 as plain forms and as a script sends it."""

from __future__ import annotations

import pytest
from django.test import Client

from gongjian.mechanisms.research.actions import stop_study
from gongjian.mechanisms.research.models import Note, Study
from tests.mechanisms.research.walk import Walk, signed_in
from tests.street import NOW

pytestmark = pytest.mark.django_db
NOTE = {
    "kind": "visit",
    "whom": "怡康物业公司",
    "text": "充电口不够",
    "problems": "充电口缺 48 个\n没有车棚",
    "on": "2026.11.20",
}


@pytest.fixture
def walk() -> Walk:
    return Walk()


def act(client: Client, study: Study, name: str, *, script: bool = False, **told: object) -> str:
    headers = {"HX-Request": "true"} if script else {}
    answer = client.post(f"/y/{study.pk}/act", {"act": name, **told}, headers=headers, follow=True)
    return answer.content.decode()


def test_a_visit_is_noted_by_a_plain_form_with_its_problems(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    assert "已记下" in act(client, study, "note", **NOTE)
    note = study.notes.get()
    assert (note.unit, note.organization, str(note.on), note.by) == (walk.firm, None, "2026-11-20", str(walk.worker))
    assert [each.text for each in study.problems.all()] == ["充电口缺 48 个", "没有车棚"]


def test_the_hint_about_people_is_there_until_the_first_note(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    assert "不写姓名、电话、住址。" in client.get(f"/y/{study.pk}/notes").content.decode()
    act(client, study, "note", **NOTE)
    assert "不写姓名、电话、住址。</b>" not in client.get(f"/y/{study.pk}/notes").content.decode()


@pytest.mark.parametrize("field", ["whom", "text", "problems"])
def test_a_number_is_pointed_out_before_it_is_saved(walk: Walk, field: str) -> None:
    client, study = signed_in(walk.worker), walk.study()
    told = {**NOTE, field: "王家 13800138000"}
    page = client.post(f"/y/{study.pk}/act", {"act": "note", **told})
    assert (page.status_code, "13800138000 像是电话或证件号" in page.content.decode()) == (422, True)
    assert "充电口不够" in page.content.decode() or field == "text"
    assert not Note.objects.exists()
    act(client, study, "note", **{**told, "sure": "on"})
    assert Note.objects.count() == 1


def test_a_script_gets_the_body_back_and_what_was_refused_in_words(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    page = act(client, study, "note", script=True, **{**NOTE, "text": "13800138000"})
    assert ("data-refused" in page, "<html" in page) == (True, False)
    assert "data-refused" not in act(client, study, "note", script=True, **NOTE)


def test_what_is_sent_late_and_twice_is_kept_once(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    for _ in range(2):
        act(client, study, "note", script=True, seen_as="d1", **NOTE)
    assert "刚才已经记下" in act(client, study, "note", seen_as="d1", **NOTE)
    assert (study.notes.count(), study.problems.count()) == (1, 2)


def test_a_problem_and_a_step_are_noted_too(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    act(client, study, "problem", text="没有车棚", owner="甲社区第一党支部", due_on="2026-12-31")
    act(client, study, "step", step=f"{study.steps.first().pk}:done")  # type: ignore[union-attr]
    problem = study.problems.get()
    assert (problem.owner, str(problem.due_on)) == (walk.branch, "2026-12-31")
    assert study.steps.filter(done_on__isnull=False).count() == 1


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("note", {"kind": "visit"}, "去了哪里、和哪个单位谈：还没有填。"),
        ("problem", {"text": "题", "owner": "没有的组织"}, "没有找到"),
        ("drop", {}, "没有这个操作"),
    ],
)
def test_what_cannot_be_done_is_said(walk: Walk, name: str, told: dict[str, str], said: str) -> None:
    assert said in act(signed_in(walk.worker), walk.study(), name, script=True, **told)


def test_a_note_is_put_right_and_taken_out(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    note = walk.note(study, "王家说电梯慢")
    address = f"/y/notes/{note.pk}"
    typed = {"kind": "interview", "whom": "业委会", "text": "居民说电梯慢", "on": "2026-11-20"}
    assert client.post(address, {**typed, "text": "找 13800138000"}).status_code == 422
    client.post(address, typed)
    note.refresh_from_db()
    assert (note.text, note.unit, note.kind) == ("居民说电梯慢", None, "interview")
    assert signed_in(walk.stranger).post(address, {"strike": "1"}).status_code == 404
    client.post(address, {"strike": "1"})
    assert study.notes.count() == 0


def test_a_study_that_is_over_takes_no_notes(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    note = walk.note(study)
    stop_study(study, reason="合并", by=walk.worker, now=NOW)
    assert client.get(f"/y/{study.pk}/notes").status_code == 302
    assert "不能再改" in act(client, study, "note", script=True, **NOTE)
    assert client.post(f"/y/notes/{note.pk}", {"strike": "1"}).status_code == 403
    assert study.notes.count() == 1
