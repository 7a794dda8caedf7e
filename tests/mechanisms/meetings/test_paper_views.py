"""On paper and in public."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from gongjian.mechanisms.meetings.minutes import jot, resolve
from gongjian.mechanisms.meetings.models import Meeting, Publication
from tests.mechanisms.meetings.hall import Hall
from tests.mechanisms.meetings.test_views import signed_in
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def told(hall: Hall) -> Meeting:
    meeting = hall.held("appraisal", chair="丁一", recorder="何二")
    jot(meeting.items.order_by("order")[0], text="林三：大家都好", by=hall.keeper, now=NOW)
    resolve(meeting, {"text": "由何二联系 13800138000"}, by=hall.keeper, now=NOW)
    return meeting


def words(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    return "\n".join(each.text for each in document.paragraphs)


def a_template(*lines: str) -> SimpleUploadedFile:
    document, content = Document(), io.BytesIO()
    for line in lines:
        document.add_paragraph(line)
    document.save(content)
    return SimpleUploadedFile("本街道纪要.docx", content.getvalue())


def test_the_paper_says_all_that_minutes_must_say(hall: Hall) -> None:
    page = signed_in(hall.keeper).get(f"/h/{told(hall).pk}/print").content.decode()
    wanted = ("2026 年第 1 次民主评议党员", "丁一", "应到 5 人，实到 5 人", "林三：大家都好", "由何二联系", "签名")
    assert [each for each in wanted if each not in page] == []


def test_word_comes_in_the_built_in_layout(hall: Hall) -> None:
    answer = signed_in(hall.keeper).get(f"/h/{told(hall).pk}/word")
    text = words(answer.content)
    assert "甲社区第一党支部\n2026 年第 1 次民主评议党员" in text
    assert "一、个人自评\n林三：大家都好" in text
    assert "{" not in text


def test_an_office_uses_its_own_template_for_all_below_until_it_takes_it_away(hall: Hall) -> None:
    office, keeper, meeting = signed_in(hall.office), signed_in(hall.keeper), told(hall)
    address = f"/h/template/{hall.root.pk}"
    office.post(address, {"file": a_template("本街道专用：{{ heading }}", "主持 {{ chair }}")})
    assert words(keeper.get(f"/h/{meeting.pk}/word").content).endswith("主持 丁一")
    office.post(address, {"away": "1"})
    assert "本街道专用" not in words(keeper.get(f"/h/{meeting.pk}/word").content)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (SimpleUploadedFile("旧.doc", b"\xd0\xcf\x11\xe0"), "这不是 Word 文件"),
        (a_template("{{ heading"), "占位符写错了"),
        (a_template("{{ heading.__class__.__mro__[1].__subclasses__() }}"), "占位符写错了"),
    ],
)
def test_a_broken_template_is_refused_in_plain_words(hall: Hall, given: SimpleUploadedFile, said: str) -> None:
    page = signed_in(hall.office).post(f"/h/template/{hall.root.pk}", {"file": given})
    assert (page.status_code, said in page.content.decode()) == (422, True)


def test_the_specimen_can_be_handed_in_as_it_is(hall: Hall) -> None:
    client = signed_in(hall.office)
    specimen = SimpleUploadedFile("模板.docx", client.get("/h/template").content)
    assert client.post(f"/h/template/{hall.root.pk}", {"file": specimen}).status_code == 302


def test_the_public_reads_what_was_chosen_and_masked_until_it_is_revoked(hall: Hall) -> None:
    client, meeting, anyone = signed_in(hall.keeper), told(hall), Client()
    form = client.get(f"/h/{meeting.pk}/publish").context["parts"]
    posted = {f"text-{each['key']}": each["text"] for each in form} | {"part": ["resolutions"]}
    assert "大家会看到" in client.post(f"/h/{meeting.pk}/publish", {**posted, "look": "1"}).content.decode()
    assert not Publication.objects.exists()
    client.post(f"/h/{meeting.pk}/publish", {**posted, "publish": "1"})
    address = f"/public/{Publication.objects.get().code}"
    page = anyone.get(address).content.decode()
    assert "由何某联系 ＊＊＊" in page
    assert "个人自评" not in page
    client.post(f"/h/{meeting.pk}/revoke")
    assert anyone.get(address).status_code == 404
