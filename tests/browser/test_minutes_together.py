"""Two people write the same minutes at once, and lose nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.secretary import call_off, plan, stored

PAUSE, LONG_PAUSE = 3_000, 12_000
MARK = "〔以上是同时写的，请合并〕"
Desks = tuple[Page, Page, str]


@pytest.fixture
def desks(desk_street: str, visit: Visit) -> Iterator[Desks]:
    """Two who may write, each at a desk of their own with the minutes open, and the address of the meeting."""
    one, other = visit(desk_street, "xuhuifang"), visit(desk_street, "zhoumin")
    address = plan(one, "两人一起记的会", "车棚改造", "接收预备党员")
    for page in (one, other):
        page.clock.install()
        page.goto(f"{address}/minutes")
    yield one, other, address
    call_off(visit(desk_street, "xuhuifang"), address)


def box(page: Page, item: int, label: str = "发言要点") -> Locator:
    return page.get_by_label(label, exact=True).nth(item)


def pause(page: Page, length: int = PAUSE) -> None:
    """So long nobody touches the page: it saves what was written and takes in what others wrote."""
    with page.expect_response("**/texts"):
        page.clock.run_for(length)


def pieces(lines: Sequence[str], size: int) -> list[str]:
    text = "".join(f"{line}\n" for line in lines)
    return [text[at : at + size] for at in range(0, len(text), size)]


def write_in_turn(one: Page, other: Page, first: Sequence[str], second: Sequence[str], *, items: Sequence[int]) -> None:
    """Both write their lines a few letters at a time, and pause at different points of them."""
    writers = ((one, items[0], pieces(first, 5), 2), (other, items[1], pieces(second, 4), 3))
    for page, item, _, _ in writers:
        box(page, item).focus()
    for step, turn in enumerate(zip_longest(writers[0][2], writers[1][2], fillvalue="")):
        for (page, _, _, every), text in zip(writers, turn, strict=True):
            page.keyboard.type(text)
            if step % every == 0:
                pause(page)


def settle(*pages: Page) -> None:
    """Nobody writes any more: twice round, so that each has what all others wrote last."""
    for page in (*pages, *pages):
        pause(page, LONG_PAUSE)


def lines_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def test_lines_written_in_one_field_by_turns_all_stand_there_whole(desks: Desks) -> None:
    one, other, address = desks
    first = [f"徐慧芳记：第{n}户同意方案二" for n in "一二三四"]
    second = [f"周敏记：第{n}位担心停车" for n in "甲乙丙丁"]
    write_in_turn(one, other, first, second, items=(0, 0))
    settle(one, other)
    text = stored(one, address)[0]
    assert sorted(lines_of(text)) == sorted([*first, *second])
    assert [box(page, 0).input_value() for page in (one, other)] == [text, text]
    assert [line for line in lines_of(text) if line in first] == first


def test_who_writes_in_different_fields_does_not_meet(desks: Desks) -> None:
    one, other, address = desks
    first, second = ["物业介绍三套方案", "居民代表发言"], ["介绍人说明情况", "票决结果见后"]
    write_in_turn(one, other, first, second, items=(0, 1))
    settle(one, other)
    assert [lines_of(text) for text in stored(one, address)] == [first, second]
    assert [lines_of(box(page, item).input_value()) for page in (one, other) for item in (0, 1)] == [first, second] * 2
    expect(other.locator("#saved")).to_contain_text("已存")


def test_the_same_words_changed_by_both_are_shown_side_by_side_until_somebody_merges_them(desks: Desks) -> None:
    one, other, address = desks
    box(one, 0).fill("电梯装在三单元")
    settle(one, other)
    box(one, 0).fill("电梯装在四单元")
    box(other, 0).fill("电梯装在五单元")
    settle(one, other)
    text = stored(one, address)[0]
    assert lines_of(text) == ["电梯装在四单元", "〔以下是周敏同时写的〕", "电梯装在五单元", MARK]
    for page in (one, other):
        assert box(page, 0).input_value() == text
        expect(page.locator("#saved")).to_have_text("有人同时写了同一处，两份都留着，请合并。")
    box(one, 0).fill("电梯装在四、五单元之间")
    settle(one, other)
    assert stored(one, address)[0] == box(other, 0).input_value() == "电梯装在四、五单元之间"
    expect(other.locator("#saved")).to_contain_text("已存")


def test_what_was_written_a_moment_before_following_a_link_stands_on_the_page_it_leads_to(desks: Desks) -> None:
    one, _, address = desks
    box(one, 0).fill("最后一句")
    one.get_by_role("link", name="看成稿").click()
    expect(one.locator("main")).to_contain_text("最后一句")
    assert stored(one, address)[0] == "最后一句"


def test_what_was_written_a_moment_before_the_page_was_closed_reaches_the_other(desks: Desks) -> None:
    one, other, address = desks
    box(one, 0).fill("最后一句")
    one.close()
    settle(other)
    assert box(other, 0).input_value() == stored(other, address)[0] == "最后一句"


def test_saving_without_a_network_keeps_the_words_until_there_is_one(desks: Desks) -> None:
    one, _, address = desks
    one.context.set_offline(True)
    box(one, 0, "不同意见").fill("李建国：资金没有落实")
    one.get_by_role("button", name="保存").click()
    expect(one.locator("#saved")).to_have_text("没有网络。写的内容先存在这台设备上。")
    one.context.set_offline(False)
    expect(one.locator("#saved")).to_contain_text("已存")
    assert stored(one, address, "dissent")[0] == "李建国：资金没有落实"


def test_who_leaves_comes_back_and_writes_on_is_not_taken_for_two(desks: Desks) -> None:
    one, _, address = desks
    for text in ("徐慧芳：先划线", "徐慧芳：先划线，再立牌"):
        box(one, 0).fill(text)
        one.goto(address)
        one.goto(f"{address}/minutes")
        one.wait_for_load_state("networkidle")
        expect(box(one, 0)).to_have_value(text)
    pause(one, LONG_PAUSE)
    assert stored(one, address) == ["徐慧芳：先划线，再立牌", ""]
