"""From the first word to the superior's nod: what is kept, what counts, what is refused."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from gongjian.foundation.changes import Touched
from gongjian.foundation.history import Entry
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.reports.actions import (
    Closed,
    Early,
    Stale,
    Unfit,
    Unwritten,
    accept,
    begin_report,
    lock,
    move,
    note_opened,
    recount,
    refuse_closed,
    return_report,
    send,
    take_back,
    take_over,
    tell,
    title_at,
    unwritten,
    urge,
    write_text,
)
from gongjian.mechanisms.reports.kinds import COMMUNITY_REPORT
from gongjian.mechanisms.reports.models import Report, Urge
from gongjian.mechanisms.reports.queries import period_at, proofs
from gongjian.mechanisms.reports.terms import ReportState
from gongjian.rules.owing import Proof
from tests.mechanisms.reports.desk import OCTOBER, Desk, values
from tests.street import NOW, TODAY, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return Desk()


def verbs(report: Report) -> list[str]:
    return list(Entry.objects.about("reports", report.pk).order_by("id").values_list("verb", flat=True))


def found() -> list[Proof]:
    return list(proofs(("community_report",), among=None, since=date(2026, 1, 1), until=date(2026, 12, 31)))


def test_a_report_begins_with_its_numbers_taken_and_its_texts_empty(desk: Desk) -> None:
    report = desk.begun()
    assert (report.first, report.last, report.to, report.state) == (OCTOBER, date(2026, 10, 31), desk.body, "draft")
    assert (values(report)["members"], values(report)["members_admitted"]) == (3, 3)
    assert list(report.texts.values_list("key", "text")) == [("judgement", ""), ("plan", ""), ("help", "")]


def test_a_report_of_one_period_is_begun_once(desk: Desk) -> None:
    assert desk.begun().pk == desk.begun(day=date(2026, 10, 31)).pk


def test_an_organization_writes_only_the_reports_of_its_kind_and_none_of_the_future(desk: Desk) -> None:
    with pytest.raises(Unfit):
        desk.begun(desk.police)
    with pytest.raises(Unfit):
        desk.begun(day=date(2026, 12, 1))
    assert desk.begun(desk.police, "agency_report").to == desk.agencies


def test_two_writers_of_one_text_lose_no_word_and_every_sitting_is_kept(desk: Desk) -> None:
    text = desk.begun().texts.get(key="judgement")
    write_text(text, base="", words="开了会。\n走访了。", by=desk.writer, now=NOW)
    write_text(text, base="开了会。\n走访了。", words="开了两次会。\n走访了。", by=desk.writer, now=NOW)
    merged = write_text(text, base="开了会。\n走访了。", words="开了会。\n走访了三户。", by=desk.colleague, now=NOW)
    text.refresh_from_db()
    assert (merged.touched, text.text) == (False, "开了两次会。\n走访了三户。")
    clash = write_text(text, base="开了会。\n走访了三户。", words="开了三次会。\n走访了三户。", by=desk.writer, now=NOW)
    assert clash.touched
    assert "开了两次会。" in clash.text
    assert "开了三次会。" in clash.text
    assert text.versions.count() == 3


def test_sentences_of_others_are_taken_over_once(desk: Desk) -> None:
    report = desk.begun()
    text = report.texts.get(key="plan")
    assert take_over(report, text, ["甲：修路。", "甲：修路。"], by=desk.writer, now=NOW) == 1
    assert take_over(report, text, ["甲：修路。", "乙：种树。"], by=desk.writer, now=NOW) == 1
    text.refresh_from_db()
    assert text.text == "甲：修路。\n乙：种树。"


def test_what_changed_since_is_counted_again_until_the_report_is_sent(desk: Desk) -> None:
    report = desk.written()
    member("朱五", desk.branch)
    assert recount(report, by=desk.writer, now=NOW) == ["党员总数"]
    send(report, by=desk.writer, now=NOW)
    member("许六", desk.branch)
    with pytest.raises(Closed):
        recount(report, by=desk.writer, now=NOW)
    assert values(report)["members"] == 4


def test_numbers_of_an_earlier_day_are_not_sent_unseen(desk: Desk) -> None:
    report = desk.written()
    with pytest.raises(Stale):
        send(report, by=desk.writer, now=NOW + timedelta(days=1))


def test_a_report_with_an_empty_text_that_must_be_there_is_not_sent(desk: Desk) -> None:
    report = desk.begun()
    report.texts.filter(key="plan").update(text=" \n")
    assert unwritten(report) == ["工作情况和存在的问题", "下一步打算"]
    with pytest.raises(Unwritten, match="“工作情况和存在的问题”、“下一步打算”还没有写"):
        send(report, by=desk.writer, now=NOW)
    assert found() == []


def test_a_report_goes_before_its_period_is_over_only_when_that_is_said(desk: Desk) -> None:
    report = desk.written()
    last = timezone.make_aware(datetime(2026, 10, 31, 10))
    recount(report, by=desk.writer, now=last)
    with pytest.raises(Early):
        send(report, by=desk.writer, now=last)
    assert send(report, by=desk.writer, now=last, early=True).state == ReportState.SENT


def test_a_sent_report_counts_until_it_is_returned_and_again_when_it_is_sent_again(desk: Desk) -> None:
    report = desk.written()
    assert found() == []
    Touched.objects.all().delete()
    send(report, by=desk.writer, now=NOW)
    assert found() == [Proof(desk.first.pk, OCTOBER, TODAY, report.pk)]
    assert list(Touched.objects.values_list("subject_type", "subject_id")) == [("organizations", desk.first.pk)]
    return_report(report, {0: "", None: "写得太少"}, by=desk.secretary, now=NOW)
    assert found() == []
    send(report, by=desk.writer, now=NOW)
    accept(report, by=desk.secretary, now=NOW)
    assert found() == [Proof(desk.first.pk, OCTOBER, TODAY, report.pk)]
    assert verbs(report) == ["写汇报", "报送", "退回", "报送", "接收"]


def test_sending_and_accepting_twice_is_done_once(desk: Desk) -> None:
    report = desk.sent()
    send(report, by=desk.writer, now=NOW)
    for _ in range(2):
        accept(report, by=desk.secretary, now=NOW)
    assert verbs(report) == ["写汇报", "报送", "接收"]


def test_a_report_is_taken_back_until_the_superior_opened_it(desk: Desk) -> None:
    report = take_back(desk.sent(), by=desk.writer, now=NOW)
    assert report.state == ReportState.DRAFT
    send(report, by=desk.writer, now=NOW)
    for _ in range(2):
        note_opened(report, by=desk.secretary, now=NOW)
    with pytest.raises(Closed):
        take_back(report, by=desk.writer, now=NOW)
    assert verbs(report).count("上级打开") == 1


def test_a_report_is_returned_with_words_only(desk: Desk) -> None:
    report = desk.sent()
    with pytest.raises(Refused):
        return_report(report, {0: " ", None: ""}, by=desk.secretary, now=NOW)
    return_report(report, {3: "问题没写"}, by=desk.secretary, now=NOW)
    assert list(report.remarks.values_list("section", "title", "text")) == [(3, "本月工作", "问题没写")]
    with pytest.raises(Closed):
        return_report(report, {3: "再改"}, by=desk.secretary, now=NOW)
    with pytest.raises(Closed):
        accept(report, by=desk.secretary, now=NOW)


def test_a_missing_report_is_asked_for_once_a_day(desk: Desk) -> None:
    period = period_at(OCTOBER, 1)
    asked = [urge(desk.first, COMMUNITY_REPORT, period, by=desk.secretary, now=NOW) for _ in range(2)]
    later = urge(desk.first, COMMUNITY_REPORT, period, by=desk.secretary, now=NOW + timedelta(days=1))
    assert (asked, later) == ([True, False], True)
    assert Urge.objects.get().times == 2
    desk.sent()
    assert not urge(desk.first, COMMUNITY_REPORT, period, by=desk.secretary, now=NOW + timedelta(days=2))


def test_the_parts_of_an_act_do_what_they_say(desk: Desk) -> None:
    report = desk.sent()
    with pytest.raises(Closed):
        refuse_closed(lock(report))
    move(report, ReportState.ACCEPTED, "接收", by=desk.secretary, now=NOW)
    tell(report, "说明", by=desk.secretary, now=NOW)
    assert verbs(report) == ["写汇报", "报送", "接收", "说明"]
    assert [title_at(report, place) for place in (0, None, 99)] == ["党组织和党员", "整份汇报", "整份汇报"]
    assert begin_report(desk.first, "community_report", OCTOBER, by=desk.writer, now=NOW).pk == report.pk
