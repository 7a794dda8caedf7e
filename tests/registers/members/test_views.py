"""Pages of members: own part yes, others no; every form by plain POST; the second editor is told."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from gongjian.foundation.history import Entry
from gongjian.foundation.search import Naming, index_names
from gongjian.foundation.secrets import encrypt, index_of
from gongjian.registers.accounts.models import User
from gongjian.registers.members.models import Member, Transfer
from gongjian.registers.organizations.models import Organization
from tests.street import TODAY, community, member, organization, unit, user

pytestmark = pytest.mark.django_db
NUMBER = "320402194005068416"


@pytest.fixture
def street() -> dict[str, Any]:
    root = organization("街道党工委", "working_committee")
    first, second = organization("甲社区党委", "committee", root), organization("乙社区党委", "committee", root)
    here, there = organization("甲社区第一党支部", "branch", first), organization("乙社区第一党支部", "branch", second)
    sealed = {"identity_sealed": encrypt(NUMBER), "identity_index": index_of(NUMBER)}
    return {
        "root": root,
        "first": first,
        "here": here,
        "there": there,
        "mine": member("王秀兰", here, phone="15400001234", **sealed),
        "other": member("赵无极", there),
        "worker": user("community_worker", first),
        "receiver": user("community_worker", second),
    }


def visit(who: User) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("page", ["", "/edit", "/leave", "?tab=history"])
def test_the_own_communitys_members_open_and_others_do_not_exist(street: dict[str, Any], page: str) -> None:
    client = visit(street["worker"])
    assert client.get(f"/m/{street['mine'].pk}{page}").status_code == 200
    assert client.get(f"/m/{street['other'].pk}{page}").status_code == 404


@pytest.mark.parametrize(
    ("role", "offered"),
    [("community_worker", [True, True]), ("auditor", [False, False])],
)
def test_the_list_offers_only_the_acts_the_viewer_may_use(
    street: dict[str, Any], role: str, offered: list[bool]
) -> None:
    page = visit(user(role, street["here"], role)).get("/m/").content.decode()
    assert [f">{act}</button>" in page for act in ("批量修改", "转接组织关系")] == offered


def test_the_list_shows_the_viewers_part_with_numbers_masked(street: dict[str, Any]) -> None:
    page = visit(street["worker"]).get("/m/?columns=name.phone.identity").content.decode()
    assert "王秀兰" in page
    assert "赵无极" not in page
    assert "154****1234" in page
    assert NUMBER not in page


@pytest.mark.parametrize("text", ["王秀", "秀兰", "wangxiu", "wxl"])
def test_the_list_finds_by_name_given_name_pinyin_and_initials(street: dict[str, Any], text: str) -> None:
    member("李四", street["here"])
    page = visit(street["worker"]).get("/m/", {"q": text}).context["list"]
    assert [row.name for row in page.page.rows] == ["王秀兰"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("problem=without_branch", ["散"]),
        ("problem=lost", ["流"]),
        ("category=floating", ["流"]),
        ("status=probationary", ["预"]),
        ("age_from=80", ["老"]),
        ("education=大学", ["学"]),
        ("sort=-joined&joined_from=2020-01", ["预"]),
    ],
)
def test_filters(street: dict[str, Any], query: str, found: list[str]) -> None:
    here = street["here"]
    member("散", None, category="unaffiliated", org_path=street["first"].path)
    member("流", here, category="floating")
    member("预", here, status="probationary", joined_on=TODAY)
    member("老", here, born_on=TODAY.replace(year=1940))
    member("学", here, education="大学本科")
    page = visit(street["worker"]).get(f"/m/?{query}").context["list"]
    assert [row.name for row in page.page.rows] == found


def test_one_and_thirty_rows_cost_the_same_queries(street: dict[str, Any]) -> None:
    client = visit(street["worker"])
    client.get("/m/")
    with CaptureQueriesContext(connection) as one:
        client.get("/m/")
    for number in range(30):
        member(f"人{number}", street["here"], community=None)
    with CaptureQueriesContext(connection) as thirty:
        client.get("/m/")
    assert len(one) == len(thirty)
    assert len(thirty) <= 12


def test_the_sheet_has_the_columns_and_rows_of_the_screen(street: dict[str, Any]) -> None:
    member("=HYPERLINK(1)", street["here"], joined_on=TODAY)
    client = visit(street["worker"])
    query = "columns=name.joined_on.phone&sort=strokes"
    shown = client.get(f"/m/?{query}").context["list"]
    sheet = load_workbook(io.BytesIO(client.get(f"/m/?{query}&format=xlsx").content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [heading.label for heading in shown.headings]
    assert [row[0] for row in rows[1:]] == [row.name for row in shown.page.rows]
    assert {cell.data_type for cell in sheet["A"]} == {"s"}


def test_a_number_is_shown_once_by_post_with_a_history_line(street: dict[str, Any]) -> None:
    client, address = visit(street["worker"]), f"/m/{street['mine'].pk}"
    assert client.get(f"{address}/number").status_code == 405
    shown = client.post(f"{address}/number", {"field": "identity"})
    assert NUMBER in shown.content.decode()
    assert shown["Cache-Control"] == "no-store, private"
    assert NUMBER not in client.get(address).content.decode()
    assert Entry.objects.about("members", street["mine"].pk).get().verb == "查看身份证号"


def test_a_branch_secretary_may_not_unmask(street: dict[str, Any]) -> None:
    client = visit(user("branch_secretary", street["here"]))
    assert client.post(f"/m/{street['mine'].pk}/number", {"field": "identity"}).status_code == 403


def test_the_edit_form_does_not_give_away_numbers(street: dict[str, Any]) -> None:
    pk = street["mine"].pk
    client = visit(user("branch_secretary", street["here"]))
    page = client.get(f"/m/{pk}/edit").content.decode()
    assert "154****1234" in page
    assert "15400001234" not in page
    client.post(f"/m/{pk}/edit", {**edit_form(client, pk), "education": "大专"})
    assert (Member.objects.get(pk=pk).education, Member.objects.get(pk=pk).phone) == ("大专", "15400001234")


def edit_form(client: Client, pk: int) -> dict[str, Any]:
    """What a browser would post back unchanged."""
    form = client.get(f"/m/{pk}/edit").context["form"]
    data = {field.html_name: field.value() or "" for field in form}
    return data | {f"initial-{name}": value for name, value in data.items()}


def test_the_second_editor_gets_both_texts_and_chooses(street: dict[str, Any]) -> None:
    pk = street["mine"].pk
    first, second = visit(street["worker"]), visit(user("street_office", street["root"]))
    theirs, mine = edit_form(first, pk), edit_form(second, pk)
    assert first.post(f"/m/{pk}/edit", {**theirs, "education": "大专"}).status_code == 302
    conflict = second.post(f"/m/{pk}/edit", {**mine, "education": "本科", "native_place": "江苏"})
    assert conflict.status_code == 409
    assert [(each.theirs, each.mine) for each in conflict.context["differences"]] == [("大专", "本科")]
    kept = {**dict(conflict.context["carried"]), "version": conflict.context["version"], "keep-education": "theirs"}
    assert second.post(f"/m/{pk}/edit", kept).status_code == 302
    now = Member.objects.get(pk=pk)
    assert (now.education, now.native_place) == ("大专", "江苏")


def test_the_second_editor_is_not_told_the_whole_number(street: dict[str, Any]) -> None:
    pk, first = street["mine"].pk, visit(street["worker"])
    second = visit(user("branch_secretary", street["here"]))
    theirs, mine = edit_form(first, pk), edit_form(second, pk)
    assert first.post(f"/m/{pk}/edit", {**theirs, "phone": "15400005678"}).status_code == 302
    conflict = second.post(f"/m/{pk}/edit", {**mine, "phone": "15400009999"})
    assert [(each.theirs, each.mine) for each in conflict.context["differences"]] == [("154****5678", "15400009999")]
    assert b"15400005678" not in conflict.content


def test_a_wrong_date_is_said_at_its_field(street: dict[str, Any]) -> None:
    client, pk = visit(street["worker"]), street["mine"].pk
    data = {**edit_form(client, pk), "joined_on": "2020-01-01", "converted_on": "2019-01-01"}
    answer = client.post(f"/m/{pk}/edit", data)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["converted_on"])


def test_a_member_is_added_by_a_short_branch_name(street: dict[str, Any]) -> None:
    data = {"name": "新人", "status": "full", "category": "resident", "organization": "甲社区第一支部"}
    client = visit(street["worker"])
    assert client.post("/m/new", data).status_code == 302
    assert Member.objects.get(name="新人").organization == street["here"]
    refused = client.post("/m/new", {**data, "organization": "乙社区第一支部"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["organization"])


@pytest.mark.parametrize("name", ["\u200b", "\u202e", "-", "无", " ", "张" * 61])
def test_what_is_no_name_is_not_taken(street: dict[str, Any], name: str) -> None:
    data = {"name": name, "status": "full", "category": "resident", "organization": street["here"].name}
    refused = visit(street["worker"]).post("/m/new", data)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["name"])


def test_a_name_is_cleaned_as_the_import_does(street: dict[str, Any]) -> None:
    data = {"name": "新\u200b　人", "status": "full", "category": "resident", "organization": street["here"].name}
    assert visit(street["worker"]).post("/m/new", data).status_code == 302
    assert Member.objects.filter(name="新人").count() == 1


def test_a_transfer_goes_through_both_sides_without_the_receiver_seeing_the_record(street: dict[str, Any]) -> None:
    sender, receiver, pk = visit(street["worker"]), visit(street["receiver"]), street["mine"].pk
    sender.post("/m/send", {"pick": pk, "to": "乙社区第一支部", "reason": "搬家"})
    transfer = Transfer.objects.get()
    waiting = receiver.get("/m/transfers/").content.decode()
    assert "王秀兰" in waiting
    assert "154****1234" not in waiting
    assert receiver.get(f"/m/{pk}").status_code == 404
    for _ in range(2):
        assert receiver.post("/m/transfers/accept", {"pick": transfer.pk}).status_code == 302
    assert receiver.get(f"/m/{pk}").status_code == 200
    assert sender.get(f"/m/{pk}").status_code == 404


def test_everyone_filtered_is_sent_at_once(street: dict[str, Any]) -> None:
    member("流", street["here"], category="floating")
    data = {"everything": "1", "query": "category=floating", "to": "乙社区第一党支部", "reason": ""}
    visit(street["worker"]).post("/m/send", data)
    assert [each.member.name for each in Transfer.objects.all()] == ["流"]


@pytest.mark.parametrize("query", ["joined_from=昨天", "category=nothing", "category=floating&organization=x"])
@pytest.mark.parametrize("address", ["/m/send", "/m/bulk"])
def test_nothing_is_done_with_all_while_a_filter_cannot_be_read(
    street: dict[str, Any], address: str, query: str
) -> None:
    wanted = {"to": "乙社区第一党支部", "reason": "", "field": "education", "education": "大学", "sure": "1"}
    data = {"everything": "1", "query": query, "next": "/m/?q=x"} | wanted
    response = visit(street["worker"]).post(address, data)
    assert (response.status_code, response["Location"]) == (302, "/m/?q=x")
    assert Transfer.objects.count() == Member.objects.filter(education="大学").count() == 0
    assert "看不懂，什么都没有做" in visit_told(response)


def test_nothing_is_exported_while_a_filter_cannot_be_read(street: dict[str, Any]) -> None:
    response = visit(street["worker"]).get("/m/?category=nothing&format=xlsx")
    assert (response.status_code, Entry.objects.filter(subject_type="exports").count()) == (302, 0)
    assert "看不懂，什么都没有做" in visit_told(response)


def visit_told(response: Any) -> str:
    """The messages that wait for the next page."""
    return "".join(str(each) for each in get_messages(response.wsgi_request))


def test_an_answered_transfer_is_nobodys_to_answer_again(street: dict[str, Any]) -> None:
    sender, receiver = visit(street["worker"]), visit(street["receiver"])
    sender.post("/m/send", {"pick": street["mine"].pk, "to": "乙社区第一党支部", "reason": ""})
    pk = Transfer.objects.get().pk
    assert sender.post(f"/m/transfers/{pk}/withdraw").status_code == 302
    told = "“王秀兰”的转接已撤回，不用再办。"
    assert told in receiver.get(f"/m/transfers/{pk}/return", follow=True).content.decode()
    assert told in sender.post(f"/m/transfers/{pk}/withdraw", follow=True).content.decode()
    assert visit(user("branch_secretary", street["first"])).get(f"/m/transfers/{pk + 1}/return").status_code == 404


def test_a_bulk_change_says_how_many_before_it_is_done_and_is_undone_by_its_toast(street: dict[str, Any]) -> None:
    member("已是", street["here"], education="大专")
    client = visit(street["worker"])
    data = {"everything": "1", "query": "", "field": "education", "education": "大专"}
    sure = client.post("/m/bulk", data)
    assert (sure.context["total"], sure.context["changing"]) == (2, 1)
    assert Member.objects.filter(education="大专").count() == 1
    done = client.post("/m/bulk", {**data, "sure": "1"}, follow=True)
    [message] = done.context["messages"]
    assert Member.objects.filter(education="大专").count() == 2
    client.post(message.extra_tags)
    assert Member.objects.filter(education="大专").count() == 1


def test_a_contact_to_come_is_written_down_for_nobody(street: dict[str, Any]) -> None:
    data = {"everything": "1", "query": "", "field": "last_contact_on", "last_contact_on": "2999-01-01", "sure": "1"}
    refused = visit(street["worker"]).post("/m/bulk", data)
    assert (refused.status_code, refused.context["form"].errors["last_contact_on"]) == (
        422,
        ["这一天还没有到。请核对日期。"],
    )
    assert not Member.objects.filter(last_contact_on__isnull=False).exists()


def hidden(page: str, name: str) -> str:
    """What a hidden box of the page's main form, its last one, holds."""
    return html.unescape(re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)">', page)[-1])


