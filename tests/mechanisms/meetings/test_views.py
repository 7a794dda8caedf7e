"""Pages of meetings: planned in three steps, opened, changed, refused in words; own ones only."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongjian.foundation.search import Naming, index_names
from gongjian.mechanisms.meetings.actions import call_meeting
from gongjian.mechanisms.meetings.models import Meeting
from gongjian.registers.accounts.models import User
from tests.mechanisms.meetings.hall import CHINA, Hall, clock
from tests.street import NOW, organization, unit, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def hall() -> Hall:
    return Hall()


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client


def as_opened(client: Client, address: str, **typed: Any) -> dict[str, Any]:
    """What a browser posts from the form at ADDRESS with something TYPED."""
    form = client.get(address).context["form"]
    data = {field.html_name: field.value() for field in form if field.value() is not None}
    hidden = {f"initial-{name}": value for name, value in data.items() if name != "uid"}
    return {**data, **hidden, **typed}


def sign(client: Client, pk: int, part: str, page: Any = None, **told: str) -> str:
    """Press 确认 on the page of minutes that PAGE is the answer with, or on a fresh one; returns what is said then."""
    context = (page or client.get(f"/h/{pk}/minutes")).context
    shown = {"rest": context["rest"], "part": part}
    for each in context["reading"].topics:
        for field in ("speeches", "dissent"):
            text = getattr(each.item, field).replace("\n", "\r\n")
            shown |= {f"{each.item.pk}-{field}": text, f"base-{each.item.pk}-{field}": text}
    return client.post(f"/h/{pk}/confirm", {**shown, **told}, follow=True).content.decode()


def titles(client: Client, query: str = "") -> list[str]:
    return [row.title for row in client.get(f"/h/{query}").context["list"].page.rows]


def test_the_list_is_narrowed(hall: Hall) -> None:
    hall.held("theme_day", title="主题党日", at=clock(2026, 10, 20))
    hall.plan(title="党员大会")
    client = signed_in(hall.office)
    assert titles(client) == ["党员大会", "主题党日"]
    for query in ("?kind=theme_day", "?state=held", "?until=2026-10-31", "?q=主题", "?q=ztdr"):
        assert titles(client, query) == ["主题党日"]
    assert titles(client, f"?organization={hall.community.pk}&state=coming") == ["党员大会"]


def test_a_due_meeting_is_planned_with_one_press(hall: Hall) -> None:
    client = signed_in(hall.keeper)
    address = f"/h/new?kind=theme_day&organization={hall.branch.pk}&serves=2026-11-01"
    posted = as_opened(client, address, kind="theme_day", organization=hall.branch.pk, also=["lecture"])
    answers = [client.post("/h/new", posted) for _ in range(2)]
    made = Meeting.objects.get()
    assert [each["Location"] for each in answers] == [f"/h/{made.pk}"] * 2
    assert (made.kind, made.also, made.attendees.count()) == ("theme_day", ["lecture"], 5)


def test_without_kind_or_organization_both_are_asked_for(hall: Hall) -> None:
    client = signed_in(hall.keeper)
    page = client.get("/h/new")
    assert page.context["chosen"] == hall.branch
    assert client.get(f"/h/new?kind=joint_conference&organization={hall.branch.pk}").context["unfit"]


def test_a_meeting_is_called_answered_reminded_and_changed(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan()
    client.post(f"/h/{meeting.pk}/call", {"notice": "请来开会。"})
    seat = meeting.attendees.get(name="何二")
    client.post(f"/h/{meeting.pk}/replies", {"reply": f"{seat.pk}:excused"})
    assert "已提醒 3 人" in client.post(f"/h/{meeting.pk}/remind", follow=True).content.decode()
    client.post(f"/h/{meeting.pk}/edit", as_opened(client, f"/h/{meeting.pk}/edit", place="大礼堂"))
    meeting.refresh_from_db()
    seat.refresh_from_db()
    assert (meeting.state, meeting.place, seat.reply) == ("called", "大礼堂", "excused")


def test_the_list_of_people_is_changed_by_hand(hall: Hall) -> None:
    client, meeting = signed_in(hall.office), hall.plan()
    one, other = meeting.attendees.order_by("pk")[:2]
    address = f"/h/{meeting.pk}/people"
    client.post(address, {"change": f"{one.pk}:exclude", f"reason-{one.pk}": "年老体弱"})
    client.post(address, {"change": f"{other.pk}:off"})
    client.post(address, {"name": "高敏", "party": hall.community.name, "part": "observer"})
    found = {each.name: (each.excluded, each.part, each.party_organization) for each in meeting.attendees.all()}
    assert found[one.name] == ("年老体弱", "due", None)
    assert found["高敏"] == ("", "observer", hall.community)
    assert other.name not in found
    refused = client.post(address, {"change": f"{one.pk}:exclude", f"reason-{one.pk}": " "}, follow=True)
    assert "不计入应到要写原因" in refused.content.decode()


def test_a_meeting_is_called_off_with_a_reason(hall: Hall) -> None:
    client, meeting = signed_in(hall.keeper), hall.plan()
    assert client.post(f"/h/{meeting.pk}/cancel", {"reason": ""}).status_code == 422
    page = client.post(f"/h/{meeting.pk}/cancel", {"reason": "停电"}, follow=True)
    assert "取消的原因：停电" in page.content.decode()


def test_the_month_shows_each_meeting_on_its_day(hall: Hall) -> None:
    hall.plan(at=clock(2026, 11, 30, 23, 30))
    month = signed_in(hall.office).get("/h/month?month=2026-11").context["month"]
    assert [(day.on.day, len(day.meetings)) for day in month.days] == [(30, 1)]
    assert (month.previous, month.following) == ("2026-10", "2026-12")


def test_a_day_with_many_meetings_shows_the_first_and_how_many_more(hall: Hall) -> None:
    for hour in range(9, 16):
        hall.plan(at=clock(2026, 11, 30, hour))
    hall.plan(at=clock(2026, 12, 1, 0, 30))
    client = signed_in(hall.office)
    client.get("/h/month?month=2026-11")
    with CaptureQueriesContext(connection) as queries:
        [day] = client.get("/h/month?month=2026-11").context["month"].days
    assert [each.starts_at.astimezone(CHINA).hour for each in day.meetings] == [9, 10, 11, 12]
    assert day.more == 3
    assert len(queries) <= 12
    [read] = [each["sql"] for each in queries if each["sql"].startswith('SELECT "meetings_meeting"."id", ')]
    assert read.rpartition(" IN (")[2].partition(")")[0].count(",") == 3


def test_every_page_of_a_meeting_opens_for_its_keeper_and_for_nobody_elsewhere(hall: Hall) -> None:
    meeting = hall.held()
    call_meeting(hall.plan(), by=hall.keeper, now=NOW)
    other = user("community_worker", organization("乙社区党总支", "general_branch", hall.body))
    pages = ("", "?tab=history", "?tab=viewers", "/edit", "/people", "/run", "/minutes", "/print", "/word", "/publish")
    keeper, stranger = signed_in(hall.keeper), signed_in(other)
    addresses = [f"/h/{meeting.pk}{page}" for page in pages]
    assert [keeper.get(each).status_code for each in addresses] == [200] * len(pages)
    assert [stranger.get(each).status_code for each in addresses] == [404] * len(pages)


def test_an_auditor_looks_and_changes_nothing(hall: Hall) -> None:
    meeting, client = hall.held(), signed_in(user("auditor", hall.root))
    assert client.get(f"/h/{meeting.pk}").status_code == 200
    assert client.get(f"/h/{meeting.pk}/minutes").status_code == 403
    assert client.post(f"/h/{meeting.pk}/confirm", {"part": "chair"}).status_code == 403


def invited_by(hall: Hall, **typed: str) -> list[tuple[str, str, object]]:
    """Who sits where after somebody was added by the form of a joint conference."""
    meeting = hall.plan("joint_conference", of=hall.root)
    meeting.attendees.all().delete()
    answer = signed_in(hall.office).post(f"/h/{meeting.pk}/people", {"name": "", "part": "due", **typed})
    assert answer.status_code == 302
    return [(each.name, each.party, each.party_organization or each.party_unit) for each in meeting.attendees.all()]


def test_a_party_is_invited_by_a_part_of_its_name_and_its_secretary_comes_for_it(hall: Hall) -> None:
    """Until it says who comes; a party that is in no register stays a name."""
    branch, firm = hall.branch, unit("怡康物业有限公司", org_path=hall.community.path)
    index_names("organizations", [Naming(branch.pk, branch.name)], new=True)
    index_names("units", [Naming(firm.pk, firm.name)], new=True)
    assert invited_by(hall, party="第一党支部") == [("丁一", branch.name, branch)]
    assert invited_by(hall, party="怡康物业") == [(firm.name, firm.name, firm)]
    assert invited_by(hall, party="怡康物业", name="孙六") == [("孙六", firm.name, firm)]
    assert invited_by(hall, party="区消防大队") == [("区消防大队", "区消防大队", None)]
    assert invited_by(hall, name="孙六") == [("孙六", "", None)]


def test_a_party_that_could_be_several_and_a_seat_without_a_word_are_refused_in_words(hall: Hall) -> None:
    for name in ("怡康物业有限公司", "怡康物业二分公司"):
        made = unit(name, org_path=hall.community.path)
        index_names("units", [Naming(made.pk, made.name)], new=True)
    meeting, client = hall.plan("joint_conference", of=hall.root), signed_in(hall.office)
    address = f"/h/{meeting.pk}/people"
    several = client.post(address, {"name": "", "party": "怡康物业", "part": "due"})
    nobody = client.post(address, {"name": "", "party": "", "part": "due"})
    assert (several.status_code, "有好几个" in several.content.decode()) == (422, True)
    assert (nobody.status_code, "至少写一个" in nobody.content.decode()) == (422, True)
    assert not meeting.attendees.exists()


def test_the_agencies_are_invited_with_one_press_or_one_by_one(hall: Hall) -> None:
    body = organization("行政组织党组", "party_group", hall.root, body="administrative")
    agencies = [organization(f"{name}党支部", "branch", body) for name in ("城管", "派出所")]
    meeting = hall.plan("joint_conference", of=hall.root)
    client, address = signed_in(hall.office), f"/h/{meeting.pk}/parties"
    assert "2 家都请" in client.get(f"/h/{meeting.pk}/people").content.decode()
    assert "没有新请的" in client.post(address, {}, follow=True).content.decode()
    assert "请了 1 家" in client.post(address, {"party": agencies[0].pk}, follow=True).content.decode()
    assert "请了 1 家" in client.post(address, {"all": body.pk}, follow=True).content.decode()
    assert [each.party for each in meeting.attendees.all()] == ["城管党支部", "派出所党支部"]
    assert "，都请了" in client.get(f"/h/{meeting.pk}/people").content.decode()
    stranger = organization("别处支部", "branch", organization("别的街道", "working_committee"))
    client.post(address, {"party": stranger.pk})
    assert meeting.attendees.count() == 2


def test_only_meetings_with_parties_offer_them(hall: Hall) -> None:
    meeting = hall.plan()
    assert signed_in(hall.keeper).get(f"/h/{meeting.pk}/people").context["circles"] == []


@pytest.mark.parametrize("named", ["9999-12", "0001-01", "十一月"])
def test_a_month_nobody_can_read_is_said_and_this_month_is_shown(hall: Hall, named: str) -> None:
    answer = signed_in(hall.office).get("/h/month", {"month": named})
    assert answer.context["month"].first == timezone.localdate().replace(day=1)
    assert "看不懂这个月份" in answer.content.decode()


def test_the_last_and_the_first_day_there_is_leave_every_meeting_in_the_list(hall: Hall) -> None:
    hall.plan()
    for query in ("until=9999-12-31", "since=0001-01-01"):
        assert "十一月党员大会" in signed_in(hall.office).get(f"/h/?{query}").content.decode()
