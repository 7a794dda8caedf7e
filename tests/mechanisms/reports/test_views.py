"""Reports as pages: begun, written by two, sent, and as few fields to type as was promised."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongjian.mechanisms.reports.actions import begin_report, send
from gongjian.mechanisms.reports.kinds import PATTERNS
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.paper import paper_of, parts_of
from tests.mechanisms.reports.desk import OCTOBER, Desk, signed_in
from tests.street import member

pytestmark = pytest.mark.django_db
NAMED = ("title", "to", "period", "counted", "organization", "date")


@pytest.fixture
def desk() -> Desk:
    return Desk()


def typed_fields(page: str) -> list[str]:
    """The names of the boxes a person types into on a page's writing form."""
    form = page[page.index('id="writing"') : page.index("</form>", page.index('id="writing"'))]
    boxes = re.findall(r"<(?:input|textarea|select)\b[^>]*>", form)
    return [box for box in boxes if 'type="hidden"' not in box]


def paper_fields(report: Report) -> int:
    """What the paper template asks for: every figure once, every name, period and day, every text."""
    paper = paper_of(report, parts_of(report))
    figures = sum(len(section["lines"]) for section in paper["sections"])
    return len(NAMED) + figures + report.texts.count()


@pytest.mark.parametrize(
    ("kind", "of", "typed", "paper"),
    [
        ("community_report", "first", 3, 36),
        ("body_report", "body", 3, 37),
        ("agency_report", "police", 2, 27),
        ("branch_summary", "branch", 2, 27),
    ],
)
def test_at_most_a_tenth_of_the_paper_templates_fields_is_typed(
    desk: Desk, kind: str, of: str, typed: int, paper: int
) -> None:
    """Of a period that is over. Counting what stands beside each figure would make the share smaller still."""
    report = desk.begun(getattr(desk, of), kind, day=date(2025, 10, 1))
    page = signed_in(desk.office).get(f"/r/{report.pk}/write").content.decode()
    assert (len(typed_fields(page)), paper_fields(report)) == (typed, paper)
    assert typed * 10 <= paper


def test_every_template_is_counted() -> None:
    assert set(PATTERNS) == {"community_report", "body_report", "agency_report", "branch_summary"}


def test_a_report_is_begun_from_where_it_is_owed_and_opened_the_second_time(desk: Desk) -> None:
    client = signed_in(desk.writer)
    address = f"/r/new?kind=community_report&organization={desk.first.pk}&serves=2026-10-01"
    assert "2026 年 10 月" in client.get(address).content.decode()
    posted = {"kind": "community_report", "organization": desk.first.pk, "serves": "2026-10-31"}
    made = client.post("/r/new", posted)
    report = Report.objects.get()
    assert made.url == f"/r/{report.pk}/write"
    assert client.get(address).url == f"/r/{report.pk}/write"
    assert client.post("/r/new", posted).url == f"/r/{report.pk}/write"


def test_a_report_that_nobody_writes_or_of_the_future_is_refused_in_words(desk: Desk) -> None:
    client = signed_in(desk.writer)
    later = timezone.localdate() + timedelta(days=70)
    client.post("/r/new", {"kind": "community_report", "organization": desk.first.pk, "serves": f"{later}"})
    assert not Report.objects.exists()


def test_two_write_at_once_and_nothing_is_lost(desk: Desk) -> None:
    report = desk.begun()
    one, two = signed_in(desk.writer), signed_in(desk.colleague)
    one.post(f"/r/{report.pk}/texts", {"base-plan": "", "plan": "修路。"})
    answer = two.post(f"/r/{report.pk}/texts", {"base-plan": "", "plan": "种树。"}).json()
    assert answer["texts"]["plan"]["text"] == "修路。\n种树。"
    page = two.post(f"/r/{report.pk}/write", {"base-plan": "修路。\r\n种树。", "plan": "修路。\r\n种树三棵。"})
    assert page.url == f"/r/{report.pk}/write"
    assert report.texts.get(key="plan").text == "修路。\n种树三棵。"


def test_what_is_sent_with_the_button_is_saved_first(desk: Desk) -> None:
    report = begin_report(desk.first, "community_report", OCTOBER, by=desk.writer, now=timezone.now())
    signed_in(desk.writer).post(
        f"/r/{report.pk}/send", {"base-plan": "", "plan": "修路。", "base-judgement": "", "judgement": "好。"}
    )
    report.refresh_from_db()
    assert (report.state, report.texts.get(key="plan").text) == ("sent", "修路。")


