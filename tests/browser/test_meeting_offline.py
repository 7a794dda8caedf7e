"""A secretary runs a meeting on a phone without a network; everything arrives once, in order, and the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from gongjian.entry.demo.accounts import PASSWORD
from tests import serving
from tests.browser.conftest import Visit
from tests.browser.looks import TOUCH
from tests.browser.secretary import call_off, plan, press_twice, stored
from tests.postgres import free_port

ARRIVED = "网络好了，写的都传上去了。"
AGENDA = ("车棚改造", "接收预备党员")
OVER = "散会，记为已开"
Hall = tuple[Page, str]


def kept(acts: int) -> str:
    return f"没有网络。写的内容先存在这台设备上。还有 {acts} 条没传。"


def says(page: Page, text: str) -> None:
    expect(page.locator("#queue-state")).to_have_text(text)


@pytest.fixture
def hall(desk_street: str, visit: Visit) -> Iterator[Hall]:
    """A phone with the page of a running meeting open, and the address of the meeting."""
    page = visit(desk_street, "xuhuifang", **TOUCH)
    address = plan(page, "没有网络的会", *AGENDA)
    page.clock.install()
    page.goto(f"{address}/run")
    yield page, address
    call_off(visit(desk_street, "xuhuifang"), address)


def opened(page: Page, item: int) -> Locator:
    topic = page.locator(".topic").nth(item)
    if topic.get_attribute("open") is None:
        topic.locator("summary").first.tap()
    return topic


def jot(page: Page, item: int, text: str) -> None:
    topic = opened(page, item)
    topic.get_by_label("记一笔").fill(text)
    topic.get_by_role("button", name="记下", exact=True).first.tap()


def decide(page: Page, item: int, *, approvals: int) -> None:
    form = opened(page, item).locator(".vote")
    form.locator("summary").tap()
    form.get_by_label("赞成").fill(str(approvals))
    form.get_by_label("反对").fill("1")
    form.get_by_label("弃权").fill("0")
    form.get_by_role("button", name="记下").tap()


def assign(page: Page, text: str) -> None:
    page.get_by_text("派一件事").tap()
    page.get_by_label("要办的事").fill(text)
    page.get_by_label("责任人或单位").fill("怡康物业")
    page.get_by_role("button", name="派出去").tap()


def run(page: Page) -> int:
    """A whole meeting in taps and a few words; gives how many acts that is."""
    who = page.locator(".marks li")
    page.get_by_role("button", name="全部到会").tap()
    who.nth(1).get_by_role("button", name="请假").tap()
    who.nth(2).get_by_role("button", name="缺席").tap()
    jot(page, 0, "物业介绍三套方案")
    jot(page, 0, "第四户同意方案二")
    page.get_by_placeholder("临时加一个议题").fill("消防通道")
    page.get_by_role("button", name="加", exact=True).tap()
    decide(page, 1, approvals=9)
    assign(page, "消防通道划线")
    page.get_by_role("button", name=OVER).tap()
    return 9


def test_five_minutes_offline_and_a_server_that_is_down_lose_nothing(
    demo_folder: Path, tmp_path: Path, visit: Visit
) -> None:
    folder, port = serving.copy_of(demo_folder, tmp_path / "street"), free_port()
    with serving.running("serve", folder, port=port) as street:
        page = visit(street, "xuhuifang", **TOUCH)
        address = plan(page, "没有网络的会", *AGENDA)
        page.clock.install()
        page.goto(f"{address}/run")
        people = page.locator(".marks li").count()
        page.context.set_offline(True)
        acts = run(page)
        says(page, kept(acts))
        expect(page.locator("[data-came]")).to_have_text(str(people - 2))
        expect(page.locator(".waiting")).to_have_text(
            [
                f"还没传：{text}"
                for text in (
                    "物业介绍三套方案",
                    "第四户同意方案二",
                    AGENDA[1],
                    "消防通道",
                    "消防通道划线",
                    "散会，记为已开",
                )
            ]
        )
        expect(page.locator(".run-bar .unsent")).to_have_text(f"还有 {acts} 条没传")
        page.clock.fast_forward("05:00")
    page.context.set_offline(False)
    page.clock.run_for(10_000)
    says(page, kept(acts))
    with serving.running("serve", folder, port=port):
        page.clock.run_for(10_000)
        says(page, ARRIVED)
        expect(page.locator(".waiting")).to_have_count(0)
        assert stored(page, address) == ["物业介绍三套方案\n第四户同意方案二", "", ""]
        page.goto(address)
        expect(page.locator("main")).to_contain_text(f"{people - 2} / {people} 人")
        expect(page.locator("main")).to_contain_text("赞成 9 票")
        expect(page.locator(".tasks").get_by_text("消防通道划线")).to_have_count(1)
        page.goto(f"{address}?tab=history")
        told = ("开会", "派后续", "记决议", "加议题", "排会议")
        expect(page.locator("main tbody tr")).to_have_count(len(told))


def test_every_other_page_says_what_waits_and_leads_to_where_it_is_sent(hall: Hall) -> None:
    page, address = hall
    page.route("**/act", lambda route: route.abort())
    jot(page, 0, "第一句")
    says(page, kept(1))
    page.goto("/")
    note = page.locator("main > .note")
    expect(note).to_have_text("没有网络时写的，还有 1 条在这台设备上没传。打开那一页接着传")
    page.unroute("**/act")
    note.get_by_role("link").tap()
    says(page, ARRIVED)
    assert stored(page, address)[0] == "第一句"
    page.goto("/")
    expect(page.locator("h1")).to_be_visible()
    expect(note).to_have_count(0)


def test_a_session_that_ended_meanwhile_costs_a_sign_in_and_nothing_else(hall: Hall) -> None:
    page, address = hall
    page.context.set_offline(True)
    jot(page, 0, "第一句")
    jot(page, 0, "第二句")
    says(page, kept(2))
    page.context.clear_cookies()
    page.context.set_offline(False)
    says(page, "您已经退出登录。写的 2 条还在这台设备上，登录后接着传。重新登录")
    page.get_by_role("link", name="重新登录").tap()
    page.get_by_label("账号").fill("xuhuifang")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).tap()
    says(page, ARRIVED)
    assert stored(page, address)[0] == "第一句\n第二句"


def test_two_tabs_of_one_phone_send_what_both_have_written_once(hall: Hall) -> None:
    page, address = hall
    second = page.context.new_page()
    second.goto(f"{address}/run")
    page.context.set_offline(True)
    for n in range(3):
        jot(page, 0, f"甲页第 {n} 句")
        jot(second, 0, f"乙页第 {n} 句")
    page.context.set_offline(False)
    for tab in (page, second):
        expect(tab.locator("#queue-state")).to_have_text(ARRIVED)
    assert stored(page, address)[0].splitlines() == [f"{tab}页第 {n} 句" for n in range(3) for tab in "甲乙"]


def test_a_late_answer_in_one_tab_takes_away_nothing_that_still_waits_in_the_other(hall: Hall) -> None:
    page, address = hall
    second, held, passing = page.context.new_page(), list[Route](), iter((Route.continue_, Route.abort))

    def hold(route: Route) -> None:
        held.append(route)

    def pass_one(route: Route) -> None:
        next(passing)(route)

    second.goto(f"{address}/run")
    page.context.set_offline(True)
    for n in range(3):
        jot(page, 0, f"第 {n} 句")
    says(page, kept(3))
    page.route("**/act", hold, times=1)
    second.route("**/act", pass_one, times=2)
    page.context.set_offline(False)
    says(second, kept(2))
    held[0].continue_()
    says(page, ARRIVED)
    assert stored(page, address)[0].splitlines() == [f"第 {n} 句" for n in range(3)]


def test_what_arrived_although_no_answer_came_back_is_not_written_twice(hall: Hall) -> None:
    page, address = hall

    def swallow(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route("**/act", swallow, times=1)
    jot(page, 0, "只说一次")
    says(page, kept(1))
    page.clock.run_for(10_000)
    says(page, ARRIVED)
    assert stored(page, address)[0] == "只说一次"


def test_a_nervous_thumb_writes_down_nothing_twice(hall: Hall) -> None:
    page, address = hall
    page.context.set_offline(True)
    topic = opened(page, 0)
    topic.get_by_label("记一笔").fill("一句话")
    press_twice(page, topic.get_by_role("button", name="记下", exact=True).first)
    topic.locator(".vote summary").tap()
    press_twice(page, topic.locator(".vote").get_by_role("button", name="记下"))
    says(page, kept(2))
    page.context.set_offline(False)
    says(page, ARRIVED)
    assert stored(page, address)[0] == "一句话"
    page.goto(address)
    expect(page.locator(".decided")).to_have_count(1)


def test_a_refused_vote_stands_open_with_why_beside_it(hall: Hall) -> None:
    page, _ = hall
    decide(page, 0, approvals=99)
    why = page.locator(".vote[open] .refused")
    expect(why).to_contain_text("票数合计 100")
    expect(why).to_be_in_viewport()
    expect(why).to_be_focused()
    expect(page.locator(".vote[open]").get_by_label("赞成")).to_have_value("99")
