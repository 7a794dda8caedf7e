"""纪要 on screen: two writers, with and without a script; confirmed, locked, opened again."""

from __future__ import annotations

import pytest

from gongjian.mechanisms.meetings.minutes import resolve, write_text
from gongjian.mechanisms.meetings.models import Item
from gongjian.mechanisms.meetings.seating import enter_presence
from gongjian.mechanisms.meetings.terms import Presence
from tests.mechanisms.meetings.hall import Hall
from tests.mechanisms.meetings.test_paper_views import words
from tests.mechanisms.meetings.test_views import sign, signed_in
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall() -> Hall:
    return Hall()


def an_item(hall: Hall) -> Item:
    return hall.held("appraisal").items.order_by("order")[0]


def test_a_script_gets_the_words_of_both_back(hall: Hall) -> None:
    item = an_item(hall)
    address, key = f"/h/{item.meeting_id}/texts", f"{item.pk}-speeches"
    signed_in(hall.office).post(address, {key: "第一行", f"base-{key}": ""})
    found = signed_in(hall.keeper).post(address, {key: "", f"base-{key}": ""}).json()
    assert found["texts"][key] == {"text": "第一行", "touched": False}
    clash = signed_in(hall.keeper).post(address, {key: "第二行", f"base-{key}": "第行"}).json()
    assert clash["texts"][key]["touched"]


def test_without_a_script_one_button_saves_and_says_when_two_wrote_at_once(hall: Hall) -> None:
    item = an_item(hall)
    address, key = f"/h/{item.meeting_id}/minutes", f"{item.pk}-speeches"
    one, other = signed_in(hall.keeper), signed_in(hall.office)
    assert "已存" in one.post(address, {key: "先甲", f"base-{key}": ""}, follow=True).content.decode()
    page = other.post(address, {key: "先乙", f"base-{key}": "先"}, follow=True).content.decode()
    item.refresh_from_db()
    assert "请合并" in page
    assert {"先甲", "先乙"} <= set(item.speeches.splitlines())


def test_when_both_have_confirmed_the_minutes_are_closed_until_opened_with_a_reason(hall: Hall) -> None:
    item, client = an_item(hall), signed_in(hall.keeper)
    home = f"/h/{item.meeting_id}"
    for part, who in (("recorder", client), ("chair", signed_in(hall.office))):
        sign(who, item.meeting_id, part)
    assert client.get(f"{home}/minutes")["Location"] == home
    assert (
        client.post(f"{home}/texts", {f"{item.pk}-speeches": "补", f"base-{item.pk}-speeches": ""}).status_code == 409
    )
    assert "第 1 版" in client.get(f"{home}/print?edition=1").content.decode()
    assert client.post(f"{home}/reopen", {"reason": ""}).status_code == 422
    client.post(f"{home}/reopen", {"reason": "数字写错"})
    assert client.get(f"{home}/minutes").status_code == 200


def test_the_second_confirmation_by_one_account_asks_why(hall: Hall) -> None:
    pk, client = an_item(hall).meeting_id, signed_in(hall.keeper)
    home = f"/h/{pk}"
    assert "同一人既主持又记录" not in client.get(f"{home}/minutes").content.decode()
    sign(client, pk, "recorder")
    assert "同一人既主持又记录的原因" in client.get(f"{home}/minutes").content.decode()
    assert "同一人既主持又记录" not in signed_in(hall.office).get(f"{home}/minutes").content.decode()
    assert "要写明原因" in sign(client, pk, "chair")
    sign(client, pk, "chair", alone_for="支部人少")
    said = f"同一人既主持又记录（{hall.keeper}）：支部人少。"
    assert said in client.get(f"{home}/print").content.decode()
    assert said in words(client.get(f"{home}/word").content)
    assert "同一人既主持又记录：支部人少" in client.get(home).content.decode()