def test_a_bulk_change_and_its_undo_come_back_to_the_very_list_they_came_from(street: dict[str, Any]) -> None:
    for number in range(60):
        member(f"王{number:02}", street["here"])
    client = visit(street["worker"])
    short = "/m/?category=resident&sort=-joined&columns=name.education"
    second = f"{short}&after={client.get(short).context['list'].page.after}"
    names = [row.name for row in client.get(second).context["list"].page.rows]
    came_from = hidden(client.get(second).content.decode(), "next")
    data = {
        "everything": "1",
        "query": "category=resident",
        "field": "education",
        "education": "大专",
        "next": came_from,
    }
    sure = client.post("/m/bulk", data)
    assert hidden(sure.content.decode(), "next") == came_from
    done = client.post("/m/bulk", {**data, "sure": "1"}, follow=True)
    assert [row.name for row in done.context["list"].page.rows] == names
    assert [column.key for column in done.context["list"].state.columns] == ["name", "education"]
    [message] = done.context["messages"]
    undone = client.post(message.extra_tags, follow=True)
    assert undone.request["QUERY_STRING"] == done.request["QUERY_STRING"] == came_from.partition("?")[2]
    assert "已撤销，61 名党员改回原来的样子。" in undone.content.decode()


def test_nothing_picked_and_cancel_lead_back_to_the_list_and_never_elsewhere(street: dict[str, Any]) -> None:
    client, here = visit(street["worker"]), "/m/?category=resident"
    for act in ("/m/bulk", "/m/send"):
        assert client.post(act, {"next": here})["Location"] == here
        assert client.post(act, {"next": "https://elsewhere.example/"})["Location"] == "/m/"
        cancel = client.post(act, {"next": here, "pick": street["mine"].pk}).content.decode()
        assert f'<a class="btn lnk" href="{here}">取消</a>' in cancel


