"""What was agreed and where it stands; invitations and their replies."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from docx import Document

from gongjian.foundation.history import Entry
from gongjian.mechanisms.meetings.actions import call_meeting
from gongjian.mechanisms.meetings.minutes import close_follow_up, follow_up, resolve
from gongjian.mechanisms.meetings.seating import invite, invite_all
from tests.mechanisms.meetings.hall import Hall
from tests.mechanisms.meetings.test_views import signed_in
from tests.street import NOW, TODAY, organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def test_a_follow_up_is_urged_by_the_meeting_and_closed_by_its_owner(hall: Hall) -> None:
    meeting = hall.held("joint_conference", of=hall.root)
    owed = follow_up(meeting, {"text": "划线", "owner": hall.branch, "due_on": TODAY}, by=hall.office, now=NOW)
    signed_in(hall.office).post(f"/f/{owed.pk}/urge")
    owner = signed_in(hall.keeper)
    assert owner.get(f"/h/{meeting.pk}").status_code == 404
    assert owner.post(f"/f/{owed.pk}/urge").status_code == 403
    assert owner.post(f"/f/{owed.pk}", {"result": ""}).status_code == 422
    owner.post(f"/f/{owed.pk}", {"result": "划好了"})
    owed.refresh_from_db()
    assert (owed.result, owed.urged_on, owed.closed_on) == ("划好了", timezone.localdate(), timezone.localdate())


def test_a_stranger_does_not_find_a_follow_up(hall: Hall) -> None:
    owed = follow_up(hall.held(), {"text": "划线"}, by=hall.keeper, now=NOW)
    other = user("community_worker", organization("乙社区党总支", "general_branch", hall.body))
    assert signed_in(other).get(f"/f/{owed.pk}").status_code == 404


def test_joint_conferences_stand_on_one_page_with_who_and_where_it_stands(hall: Hall) -> None:
    meeting = hall.plan("joint_conference", of=hall.root, at=NOW)
    invite(meeting, {"name": "孙六", "party": "怡康物业"}, by=hall.office, now=NOW)
    meeting.state = "held"
    meeting.save()
    follow_up(meeting, {"text": "划线", "person": "怡康物业"}, by=hall.office, now=NOW)
    (told,) = signed_in(hall.office).get("/h/agreed").context["conferences"]
    assert (told["parties"], told["open"]) == (["怡康物业"], 1)
    assert [(each.owner, each.mark, each.stage) for each in told["tasks"]] == [("怡康物业", "half", "在办")]


def test_what_was_agreed_goes_to_word_as_it_stands_and_the_log_tells(hall: Hall) -> None:
    client = signed_in(hall.office)
    assert "没有可以导出的" in client.get("/h/agreed?format=docx", follow=True).content.decode()
    meeting = hall.held("joint_conference", of=hall.root, title="四季度联席会议")
    invite_all(meeting, [hall.community], by=hall.office, now=NOW)
    resolve(meeting, {"text": "十二月底前划线"}, by=hall.office, now=NOW)
    follow_up(meeting, {"text": "划线", "owner": hall.community, "due_on": TODAY}, by=hall.office, now=NOW)
    done = follow_up(meeting, {"text": "量尺寸", "person": "城管"}, by=hall.office, now=NOW)
    close_follow_up(done, result="量好了", on=TODAY, by=hall.office, now=NOW)
    answer = client.get("/h/agreed?format=docx&kind=joint_conference")
    document = Document(io.BytesIO(answer.content))
    text = "\n".join(each.text for each in document.paragraphs)
    wanted = ("一、四季度联席会议", "参加：甲社区党总支。", "决定：十二月底前划线", "议定 2 件，办结 1 件，在办 1 件")
    assert [each for each in wanted if each not in text] == []
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["要办的事", "谁办", "完成时间", "到哪一步"]
    assert ["划线", "甲社区党总支"] in [row[:2] for row in rows]
    assert [row[3] for row in rows if row[0] == "量尺寸"] == [f"{TODAY.month} 月 {TODAY.day} 日办结：量好了"]
    assert Entry.objects.get(verb="导出").subject == "议定事项"


def test_the_list_of_follow_ups_is_narrowed(hall: Hall) -> None:
    meeting = hall.held()
    for text, due in (("旧事", TODAY.replace(year=2020)), ("新事", TODAY.replace(year=2090))):
        follow_up(meeting, {"text": text, "due_on": due}, by=hall.keeper, now=NOW)
    client = signed_in(hall.keeper)
    found = {
        query: [row.text for row in client.get(f"/f/{query}").context["list"].page.rows]
        for query in ("", "?state=overdue", "?state=closed", "?q=新")
    }
    assert found == {"": ["旧事", "新事"], "?state=overdue": ["旧事"], "?state=closed": [], "?q=新": ["新事"]}


def test_an_invited_organization_replies_and_brings_a_topic(hall: Hall) -> None:
    meeting = hall.plan("joint_conference", of=hall.root, at=timezone.now() + timedelta(days=2))
    told = {"name": "丁一", "party": hall.branch.name, "party_organization": hall.branch}
    seat = invite(meeting, told, by=hall.office, now=NOW)
    client, address = signed_in(hall.keeper), f"/h/invitations/{seat.pk}"
    assert client.get(address).status_code == 404
    call_meeting(meeting, notice="请来。", by=hall.office, now=NOW)
    assert "请回执" in client.get("/").content.decode()
    assert client.post(address, {"reply": "excused"}).status_code == 422
    client.post(address, {"reply": "coming", "topic": "停车难"})
    seat.refresh_from_db()
    item = meeting.items.get(title="停车难")
    assert (seat.reply, item.suggested, item.proposed_by) == ("coming", True, hall.branch.name)
    office = signed_in(hall.office)
    office.post(f"/h/{meeting.pk}/agenda", {"take": item.pk})
    item.refresh_from_db()
    assert not item.suggested
    assert "您提的" not in client.get(address).content.decode()
    assert meeting.title in client.get("/h/invitations/").content.decode()