def test_nobody_confirms_what_the_page_did_not_show(hall: Hall) -> None:
    item, chair = an_item(hall), signed_in(hall.office)
    pk, absent = item.meeting_id, item.meeting.attendees.get(name="林三").pk
    write_text(item, "dissent", base="", text="何二：再看看\n林三：费用高", by=hall.keeper, now=NOW)
    for change in (
        lambda: write_text(item, "speeches", base="", text="拨付三万元", by=hall.keeper, now=NOW),
        lambda: resolve(item.meeting, {"text": "拨付三万元"}, by=hall.keeper, now=NOW),
        lambda: enter_presence(item.meeting, {absent: Presence.ABSENT}, by=hall.keeper, now=NOW),
    ):
        page = chair.get(f"/h/{pk}/minutes")
        assert f'form="writing" formaction="/h/{pk}/confirm" name="part" value="chair"' in page.content.decode()
        change()
        assert "纪要刚才有人改过，没有确认" in sign(chair, pk, "chair", page)
    assert "没有确认" in chair.post(f"/h/{pk}/confirm", {"part": "chair"}, follow=True).content.decode()
    item.meeting.refresh_from_db()
    assert item.meeting.state == "held"
    sign(chair, pk, "chair")
    item.meeting.refresh_from_db()
    assert (item.meeting.state, item.meeting.chair_confirmed_by) == ("recorded", str(hall.office))


def test_words_changed_between_the_two_confirmations_ask_the_first_again_on_the_page(hall: Hall) -> None:
    item, recorder, chair = an_item(hall), signed_in(hall.keeper), signed_in(hall.office)
    sign(recorder, item.meeting_id, "recorder")
    write_text(item, "speeches", base="", text="拨付三万元", by=hall.office, now=NOW)
    again = "纪要改过，请记录人重新确认"
    assert again in chair.get(f"/h/{item.meeting_id}/minutes").content.decode()
    assert again in chair.get(f"/h/{item.meeting_id}?tab=history").content.decode()
    for part, who in (("chair", chair), ("recorder", recorder)):
        sign(who, item.meeting_id, part)
    item.meeting.refresh_from_db()
    assert item.meeting.state == "locked"


def test_what_stands_unsaved_on_the_page_is_saved_before_it_is_confirmed(hall: Hall) -> None:
    item, chair = an_item(hall), signed_in(hall.office)
    sign(chair, item.meeting_id, "chair", **{f"{item.pk}-speeches": "丁一：赞成\r\n何二：赞成"})
    item.refresh_from_db()
    assert (item.speeches, item.meeting.state) == ("丁一：赞成\n何二：赞成", "recorded")


def test_somebody_is_sent_after_the_minutes_are_signed(hall: Hall) -> None:
    meeting, client = hall.held(), signed_in(hall.keeper)
    for part, who in (("recorder", client), ("chair", signed_in(hall.office))):
        sign(who, meeting.pk, part)
    page = client.get(f"/h/{meeting.pk}").content.decode()
    assert "定稿以后再派一件事" in page
    answer = client.post(f"/h/{meeting.pk}/follow-up", {"text": "划线"}, follow=True)
    assert "定稿后派的" in answer.content.decode()
    assert (meeting.follow_ups.get().text, "划线" in client.get(f"/h/{meeting.pk}/print").content.decode()) == (
        "划线",
        False,
    )
    assert "还没有填" in client.post(f"/h/{meeting.pk}/follow-up", {"text": ""}, follow=True).content.decode()


def test_items_are_added_and_dropped_and_decisions_corrected_and_struck_out(hall: Hall) -> None:
    item, client = an_item(hall), signed_in(hall.keeper)
    home = f"/h/{item.meeting_id}"
    client.post(f"{home}/agenda", {"title": "其他", "then": "minutes"})
    client.post(f"{home}/agenda", {"drop": item.pk})
    assert list(item.meeting.items.values_list("title", flat=True))[-1] == "其他"
    assert not Item.objects.filter(pk=item.pk).exists()
    client.post(f"{home}/resolution", {"text": "评为合格"})
    made = item.meeting.resolutions.get()
    client.post(f"{home}/resolution/{made.pk}", {"text": "评为优秀"})
    made.refresh_from_db()
    assert made.text == "评为优秀"
    client.post(f"{home}/resolution/{made.pk}", {"drop": "1"})
    assert item.meeting.resolutions.count() == 0


def test_a_vote_beyond_those_present_is_said_at_the_form(hall: Hall) -> None:
    meeting, client = hall.held(), signed_in(hall.keeper)
    page = client.post(f"/h/{meeting.pk}/resolution", {"text": "同意", "approvals": 9})
    assert (page.status_code, "比到会有表决权的 4 人多" in page.content.decode()) == (422, True)


def test_what_follows_is_given_to_an_organization_by_name(hall: Hall) -> None:
    meeting, client = hall.held(), signed_in(hall.office)
    client.post(f"/h/{meeting.pk}/follow-up", {"text": "划线", "owner": hall.community.name, "due_on": "2026-12-01"})
    assert meeting.follow_ups.get().owner == hall.community
