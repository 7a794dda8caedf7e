"""What a clerk does at the import desk, step by step, with two files of which one names a branch that is not there."""

from __future__ import annotations

import re

from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import WAIT
from tests.workbooks import credit_code, delimited, identity

WRONG_BRANCH = "怡园第九十九支部"
FIRMS = ("澄明电子科技有限公司", "澄亮软件有限公司")
MEMBERS = ("龚一帆", "龚二帆", "龚三帆")

expect.set_options(timeout=WAIT)


def units_file() -> FilePayload:
    headers = ["单位名称", "统一社会信用代码", "单位类别", "行业", "所属社区", "所在楼宇", "党员总数", "正式党员"]
    rows = [
        [name, credit_code(serial), "非公企业", "软件和信息技术服务业", "怡园", "恒泰大厦", "2", "2"]
        for serial, name in enumerate(FIRMS, 700)
    ]
    return {"name": "单位摸底表.csv", "mimeType": "text/csv", "buffer": delimited([headers, *rows])}


def members_file() -> FilePayload:
    headers = ["姓名", "公民身份号码", "入党日期", "人员类别", "党员类型", "组织关系所在党支部"]
    rows = [
        [name, identity(serial), "2001-07-01", "正式", "两新组织", WRONG_BRANCH]
        for serial, name in enumerate(MEMBERS, 700)
    ]
    content = delimited([headers, *rows], encoding="gb18030")
    return {"name": "党员花名册.csv", "mimeType": "text/csv", "buffer": content}


def upload(page: Page) -> None:
    page.goto("/desk/")
    page.get_by_label("选文件").set_input_files([units_file(), members_file()])
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", name=re.compile("3 行要看一下"))).to_be_visible()


def put_right_together(page: Page) -> None:
    line = page.locator("#groups tr", has_text=WRONG_BRANCH)
    choices = line.get_by_role("combobox")
    first = choices.locator("option", has_text="怡园").first.get_attribute("value")
    choices.select_option(first)
    line.get_by_role("button", name="改这 3 行").click()
    expect(page.get_by_role("heading", name="5 行都可以导入")).to_be_visible()


def carry_through(page: Page) -> str:
    """Import; gives the address of the batch."""
    page.get_by_role("button", name="导入 5 行").click()
    expect(page.get_by_role("heading", name="导入完成")).to_be_visible()
    return page.url


def take_back(page: Page, batch: str) -> None:
    """Undo the batch, leaving what stands on it in the meantime."""
    page.goto(batch)
    page.get_by_role("link", name="撤销整批").click()
    page.locator("button.warn").click()
    expect(page.get_by_role("heading", name="这一批已经撤销")).to_be_visible()
