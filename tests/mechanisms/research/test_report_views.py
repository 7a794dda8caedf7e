"""The report: put together, written by two, on paper and in Word."""

from __future__ import annotations

import io

import pytest
from docx import Document

from gongjian.mechanisms.research.actions import mark_step, tell_consequence
from gongjian.mechanisms.research.models import Study
from gongjian.mechanisms.research.settling import close_problem
from tests.mechanisms.research.walk import Walk, signed_in
from tests.street import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def walk() -> Walk:
    return Walk()


def whole(walk: Walk) -> Study:
    study = walk.study(workers="张主任、城管")
    for whom in ("怡康物业公司", "3 号楼前", "怡康物业公司"):
        walk.note(study, whom=whom)
    mark_step(study, study.steps.get(order=1), done=True, on=TODAY, by=walk.worker, now=NOW)
    close_problem(walk.problem(study), result="已加装", on=TODAY, by=walk.worker, now=NOW)
    walk.reported(study)
    tell_consequence(study, text="新增充电口 48 个", on=TODAY, by=walk.worker, now=NOW)
    return study


SAID = (
    "关于电动自行车进楼道的调研报告",
    "一、调研目的",
    "为什么管不住",
    "2026 年 11 月 23 日至 2026 年 12 月 23 日，张主任、城管参加。",
    "做了：走访三家物业。",
    "计划了没有做：座谈一次。",
    "共走访 3 次，到了怡康物业公司、3 号楼前。",
    "充电口太少。",
    "加装充电口。",
    "2026 年 11 月 23 日：新增充电口 48 个",
)


def test_the_paper_says_all_that_is_known(walk: Walk) -> None:
    page = signed_in(walk.auditor).get(f"/y/{whole(walk).pk}/print").content.decode()
    assert [each for each in (*SAID, "充电口缺 48 个", "已加装") if each not in page] == []


def test_word_says_the_same(walk: Walk) -> None:
    answer = signed_in(walk.worker).get(f"/y/{whole(walk).pk}/word")
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(each.text for each in document.paragraphs)
    assert [each for each in SAID if each not in text] == []
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["序号", "问题", "谁来办", "结果"], ["1", "充电口缺 48 个", "甲社区党总支", "已加装"]]


def test_a_script_and_a_plain_form_save_what_two_wrote(walk: Walk) -> None:
    study = walk.study()
    worker, office = signed_in(walk.worker), signed_in(walk.office)
    told = {"findings": "一、口少。", "base-findings": ""}
    assert worker.post(f"/y/{study.pk}/texts", told).json()["texts"]["findings"]["text"] == "一、口少。"
    office.post(f"/y/{study.pk}/report", {"findings": "二、价贵。", "base-findings": ""})
    assert "一、口少。\n二、价贵。" in worker.get(f"/y/{study.pk}/report").content.decode()


def test_it_is_finished_when_it_is_written(walk: Walk) -> None:
    client, study = signed_in(walk.worker), walk.study()
    assert "还没写完" in client.post(f"/y/{study.pk}/finish", follow=True).content.decode()
    walk.reported(study)
    assert "已结题" in client.post(f"/y/{study.pk}/finish", follow=True).content.decode()
    assert client.get(f"/y/{study.pk}/report").status_code == 302
    assert client.post(f"/y/{study.pk}/texts", {"findings": "别的"}).status_code == 409
