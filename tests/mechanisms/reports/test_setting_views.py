"""Templates an office sets: a built-in one changed, one of its own, taken away; reports begun stay as they are."""

from __future__ import annotations

from typing import Any

import pytest

from gongjian.mechanisms.reports.forms import free_key, outline_from
from gongjian.mechanisms.reports.kinds import COMMUNITY_REPORT
from gongjian.mechanisms.reports.models import Template
from gongjian.mechanisms.reports.queries import patterns_for
from gongjian.mechanisms.reports.setting import set_template, take_template_away
from tests.mechanisms.reports.desk import Desk, signed_in
from tests.street import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def posted(**more: Any) -> dict[str, Any]:
    told = {"label": "社区简报", "months": "3", "below": ["residential"], "version": "1"}
    sections = {
        "s-TOTAL_FORMS": "3",
        "s-INITIAL_FORMS": "0",
        "s-0-title": "人",
        "s-0-figures": ["members_in", "members"],
        "s-0-texts": "做了什么\n\n缺什么",
        "s-1-title": "",
        "s-2-title": "打算",
        "s-2-texts": "下一步",
    }
    return told | sections | more


def test_an_office_adds_a_report_of_its_own(desk: Desk) -> None:
    client = signed_in(desk.secretary)
    assert client.get("/r/templates/new").status_code == 200
    assert client.post("/r/templates/new", posted(below=[])).status_code == 422
    client.post("/r/templates/new", posted())
    made = Template.objects.get()
    assert [(each["title"], each["figures"], [text["label"] for text in each["texts"]]) for each in made.outline] == [
        ("人", ["members_in", "members"], ["做了什么", "缺什么"]),
        ("打算", [], ["下一步"]),
    ]
    assert set(patterns_for(desk.first)) == {"community_report", made.key}
    assert patterns_for(desk.police).keys() == {"agency_report", "branch_summary"}
    report = desk.begun(kind=made.key)
    assert (report.title, report.texts.count()) == ("甲社区党总支 2026 年第 4 季度社区简报", 3)


def test_a_built_in_template_is_changed_for_what_is_begun_from_now_on(desk: Desk) -> None:
    report, client = desk.begun(), signed_in(desk.secretary)
    assert "社区月报" in client.get("/r/templates/new?key=community_report").content.decode()
    for _ in range(2):
        client.post("/r/templates/new", posted(key="community_report", months="1"))
    made = Template.objects.get()
    assert patterns_for(desk.first)["community_report"].label == "社区简报"
    assert desk.begun(desk.second).texts.count() == 3
    report.refresh_from_db()
    assert report.outline == COMMUNITY_REPORT.outline
    client.post(f"/r/templates/{made.pk}", posted(label="社区月报二", months="1"))
    made.refresh_from_db()
    assert made.label == "社区月报二"
    assert client.post(f"/r/templates/{made.pk}", posted(label="别的", months="1")).status_code == 409
    client.post(f"/r/templates/{made.pk}/away")
    assert patterns_for(desk.first)["community_report"] == COMMUNITY_REPORT


def test_a_community_sets_no_templates(desk: Desk) -> None:
    values = {"label": "甲", "months": 1, "kinds": [], "bodies": [], "below": ["residential"], "outline": []}
    row = set_template(desk.body, values, key="community_report", by=desk.secretary, now=NOW)
    client = signed_in(desk.writer)
    assert client.get("/r/templates/new").status_code == 403
    assert client.post(f"/r/templates/{row.pk}/away").status_code in (403, 404)
    assert client.get("/r/templates/").status_code == 200
    take_template_away(row, by=desk.secretary, now=NOW)
    assert not Template.objects.exists()


def test_texts_that_keep_their_words_keep_their_keys() -> None:
    class Told:
        def __init__(self, **cleaned: Any) -> None:
            self.cleaned_data = cleaned

    before = COMMUNITY_REPORT.outline
    found = outline_from([Told(title="打算", figures=[], texts=["下一步打算", "新的"])], before)
    assert [(text["key"], bool(text["hint"])) for text in found[0]["texts"]] == [("plan", True), ("text-0-1", False)]
    assert free_key("plan", 0, 0, {"plan", "text-0-0"}) == "text-0-0-"
