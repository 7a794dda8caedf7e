"""The pages: what is shown to whom, what a form does, how many clicks it takes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date

import openpyxl
import pytest
import time_machine
from django.test import Client

from gongjian.foundation.registry import Todo
from gongjian.oversight.assessment import actions
from gongjian.oversight.assessment.models import Adjustment, Appeal, Indicator, Party, Rating, Scheme
from gongjian.oversight.assessment.terms import PROVISIONAL, Band
from gongjian.oversight.assessment.waiting import counted, find
from gongjian.oversight.worklist.queries import count_for, todos_for
from gongjian.registers.accounts.models import User
from tests.oversight.assessment.street import ASSEMBLIES, CLOSED, JANUARY, JUDGED, MUTUAL, SHARE, Street, line
from tests.street import NOW, organization, user

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def client_for(who: User) -> Client:
    client = Client()
    client.force_login(who, backend=BACKEND)
    return client


@pytest.fixture
def office(street: Street) -> Client:
    return client_for(street.office)


@pytest.fixture
def worker(street: Street) -> Client:
    """Of the second community, which never held its meetings."""
    return client_for(street.workers[1])


def page(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def links(html: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', html)


NEW = {
    "uid": "6d9a2c1e-3c58-4d0b-9d57-0a6a2b3a4c01",
    "period": "3.2026-10-01",
    "title": "第四季度考核",
    "kinds": ["general_branch"],
    "closes_on": "2027-01-20",
    "good": "90",
    "fair": "80",
    "plain": "60",
    "raters_at_least": "3",
    "small_below": "50",
    "large_from": "150",
}
LINE = {
    "uid": "6d9a2c1e-3c58-4d0b-9d57-0a6a2b3a4c02",
    "group": "组织生活",
    "name": "党员大会",
    "weight": "10",
    "way": "deduct",
    "source": "missed:assembly",
    "each": "2.5",
}


def test_an_empty_list_says_so_and_leads_on(office: Client, worker: Client) -> None:
    assert ("还没有考核办法" in page(office, "/e/"), "/e/new" in page(office, "/e/")) == (True, True)
    assert "/e/new" not in page(worker, "/e/")
    assert worker.get("/e/new").status_code == 403


def test_a_scheme_is_drafted_filled_and_adopted(office: Client, street: Street) -> None:
    for _ in range(2):
        made = office.post("/e/new", {**NEW, "owner": street.root.pk})
    scheme = Scheme.objects.get()
    assert (made.url, scheme.first, scheme.last) == (f"/e/{scheme.pk}", date(2026, 10, 1), date(2026, 12, 31))
    for _ in range(2):
        office.post(f"/e/{scheme.pk}/indicators/new", LINE)
    assert "每期扣 2.5 分，扣完为止" in page(office, f"/e/{scheme.pk}")
    assert "会考核 3 个党组织" in page(office, f"/e/{scheme.pk}/adopt")
    office.post(f"/e/{scheme.pk}/adopt")
    assert "党总支 · 规模小" in page(office, f"/e/{scheme.pk}")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kinds": []}, "还没有选考核哪几类"),
        ({"fair": "95"}, "一档比一档低"),
        ({"closes_on": "2026-12-01"}, "要在这一期结束"),
        ({"large_from": "10"}, "不能比“小”的还低"),
    ],
)
def test_a_scheme_that_cannot_be_is_refused_at_its_field(office: Client, street: Street, wrong, said: str) -> None:
    response = office.post("/e/new", {**NEW, "owner": street.root.pk, **wrong})
    assert (response.status_code, said in response.content.decode()) == (422, True)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"source": ""}, "看哪个数：还没有选。"),
        ({"each": ""}, "每个扣几分：还没有填。"),
        ({"way": "scale", "target": "5", "floor": "5"}, "目标和底线不能一样"),
        ({"way": "scale"}, "目标：还没有填。"),
        ({"way": "mutual"}, "评哪几个方面：还没有填。"),
        ({"way": "mutual", "questions": "一\n二\n三\n四\n五\n六"}, "最多 5 个方面"),
        ({"weight": "0"}, "满分几分："),
    ],
)
def test_an_indicator_that_cannot_be_is_refused_at_its_field(office: Client, street: Street, wrong, said: str) -> None:
    scheme = street.scheme(SHARE)
    response = office.post(f"/e/{scheme.pk}/indicators/new", {**LINE, **wrong})
    assert (response.status_code, said in response.content.decode()) == (422, True)
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize("way", ["scale", "deduct", "judged", "mutual"])
def test_each_way_asks_only_for_its_own(office: Client, street: Street, way: str) -> None:
    asked = {"scale": {"source", "target", "floor"}, "deduct": {"source", "each"}}
    asked |= {"judged": {"guidance"}, "mutual": {"questions"}}
    shown = page(office, f"/e/{street.scheme(SHARE).pk}/indicators/new?way={way}")
    names = set(re.findall(r'<(?:input|select|textarea)[^>]* name="(\w+)"', shown))
    assert names & {"source", "target", "floor", "each", "guidance", "questions"} == asked[way]


def test_an_indicator_is_changed_and_a_second_editor_is_told(office: Client, street: Street) -> None:
    scheme = street.scheme(ASSEMBLIES)
    url = f"/e/indicators/{line(scheme, '党员大会').pk}"
    assert "删去这一项" in page(office, url)
    assert office.post(url, {**LINE, "version": "1", "name": "支部党员大会"}).status_code == 302
    told = office.post(url, {**LINE, "version": "1", "name": "大会"})
    assert (told.status_code, "别人改了这一项" in told.content.decode()) == (409, True)
    assert 'name="version" value="2"' in told.content.decode()
    office.post(f"{url}/drop")
    assert Indicator.objects.count() == 0


def test_a_draft_is_edited_and_a_second_editor_is_told(office: Client, street: Street) -> None:
    scheme = street.scheme()
    url = f"/e/{scheme.pk}/edit"
    seen = {"version": "1", "initial-title": scheme.title, "initial-good": "90"}
    same = {key: value for key, value in NEW.items() if key not in ("period", "uid")}
    assert office.post(url, {**same, **seen, "good": "95"}).status_code == 302
    assert office.post(url, {**same, **seen, "good": "85"}).status_code == 409


def test_one_press_copies_the_last_quarter(office: Client, street: Street) -> None:
    last = street.adopted(months=3, first=date(2026, 7, 1), last=date(2026, 9, 30), title="第三季度考核")
    assert "本季度指标还没定。复制上季度？" in page(office, "/e/")
    urls = {office.post(f"/e/{last.pk}/copy").url for _ in range(2)}
    assert urls == {f"/e/{Scheme.objects.get(copied_from=last).pk}"}
    assert "复制上季度" not in page(office, "/e/")


@pytest.fixture
def after_the_year() -> Iterator[None]:
    with time_machine.travel(JANUARY, tick=False):
        yield


def listed(html: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="/e/results/\d+">([^<]+)', html)


def tags(html: str) -> set[str]:
    """The words of bands a page calls results by, and 暂计."""
    words = {*Band.labels, PROVISIONAL}
    named = re.findall(r'<h1>.*?<span class="tag[^"]*">([^<]+)|data-label="档次">.*?>([^<]+)<', html, re.DOTALL)
    return words & {one or other for one, other in named}


def test_a_period_that_runs_has_no_bands_and_nothing_to_confirm(office: Client, worker: Client, street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    result = street.result(scheme, 1)
    own = page(worker, f"/e/results/{result.pk}")
    assert (tags(own), "确认自动得分" in own, "<b>4</b> / 10 分" in own) == ({PROVISIONAL}, False, True)
    shown = [page(office, url) for url in (f"/e/{scheme.pk}?tab=results", "/e/results")]
    assert [tags(each) for each in shown] == [{PROVISIONAL}] * 2
    found = [listed(page(office, f"/e/results?band={each}")) for each in ("poor", "provisional")]
    assert found == [[], ["甲社区党总支", "乙社区党总支", "丙社区党总支"]]
    assert list(find(user=street.workers[1], on=scheme.last)) == []


def test_bands_and_confirming_come_once_the_period_is_over(street: Street, after_the_year: None) -> None:
    scheme = street.adopted(ASSEMBLIES)
    office, url = client_for(street.office), f"/e/{scheme.pk}?tab=results"
    assert tags(page(office, url)) == {"好", "较好", "需改进"}
    assert f"/e/results?scheme={scheme.pk}&amp;band=poor" in links(page(office, url))
    found = [listed(page(office, f"/e/results?{each}")) for each in ("band=poor&state=due", "band=provisional")]
    assert found == [["乙社区党总支"], []]


def test_what_nobody_has_rated_yet_is_not_to_be_confirmed(street: Street, after_the_year: None) -> None:
    result = street.result(street.adopted(ASSEMBLIES, JUDGED), 1)
    shown = page(client_for(street.workers[1]), f"/e/results/{result.pk}")
    assert (tags(shown), "确认自动得分" in shown) == ({PROVISIONAL}, False)
    assert list(find(user=street.workers[1], on=JANUARY.date())) == []


def test_basis_and_confirmation_take_three_clicks(street: Street, after_the_year: None) -> None:
    worker, scheme = client_for(street.workers[1]), street.adopted(ASSEMBLIES)
    result = street.result(scheme, 1)
    (todo,) = list(find(user=street.workers[1], on=JANUARY.date()))
    assert todo.url == f"/e/results/{result.pk}"
    shown = page(worker, todo.url)
    assert "“党员大会”扣 6 分" in shown
    basis = [each for each in links(shown) if each.startswith("/d/periods")]
    assert all(worker.get(each.replace("&amp;", "&")).status_code == 200 for each in basis)
    worker.post(f"/e/results/{result.pk}/confirm", {"automatic": "400"})
    assert "已确认自动得分" in page(worker, todo.url)
    assert list(find(user=street.workers[1], on=JANUARY.date())) == []


def test_every_deduction_names_its_record(worker: Client, street: Street) -> None:
    result = street.result(street.adopted(ASSEMBLIES), 1)
    shown = page(worker, f"/e/results/{result.pk}")
    found = re.findall(r'<li><a href="(/d/periods/\d+)">([^<]+)</a><span class="late nw">([^<]+)</span>', shown)
    assert [(text, lost) for _, text, lost in found] == [
        (f"乙一支部：2026 年第 {quarter} 季度的党员大会没有办", "扣 2 分") for quarter in (1, 2, 3)
    ]
    assert all(worker.get(url).status_code == 200 for url, _, _ in found)


def test_the_assessed_sees_only_the_own_result(worker: Client, street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    shown = page(worker, f"/e/{scheme.pk}")
    assert ("乙社区党总支" in shown, "甲社区党总支" in shown) == (True, False)
    assert worker.get(f"/e/results/{street.result(scheme, 0).pk}").status_code == 404
    draft = street.scheme(ASSEMBLIES)
    assert worker.get(f"/e/{draft.pk}").status_code == 404


def test_results_stand_in_the_order_of_the_tree_whatever_they_reached(office: Client, street: Street) -> None:
    street.adopted(ASSEMBLIES)
    rows = listed(page(office, "/e/results"))
    assert rows == ["甲社区党总支", "乙社区党总支", "丙社区党总支"]
    response = office.get("/e/results?format=xlsx")
    lines = list(openpyxl.load_workbook(io.BytesIO(response.content)).active.values)
    assert [line[0] for line in lines[1:]] == rows
    assert not {"名次", "排名", "排序"} & {str(each) for each in lines[0]}


def test_an_appeal_goes_up_and_its_answer_comes_back(office: Client, worker: Client, street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    result, pk = street.result(scheme, 1), line(scheme, "党员大会").pk
    url = f"/e/results/{result.pk}/appeal?indicator={pk}"
    assert url in page(worker, f"/e/results/{result.pk}")
    worker.post(url, {"text": "10 月补开了"})
    assert url not in page(worker, f"/e/results/{result.pk}")
    appeal = Appeal.objects.get()
    (waiting,) = list(find(user=street.office, on=NOW.date()))
    assert waiting.url == f"/e/appeals/{appeal.pk}"
    assert office.post(waiting.url, {"accepted": "yes", "answer": "属实"}).status_code == 422
    office.post(waiting.url, {"accepted": "yes", "answer": "属实", "points": "10"})
    assert "申诉后由 4 分改为 10 分：属实" in page(worker, f"/e/results/{result.pk}")
    assert worker.post(waiting.url, {"accepted": "no", "answer": "再来"}).status_code == 403
    assert "采纳" in page(office, "/e/appeals?state=accepted")


def test_judging_and_adjusting_is_for_the_owner(office: Client, worker: Client, street: Street) -> None:
    scheme = street.adopted(JUDGED)
    result, pk = street.result(scheme, 1), line(scheme, "调研材料").pk
    given = {"points": "8.5", "reason": "扎实", "link": "/e/results"}
    assert worker.post(f"/e/results/{result.pk}/judge/{pk}", given).status_code == 403
    assert office.post(f"/e/results/{result.pk}/judge/{pk}", {**given, "points": "11"}).status_code == 422
    office.post(f"/e/results/{result.pk}/judge/{pk}", given)
    less = {"way": "minus", "points": "1.5", "reason": "通报", "link": "某发〔2026〕3 号"}
    assert worker.post(f"/e/results/{result.pk}/adjust", less).status_code == 403
    office.post(f"/e/results/{result.pk}/adjust", less)
    shown = page(worker, f"/e/results/{result.pk}")
    assert ("<b>7</b> / 10 分" in shown, "扣 1.5 分" in shown, "看材料" in shown) == (True, True, True)
    made = Adjustment.objects.get()
    assert worker.post(f"/e/adjustments/{made.pk}/drop").status_code == 404
    office.post(f"/e/adjustments/{made.pk}/drop")
    assert Adjustment.objects.count() == 0


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "//elsewhere.example/x", "https://elsewhere.example/no", "/nowhere/at/all"]
)
def test_a_record_elsewhere_is_no_link(office: Client, street: Street, link: str) -> None:
    result = street.result(street.adopted(ASSEMBLIES))
    office.post(f"/e/results/{result.pk}/adjust", {"way": "plus", "points": "1", "reason": "表扬", "link": link})
    assert f'href="{link}"' not in page(office, f"/e/results/{result.pk}")


def test_a_paper_is_filled_handed_in_and_closed(street: Street) -> None:
    street.adopted(MUTUAL)
    paper = Party.objects.get(organization=street.agencies[0])
    client, url = client_for(street.secretaries[0]), f"/e/papers/{paper.pk}"
    (todo,) = list(find(user=street.secretaries[0], on=NOW.date()))
    assert todo.url == url
    shown = page(client, url)
    boxes = re.findall(r'<select name="([^"]+)"', shown)
    assert (len(boxes), "甲社区党总支" in shown) == (6, True)
    client.post(url, dict.fromkeys(boxes, "fair"))
    assert Rating.objects.count() == 3
    assert "再交" in page(client, url)
    assert client_for(street.office).get(url).status_code == 404
    with time_machine.travel(CLOSED, tick=False):
        client = client_for(street.secretaries[0])
        assert client.post(url, dict.fromkeys(boxes, "good")).status_code == 403
        assert "已经截止" in page(client, url)


def test_trying_shows_how_bands_would_fall(office: Client, worker: Client, street: Street) -> None:
    scheme = street.scheme(SHARE)
    shown = page(office, f"/e/{scheme.pk}/try?t{line(scheme, '按时率').pk}=60&f{line(scheme, '按时率').pk}=0")
    assert shown.count("变了") == 1
    assert worker.get(f"/e/{scheme.pk}/try").status_code == 404
    assert "有的数看不懂" in page(office, f"/e/{scheme.pk}/try?good=x")


def test_publishing_says_what_is_missing_and_then_fixes(office: Client, worker: Client, street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES)
    assert "才结束" in page(office, f"/e/{scheme.pk}/publish")
    with time_machine.travel(CLOSED, tick=False):
        office, worker = client_for(street.office), client_for(street.workers[1])
        office.post(f"/e/{scheme.pk}/take")
        office.post(f"/e/{scheme.pk}/publish")
        result = street.result(scheme, 1)
        assert "公布</span>" in page(worker, f"/e/results/{result.pk}")
        assert worker.post(f"/e/results/{result.pk}/confirm", {"automatic": "0"}).status_code == 403


def test_a_result_stands_beside_its_own_past(worker: Client, street: Street) -> None:
    old = street.adopted(
        ASSEMBLIES, months=3, first=date(2026, 4, 1), last=date(2026, 6, 30), closes_on=date(2026, 7, 20)
    )
    actions.publish(old, by=street.office, now=NOW)
    new = street.adopted(
        ASSEMBLIES, months=3, first=date(2026, 7, 1), last=date(2026, 9, 30), closes_on=date(2026, 10, 20)
    )
    shown = page(worker, f"/e/results/{street.result(new, 1).pk}")
    assert ("和自己以前比" in shown, "2026 年第 2 季度" in shown) == (True, True)


def test_todos_are_as_many_as_are_counted(street: Street) -> None:
    scheme = street.adopted(ASSEMBLIES, JUDGED, MUTUAL, kinds=["general_branch", "branch"])
    street.adopted(ASSEMBLIES)
    Appeal.objects.create(result=street.result(scheme), org_path=street.communities[0].path, text="x", by="x", at=NOW)
    on = JANUARY.date()
    for who in (street.office, *street.workers, *street.secretaries, user("auditor", street.root)):
        rows = counted(user=who, on=on)
        found: list[Todo] = list(find(user=who, on=on))
        assert len(found) == (sum(each.number for each in rows) if rows is not None else 0)
        fresh = User.objects.get(pk=who.pk)
        assert count_for(fresh, on=on) == len(todos_for(User.objects.get(pk=who.pk), on=on))


@pytest.mark.parametrize("many", [1, 30])
def test_pages_cost_as_much_for_many_as_for_few(street: Street, many: int, django_assert_max_num_queries) -> None:
    for at in range(many):
        organization(f"第{at}社区党总支", "general_branch", street.residential)
    scheme = street.adopted(ASSEMBLIES, SHARE, JUDGED, MUTUAL)
    result = street.result(scheme, 1)
    draft = street.scheme(ASSEMBLIES, SHARE)
    pages = ["/e/", f"/e/{scheme.pk}", f"/e/{scheme.pk}?tab=indicators", f"/e/{scheme.pk}?tab=history", "/e/results"]
    pages += [f"/e/results/{result.pk}", "/e/appeals", f"/e/{draft.pk}", f"/e/{draft.pk}/try", f"/e/{draft.pk}/edit"]
    client = client_for(street.office)
    page(client, "/")
    for url in pages:
        with django_assert_max_num_queries(12):
            page(client, url)


def test_one_who_may_see_nothing_is_told_so(street: Street) -> None:
    client = client_for(user("administrator", street.root))
    assert {client.get(url).status_code for url in ("/e/", "/e/results", "/e/appeals")} == {403}
