"""Pages of studies for those who carry them out and those who only look."""

from __future__ import annotations

from uuid import uuid4

import pytest

from gongjian.mechanisms.research.models import Study
from tests.mechanisms.research.walk import Walk, signed_in

pytestmark = pytest.mark.django_db
NEW = {
    "title": "停车难",
    "question": "差多少车位",
    "since": "2026-11-23",
    "until": "2026-12-23",
    "plan": "2026-12-01 数车位\n座谈一次\n3 个小区各看一次",
}


@pytest.fixture
def walk() -> Walk:
    return Walk()


def test_a_study_is_begun_with_its_plan_and_only_once(walk: Walk) -> None:
    client = signed_in(walk.worker)
    assert client.get("/y/new").status_code == 200
    typed = {**NEW, "uid": str(uuid4()), "organization": walk.community.pk}
    client.post("/y/new", typed)
    page = client.post("/y/new", typed, follow=True).content.decode()
    assert "刚才已经立好" in page
    plan = [(str(each), str(each.due_on)) for each in Study.objects.get().steps.all()]
    assert plan == [("数车位", "2026-12-01"), ("座谈一次", "None"), ("3 个小区各看一次", "None")]


def test_what_is_wrong_in_a_new_study_is_said(walk: Walk) -> None:
    page = signed_in(walk.worker).post("/y/new", {**NEW, "until": "2026-11-01"})
    assert (page.status_code, "最后一天早于第一天" in page.content.decode()) == (422, True)
    assert signed_in(walk.auditor).get("/y/new").status_code == 403


def test_a_study_shows_all_of_itself(walk: Walk) -> None:
    study = walk.study(workers="社区张主任、城管")
    walk.note(study, problems=["充电口缺 48 个"])
    client = signed_in(walk.worker)
    page = client.get(f"/y/{study.pk}").content.decode()
    wanted = ("为什么管不住", "社区张主任、城管", "走访三家物业", "充电口缺 48 个", "还没定怎么办", "随手记")
    assert [each for each in wanted if each not in page] == []
    assert "充电口不够" in client.get(f"/y/{study.pk}?tab=notes").content.decode()
    assert "开始调研" in client.get(f"/y/{study.pk}?tab=history").content.decode()
    assert "谁能看到" in client.get(f"/y/{study.pk}?tab=viewers").content.decode()


def test_a_viewer_sees_and_changes_nothing_and_a_stranger_sees_nothing(walk: Walk) -> None:
    study = walk.study()
    auditor, stranger = signed_in(walk.auditor), signed_in(walk.stranger)
    assert "随手记</a>" not in auditor.get(f"/y/{study.pk}").content.decode()
    for page in ("edit", "plan", "stop", "reopen", "notes", "report"):
        assert auditor.get(f"/y/{study.pk}/{page}").status_code == 403
    for page in ("", "/edit", "/print", "/word", "/notes"):
        assert stranger.get(f"/y/{study.pk}{page}").status_code == 404


def test_a_study_is_edited_planned_ticked_stopped_and_reopened(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    form = client.get(f"/y/{study.pk}/edit").context["form"]
    data = {each.html_name: each.value() or "" for each in form}
    hidden = {f"initial-{name}": value for name, value in data.items()}
    client.post(f"/y/{study.pk}/edit", {**data, **hidden, "title": "飞线充电"})
    client.post(f"/y/{study.pk}/plan", {"plan": "走访三家物业"})
    client.post(f"/y/{study.pk}/step", {"step": f"{study.steps.get().pk}:done"})
    client.post(f"/y/{study.pk}/stop", {"reason": "合并"})
    study.refresh_from_db()
    assert (study.title, study.state, study.stopped_for) == ("飞线充电", "stopped", "合并")
    assert study.steps.get().done_on is not None
    assert client.get(f"/y/{study.pk}/edit").status_code == 403
    client.post(f"/y/{study.pk}/reopen", {"reason": "又要做"})
    study.refresh_from_db()
    assert study.state == "running"


def test_what_changed_is_told_on_the_page(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    address = f"/y/{study.pk}/changed"
    assert "改变了什么：还没有填。" in client.post(address, {"on": "2026-11-23"}, follow=True).content.decode()
    page = client.post(address, {"text": "新增充电口 48 个", "on": "2026-11-23"}, follow=True).content.decode()
    assert "新增充电口 48 个" in page


def test_a_list_with_nothing_yet_says_how_to_begin(walk: Walk) -> None:
    client = signed_in(walk.worker)
    assert "还没有课题。立一个课题" in client.get("/y/").content.decode()
    assert "还没有发现的问题" in client.get("/y/problems/").content.decode()
    assert "没有这样的课题" in client.get("/y/?q=没有的").content.decode()


def test_lists_narrow_and_export(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    walk.problem(study)
    assert "电动自行车进楼道" in client.get("/y/?q=自行车").content.decode()
    assert "电动自行车进楼道" in client.get("/y/?q=zxc").content.decode()
    assert "没有这样的课题" in client.get("/y/?state=finished").content.decode()
    assert "充电口缺 48 个" in client.get("/y/problems/?state=unsettled").content.decode()
    assert "没有这样的问题" in client.get("/y/problems/?state=closed").content.decode()
    assert "电动自行车进楼道" in client.get("/search?q=电动").content.decode()
