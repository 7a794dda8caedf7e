"""The superior: remarks and back, accepted, put together, asked for."""

from __future__ import annotations

import pytest

from gongjian.mechanisms.reports.models import Urge
from tests.mechanisms.reports.desk import Desk, signed_in
from tests.street import organization, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_only_whom_it_is_for_returns_or_accepts_a_report(desk: Desk) -> None:
    report = desk.sent()
    assert signed_in(desk.writer).post(f"/r/{report.pk}/review", {"accept": "1"}).status_code == 403
    client = signed_in(desk.secretary)
    assert client.get(f"/r/{report.pk}/review").status_code == 200
    assert client.post(f"/r/{report.pk}/review", {"return": "1"}).url == f"/r/{report.pk}/review"
    assert client.post(f"/r/{report.pk}/review", {"accept": "1"}).url == f"/r/{report.pk}"
    report.refresh_from_db()
    assert (report.state, report.decided_by) == ("accepted", str(desk.secretary))
    assert client.get(f"/r/{report.pk}/review").url == f"/r/{report.pk}"


def test_a_body_picks_sentences_of_its_communities(desk: Desk) -> None:
    sent = desk.sent(judgement="开了会。修了路。")
    own = desk.begun(desk.body, "body_report")
    text, client = sent.texts.get(key="judgement"), signed_in(desk.secretary)
    page = client.get(f"/r/{own.pk}/members").content.decode()
    assert "修了路。" in page
    assert "乙社区党委" in page
    client.post(f"/r/{own.pk}/members", {"into": "plan", "sentence": f"{text.pk}:1"})
    assert own.texts.get(key="plan").text == "甲社区党总支：修了路。"
    assert "已放进" in client.get(f"/r/{own.pk}/members").content.decode()
    assert client.post(f"/r/{own.pk}/members", {"into": "nothing"}).status_code == 404
    assert signed_in(desk.writer).post(f"/r/{own.pk}/members", {"into": "plan"}).status_code == 404


def test_who_has_not_handed_in_is_listed_and_asked_with_one_press(desk: Desk) -> None:
    desk.sent()
    client, address = signed_in(desk.secretary), "/r/owed?kind=community_report&serves=2026-10-01"
    rows = client.get(address).context["list"].page.rows
    assert {row.name: row.report_state for row in rows} == {"甲社区党总支": "sent", "乙社区党委": None}
    missing = client.get(f"{address}&state=missing").context["list"].page.rows
    assert [row.name for row in missing] == ["乙社区党委"]
    urging = "/r/urge?kind=community_report&serves=2026-10-01"
    client.post(urging, {"organization": desk.second.pk})
    client.post(urging, {"everything": "1", "query": ""})
    assert list(Urge.objects.values_list("organization__name", "times")) == [("乙社区党委", 1)]
    assert "催报" in signed_in(desk.neighbor).get("/").content.decode()


def test_nobody_asks_those_of_another_body(desk: Desk) -> None:
    stranger = user("body_secretary", organization("非公企业联合党委", "committee", desk.root, body="enterprise"))
    signed_in(stranger).post("/r/urge?kind=community_report&serves=2026-10-01", {"organization": desk.second.pk})
    assert not Urge.objects.exists()
    branch = user("branch_secretary", desk.branch)
    assert signed_in(branch).get("/r/owed").status_code == 403
