"""The pages: what is shown to whom, what a form does, and that nobody sees beyond their part."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from gongjian.foundation.changes import touch
from gongjian.oversight.coverage.actions import catch_up
from gongjian.oversight.coverage.models import Finding
from gongjian.oversight.duties.models import Duty, Exemption, Occurrence, SpecialDay, Start
from gongjian.oversight.duties.offering import todos, todos_counted
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from tests.oversight.duties.conftest import Street
from tests.oversight.duties.offered import ASSEMBLY, offer
from tests.street import NOW, organization, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PAGES = (
    "/d/",
    "/d/?view=agenda",
    "/d/?view=year",
    "/d/periods",
    "/d/rules",
    "/d/exemptions",
    "/d/holidays",
    "/d/feeds",
)


def client_for(who: User) -> Client:
    client = Client()
    client.force_login(who, backend=BACKEND)
    return client


@pytest.fixture
def office(street: Street) -> Client:
    return client_for(user("street_office", street.root))


@pytest.fixture
def worker(street: Street) -> Client:
    return client_for(user("community_worker", street.parts["乙"]))


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def test_before_the_start_there_is_one_button_and_it_starts(monkeypatch, on_the_day: None) -> None:
    offer(monkeypatch, ASSEMBLY)
    root = organization("某街道党工委", "working_committee")
    organization("甲支部", "branch", root)
    client = client_for(user("street_office", root))
    assert "启用应办日历" in page(client, "/d/")
    assert client.post("/d/start", {"first": "2026-01"}).url == "/d/"
    assert Start.objects.get().first == date(2026, 1, 1)
    assert Occurrence.objects.count() == 4
    assert "2026 年 11 月" in page(client, "/d/")


def test_one_who_only_looks_cannot_start(monkeypatch, on_the_day: None) -> None:
    offer(monkeypatch, ASSEMBLY)
    client = client_for(user("auditor", organization("某街道党工委", "working_committee")))
    assert "请街道组织办启用" in page(client, "/d/")
    assert client.post("/d/start", {"first": "2026-01"}).status_code == 403


def test_a_worker_sees_only_the_own_part(worker: Client) -> None:
    shown = page(worker, "/d/?view=year&year=2026")
    assert ("乙一支部" in shown, "甲一支部" in shown) == (True, False)
    assert "甲二支部" not in page(worker, "/d/periods")


def test_every_number_of_the_year_opens_as_many_rows(office: Client) -> None:
    shown = page(office, "/d/?view=year")
    assert 'href="/d/periods?duty=assembly&amp;state=overdue' in shown
    listed = page(office, "/d/periods?duty=assembly&state=overdue")
    assert "<b>9</b>" in listed


def test_the_rows_go_out_as_a_sheet(office: Client) -> None:
    response = office.get("/d/periods?state=done&format=xlsx")
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_a_period_says_by_which_article_it_is_owed(office: Client, street: Street) -> None:
    found = Occurrence.objects.get(organization=street.branches["乙一"], key="2026-Q1")
    shown = page(office, f"/d/periods/{found.pk}")
    assert ("第十一条" in shown, "补办" in shown) == (True, True)


def test_one_begins_where_the_work_is_done(worker: Client, street: Street) -> None:
    pk = street.branches["乙一"].pk
    response = worker.get(f"/d/begin/{pk}/assembly?serves=2026-01-01")
    assert response.url == f"/k/?hold={pk}&serves=2026-01-01"
    assert worker.get(f"/d/begin/{street.branches['甲一'].pk}/assembly").status_code == 404


NEW = {
    "key": "own-7",
    "label": "走访党员",
    "every": "3",
    "times": "1",
    "kinds": ["branch"],
    "needs": "",
    "evidence": "work",
    "due_day": "day",
    "due_number": "25",
    "lead_days": "5",
    "in_force_from": "2026-10",
    "chosen": "",
    "reason": "重点工作",
}


def test_the_office_adds_a_duty_once_however_often_it_is_sent(office: Client) -> None:
    for _ in range(2):
        assert office.post("/d/rules/new", NEW).url == "/d/rules"
    assert Duty.objects.count() == 1
    due = Occurrence.objects.filter(duty="own-7").values_list("due_on", flat=True)
    assert set(due) == {date(2026, 12, 25)}
    assert "走访党员" in page(office, "/d/rules")


def test_a_standing_duty_is_changed_from_a_month_on_and_stopped(office: Client) -> None:
    assert "党员大会" in page(office, "/d/rules/assembly/edit")
    changed = {**NEW, "every": "1", "due_day": "last", "label": "别的名称", "kinds": ["branch", "joint_branch"]}
    assert office.post("/d/rules/assembly/edit", changed).status_code == 302
    assert Duty.objects.values_list("key", "label", "evidence", "months").get() == ("assembly", "党员大会", "work", 1)
    assert office.post("/d/rules/assembly/stop", {"in_force_from": "2026-12", "reason": "停"}).status_code == 302
    keys = Occurrence.objects.filter(duty="assembly").order_by("first").values_list("key", flat=True).distinct()
    assert list(dict.fromkeys(keys)) == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-10", "2026-11"]


def test_a_regional_body_sets_for_its_own_part_and_no_standing_duty(street: Street) -> None:
    secretary = client_for(user("body_secretary", street.body))
    assert secretary.post("/d/rules/assembly/edit", NEW).status_code == 403
    assert secretary.post("/d/rules/new", NEW).status_code == 302
    assert Duty.objects.get().org_path == street.body.path


def test_a_worker_sets_and_excuses_nothing(worker: Client) -> None:
    for url in ("/d/rules/new", "/d/exemptions/new", "/d/holidays", "/d/periods/excuse"):
        assert worker.post(url, {}).status_code == 403, url


def test_the_superior_excuses_and_takes_it_back(office: Client, street: Street) -> None:
    data = {
        "organization": "乙一支部",
        "duty": "assembly",
        "first": "2026-01-01",
        "last": "2026-12-31",
        "reason": "停办",
    }
    assert office.post("/d/exemptions/new", data).url == "/d/exemptions"
    found = Exemption.objects.get()
    assert "停办" in page(office, f"/d/exemptions/{found.pk}")
    assert Occurrence.objects.filter(organization=street.branches["乙一"], excused=True).count() == 4
    for _ in range(2):
        assert office.post(f"/d/exemptions/{found.pk}/end").status_code == 302
    assert Exemption.objects.count() == 0


def test_picked_periods_are_excused_together(office: Client, street: Street) -> None:
    rows = Occurrence.objects.filter(duty="assembly", key="2026-Q1", organization__name__startswith="乙")
    picked = {"pick": [each.pk for each in rows]}
    assert "免办选中的 2 期" in office.post("/d/periods/excuse", picked).content.decode()
    assert office.post("/d/periods/excuse", {**picked, "reason": "拆迁"}).url == "/d/exemptions"
    assert rows.filter(excused=True).count() == 2


def test_holidays_are_typed_or_loaded_and_a_bad_line_is_named(office: Client) -> None:
    bad = office.post("/d/holidays", {"days": "2027-02-16 放假 春节\n明天 放假"})
    assert (bad.status_code, "第 2 行看不懂" in bad.content.decode()) == (422, True)
    assert office.post("/d/holidays", {"days": "2027-02-16 放假 春节\n2027-02-20,上班"}).status_code == 302
    content = BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet().write_row(0, 0, ["日期", "上不上班", "名称"])
        book.worksheets()[0].write_row(1, 0, ["2027-02-17", "放假", "春节"])
    sheet = SimpleUploadedFile("假.xlsx", content.getvalue())
    assert office.post("/d/holidays", {"file": sheet}).status_code == 302
    assert dict(SpecialDay.objects.values_list("on", "works")) == {
        date(2027, 2, 16): False,
        date(2027, 2, 17): False,
        date(2027, 2, 20): True,
    }
    day = SpecialDay.objects.get(works=True)
    assert office.post(f"/d/holidays/{day.pk}/drop").status_code == 302
    assert SpecialDay.objects.count() == 2


def test_addresses_nobody_meant_are_read_as_none(office: Client) -> None:
    for url in ("/d/?month=9999-99", "/d/?view=year&year=20²6", "/d/?organization=x", "/d/?duty=x", "/d/?view=x"):
        page(office, url)


@pytest.mark.parametrize("url", PAGES)
def test_no_page_asks_more_than_twelve_times(office: Client, street: Street, url: str) -> None:
    page(office, url)
    with CaptureQueriesContext(connection) as queries:
        page(office, url)
    assert len(queries) <= 12


def test_today_names_the_one_and_counts_the_many_and_asks_once_about_duties(office: Client, street: Street) -> None:
    shown = page(office, "/")
    assert ("党员大会：还有 3 个党组织没办" in shown, "居民区综合党委：区域性党组织例会" in shown) == (True, True)
    for number in range(3):
        organization(f"丙{number}支部", "branch", street.parts["甲"])
    catch_up(now=NOW.replace(day=24))
    with CaptureQueriesContext(connection) as queries:
        page(office, "/")
    assert sum("duties_" in each["sql"] for each in queries) == 1


def test_the_badge_is_the_number_of_lines(office: Client, street: Street) -> None:
    viewer = User.objects.get(grants__role="street_office")
    counted = todos_counted(user=viewer, on=NOW.date())
    assert counted is not None
    assert sum(counted.values_list("number", flat=True)) == len(list(todos(user=viewer, on=NOW.date()))) == 2


def test_an_organization_shows_its_year(office: Client, street: Street) -> None:
    shown = page(office, f"/o/{street.branches['乙一'].pk}")
    assert ("今年应办" in shown, "党员大会 · 2026 年第 1 季度" in shown) == (True, True)


def test_the_finding_leads_to_the_work(worker: Client, street: Street) -> None:
    catch_up(now=NOW)
    pk = Organization.objects.get(name="乙一支部").pk
    assert f"/d/begin/{pk}/assembly?serves=2026-01-01" in page(worker, "/k/")


def test_organizations_named_by_hand_owe_too_and_unknown_ones_are_told(office: Client) -> None:
    wrong = office.post("/d/rules/new", {**NEW, "kinds": [], "chosen": "甲社区党总支\n丁支部"})
    assert (wrong.status_code, "没有找到：丁支部" in wrong.content.decode()) == (422, True)
    assert office.post("/d/rules/new", {**NEW, "kinds": [], "chosen": "甲社区党总支\n"}).status_code == 302
    assert Occurrence.objects.get(duty="own-7").organization.name == "甲社区党总支"
    assert "甲社区党总支" in page(office, "/d/rules/own-7/edit")


@pytest.mark.parametrize("look", ["month", "agenda", "year"])
def test_the_calendar_is_narrowed_by_how_periods_stand(office: Client, look: str) -> None:
    assert "党员大会" in table_of(page(office, f"/d/?view={look}&month=2026-09&state=overdue"))
    assert "党员大会" not in table_of(page(office, f"/d/?view={look}&month=2026-09&state=excused"))


def table_of(text: str) -> str:
    """The page below its filters."""
    return text.partition("清除筛选")[2]


def test_a_worker_asks_the_superior_to_excuse_from_the_page_of_what_is_overdue(worker: Client, street: Street) -> None:
    late = Occurrence.objects.filter(organization=street.branches["乙一"], due_on__lt=NOW.date()).first()
    assert late is not None
    text = page(worker, f"/d/periods/{late.pk}")
    address = text.partition("申请免办")[0].rpartition('href="')[2].partition('"')[0]
    assert "报上级批准" in page(worker, address)


def test_a_duty_nobody_was_chosen_for_is_said_and_the_branches_are_there_to_choose_from(
    monkeypatch, on_the_day: None
) -> None:
    offer(monkeypatch, replace(ASSEMBLY, kinds=()))
    root = organization("某街道党工委", "working_committee")
    organization("甲支部", "branch", root)
    client = client_for(user("street_office", root))
    assert "现在没有指定谁要办" in page(client, "/d/rules")
    assert "甲支部</textarea>" in page(client, "/d/rules/assembly/edit?chosen=branches")


@pytest.mark.parametrize(
    ("typed", "words", "due"),
    [
        ({"every": "months", "months": "4", "counted_from": "2026-03"}, "每 4 个月 1 次，从 3 月数起", ["2026-10-25"]),
        (
            {"every": "months", "months": "5", "due_day": "last", "in_force_from": "2026-07"},
            "每 5 个月 1 次",
            ["2026-11-30"],
        ),
        (
            {"every": "days", "days": "11月20日、3.15, 12-31"},
            "每年 3 月 15 日、11 月 20 日、12 月 31 日前各 1 次",
            ["2026-11-20", "2026-12-31"],
        ),
        ({"every": "term"}, "每届 1 次", ["2026-12-20"]),
    ],
)
def test_an_office_asks_in_its_own_rhythm(office: Client, street: Street, typed, words, due) -> None:
    branch = street.branches["甲一"]
    Organization.objects.filter(pk=branch.pk).update(elected_on=date(2021, 12, 20), term_years=5)
    asked = {**NEW, "kinds": [], "chosen": branch.name, **typed}
    assert office.post("/d/rules/new", asked).url == "/d/rules"
    catch_up(now=NOW)
    periods = Occurrence.objects.filter(duty="own-7").order_by("due_on").values_list("due_on", flat=True)
    assert [each.isoformat() for each in periods] == due
    assert words in page(office, "/d/rules")
    again = {each.name: each.value() for each in office.get("/d/rules/own-7/edit").context["form"] if each.value()}
    assert office.post("/d/rules/own-7/edit", {**again, "reason": "再看看"}).status_code == 302
    assert Duty.objects.values("rhythm", "months", "counted_from", "days").distinct().count() == 1


def test_days_that_are_not_in_every_year_or_share_a_month_are_said(office: Client) -> None:
    for days, said in (
        ("", "还没有填哪几天"),
        ("2月29日", "“2月29日”不是每年都有的一天"),
        ("3月1日、3月15日", "3 月写了两天"),
    ):
        wrong = office.post("/d/rules/new", {**NEW, "every": "days", "days": days})
        assert (wrong.status_code, said in wrong.content.decode()) == (422, True)
    assert "还没有填几个月一次" in office.post("/d/rules/new", {**NEW, "every": "months"}).content.decode()


def test_what_is_owed_in_a_term_and_not_done_is_a_finding(office: Client, street: Street) -> None:
    branch = street.branches["甲二"]
    Organization.objects.filter(pk=branch.pk).update(elected_on=date(2021, 9, 1), term_years=5)
    office.post(
        "/d/rules/new", {**NEW, "every": "term", "kinds": [], "chosen": branch.name, "in_force_from": "2026-01"}
    )
    catch_up(now=NOW)
    assert Finding.objects.filter(rule="duty_overdue", subject_id=branch.pk, kind="own-7").count() == 1
    period = Occurrence.objects.get(duty="own-7")
    assert ("补办" in page(office, f"/d/periods/{period.pk}"), period.label) == (True, "2026 年 9 月到期的一届")
    street.work.done(branch, NOW.date(), serves=period.first)
    touch("organizations", [branch.pk])
    catch_up(now=NOW)
    period.refresh_from_db()
    assert period.discharged_on == NOW.date()