def test_numbers_that_moved_are_shown_before_they_are_sent(desk: Desk) -> None:
    report = begin_report(
        desk.first, "community_report", OCTOBER, by=desk.writer, now=timezone.now() - timedelta(days=2)
    )
    member("朱五", desk.branch)
    client = signed_in(desk.writer)
    report.texts.exclude(key="help").update(text="写了")
    assert client.post(f"/r/{report.pk}/send").url == f"/r/{report.pk}/write"
    assert "党员总数" in client.get(f"/r/{report.pk}/write").content.decode()
    assert client.post(f"/r/{report.pk}/send").url == f"/r/{report.pk}"


def test_an_early_report_is_sent_with_its_tick_and_an_empty_one_not_at_all(desk: Desk) -> None:
    on, client = timezone.localdate(), signed_in(desk.writer)
    report = begin_report(desk.first, "community_report", on, by=desk.writer, now=timezone.now())
    address = f"/r/{report.pk}/send"
    assert "“下一步打算”还没有写" in client.post(address, {"early": "on"}, follow=True).content.decode()
    report.texts.exclude(key="help").update(text="写了")
    page = client.post(address, follow=True).content.decode()
    assert "还没有过完。要现在就报送" in page
    assert 'name="early"' in page
    assert client.post(address, {"early": "on"}).url == f"/r/{report.pk}"
    assert 'name="early"' not in client.get(f"/r/{desk.begun().pk}/write").content.decode()


def test_a_sent_report_is_not_written_any_more(desk: Desk) -> None:
    report, client = desk.sent(), signed_in(desk.writer)
    assert client.get(f"/r/{report.pk}/write").url == f"/r/{report.pk}"
    assert client.post(f"/r/{report.pk}/texts", {"base-plan": "", "plan": "晚了"}).status_code == 409
    client.post(f"/r/{report.pk}/recount")
    client.post(f"/r/{report.pk}/take-back")
    report.refresh_from_db()
    assert report.state == "draft"


def test_only_its_writers_write_a_report_and_strangers_do_not_find_it(desk: Desk) -> None:
    report = desk.begun()
    assert signed_in(desk.neighbor).get(f"/r/{report.pk}").status_code == 404
    auditor_may_look = signed_in(desk.secretary).get(f"/r/{report.pk}")
    assert auditor_may_look.status_code == 200


def test_opening_by_the_superior_is_noted_by_the_writer_is_not(desk: Desk) -> None:
    report = desk.sent()
    assert "撤回报送" in signed_in(desk.writer).get(f"/r/{report.pk}").content.decode()
    report.refresh_from_db()
    assert report.opened_at is None
    assert "撤回报送</button>" not in signed_in(desk.secretary).get(f"/r/{report.pk}").content.decode()
    report.refresh_from_db()
    assert report.opened_at is not None


def test_the_list_is_narrowed_and_each_tab_of_a_report_opens(desk: Desk) -> None:
    report = desk.sent()
    client = signed_in(desk.office)
    desk.begun(desk.second)
    found = {
        query: len(client.get(f"/r/?{query}").context["list"].page.rows)
        for query in ("", "state=sent", "kind=agency_report", "q=甲社区", "since=2026-11-01", "until=2026-10-31")
    }
    assert found == {
        "": 2,
        "state=sent": 1,
        "kind=agency_report": 0,
        "q=甲社区": 1,
        "since=2026-11-01": 0,
        "until=2026-10-31": 2,
    }
    for tab in ("", "?tab=history", "?tab=viewers"):
        assert client.get(f"/r/{report.pk}{tab}").status_code == 200


def test_a_report_waits_on_today_of_whoever_is_to_act(desk: Desk) -> None:
    report = desk.written()
    assert "没写完" in signed_in(desk.writer).get("/").content.decode()
    send(report, by=desk.writer, now=report.counted_at)
    assert "请看：甲社区党总支" in signed_in(desk.secretary).get("/").content.decode()
    signed_in(desk.secretary).post(f"/r/{report.pk}/review", {"return": "1", "remark-3": "写具体些"})
    page = signed_in(desk.writer).get("/").content.decode()
    assert "退回要改" in page
    assert "写具体些" in signed_in(desk.writer).get(f"/r/{report.pk}/write").content.decode()


def test_a_report_is_found_by_its_name(desk: Desk) -> None:
    desk.begun()
    assert "甲社区党总支 2026 年 10 月社区月报" in signed_in(desk.writer).get("/search?q=社区月报").content.decode()