def test_a_member_leaves_and_comes_back_by_plain_forms(street: dict[str, Any]) -> None:
    client, pk = visit(street["worker"]), street["mine"].pk
    client.post(f"/m/{pk}/leave", {"state": "died", "on": "2026-11-01", "reason": ""})
    assert [row.name for row in client.get("/m/left/").context["list"].page.rows] == ["王秀兰"]
    client.post(f"/m/{pk}/take-back")
    assert Member.objects.get(pk=pk).state == "active"


def test_htmx_gets_only_the_rows_and_the_short_address(street: dict[str, Any]) -> None:
    answer = visit(street["worker"]).get("/m/?q=&category=resident&sort=pinyin", headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="rows">')
    assert answer["HX-Push-Url"] == "/m/?category=resident"


def test_a_community_is_offered_as_a_filter(street: dict[str, Any]) -> None:
    place = community("甲社区", Organization.objects.get(pk=street["first"].pk))
    fields = visit(street["worker"]).get("/m/").context["list"].fields
    [options] = [field.options for field in fields if field.key == "community"]
    assert f'value="{place.pk}">甲社区<' in options


def test_a_phone_is_cleared_by_its_tick_and_not_by_an_empty_box(street: dict[str, Any]) -> None:
    client, pk = visit(street["worker"]), street["mine"].pk
    client.post(f"/m/{pk}/edit", {**edit_form(client, pk), "note": "核对过"})
    assert Member.objects.get(pk=pk).phone == "15400001234"
    both = client.post(f"/m/{pk}/edit", {**edit_form(client, pk), "phone": "15400005678", "no_phone": "on"})
    assert both.status_code == 422
    assert client.post(f"/m/{pk}/edit", {**edit_form(client, pk), "no_phone": "on"}).status_code == 302
    assert Member.objects.get(pk=pk).phone == ""
    assert "no_phone" not in client.get(f"/m/{pk}/edit").context["form"].fields


def test_a_member_is_added_from_a_unit_and_listed_there(street: dict[str, Any]) -> None:
    firm = unit("恒泰公司", org_path=street["first"].path)
    index_names("units", [Naming(firm.pk, firm.name)])
    client = visit(street["worker"])
    assert client.get("/m/new", {"unit": firm.pk}).context["form"]["workplace"].value() == "恒泰公司"
    assert visit(street["receiver"]).get("/m/new", {"unit": firm.pk}).context["form"]["workplace"].value() == ""
    member("何一", street["here"], unit=firm)
    [tab] = [each for each in client.get(f"/u/{firm.pk}").context["tabs"] if each.label == "登记党员"]
    assert tab.count == 1
    assert [row.name for row in client.get(tab.url).context["list"].page.rows] == ["何一"]
    assert [row.name for row in client.get("/m/", {"workplace": "恒泰"}).context["list"].page.rows] == ["何一"]


def test_a_sending_of_several_is_undone_by_its_toast(street: dict[str, Any]) -> None:
    member("何一", street["here"])
    client = visit(street["worker"])
    sent = client.post(
        "/m/send", {"everything": "1", "query": "", "to": street["there"].name, "reason": ""}, follow=True
    )
    [undo] = [message.extra_tags for message in sent.context["messages"]]
    back = client.post(undo, follow=True)
    assert "已撤回 2 名党员的转接" in back.content.decode()
    assert set(Transfer.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert "没有可以撤回的了" in client.post(undo, follow=True).content.decode()
