"""A roster file of any length: distinct people with right numbers, in branches that a small table founds."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from random import Random

from xlsxwriter import Workbook

from gongjian.entry.demo.people import Crowd
from gongjian.entry.desk.checking import Source

ON = date(2026, 11, 23)
MEMBERS_A_BRANCH = 40
FIELDS = {
    "name": "姓名",
    "sex": "性别",
    "ethnicity": "民族",
    "identity_number": "公民身份号码",
    "born_on": "出生日期",
    "education": "学历",
    "joined_on": "入党日期",
    "converted_on": "转正日期",
    "status": "人员类别",
    "native_place": "籍贯",
    "organization": "组织关系所在党支部",
    "workplace": "工作单位",
    "category": "党员类型",
    "phone": "联系电话",
    "community": "居住社区",
}


def rows(count: int) -> list[list[str]]:
    """COUNT rows in the order of FIELDS; dates as ISO text, which every reader understands."""
    crowd = Crowd(Random(7), ON)  # noqa: S311 - the same file every time
    found = []
    for number in range(count):
        person = crowd.person(youngest=22, oldest=90)
        branch = f"测试社区党委第{number // MEMBERS_A_BRANCH + 1}党支部"
        found.append(
            [
                person.name, person.sex, "汉族", person.number, person.born_on.isoformat(), "大学本科",
                person.joined_on.isoformat(), str(person.converted_on), "正式党员", "江苏常州", branch, "",
                "居民党员", crowd.phone(), "测试",
            ]
        )  # fmt: skip
    return found


def workbook(count: int) -> bytes:
    """The rows as .xlsx with one header row."""
    out = BytesIO()
    with Workbook(out, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("党员花名册")
        for index, row in enumerate([list(FIELDS.values()), *rows(count)]):
            sheet.write_row(index, 0, row)
    return out.getvalue()


def ledger(count: int) -> Source:
    """The table of organizations that COUNT members need."""
    branches = (count + MEMBERS_A_BRANCH - 1) // MEMBERS_A_BRANCH
    lines = [
        "党组织名称,类别,上级党组织,所属社区",
        "测试街道党工委,党工委,,",
        "测试街道居民区综合党委,党委,测试街道党工委,",
    ]
    lines.append("测试社区党委,党委,测试街道居民区综合党委,测试")
    lines += [f"测试社区党委第{number + 1}党支部,党支部,测试社区党委,测试" for number in range(branches)]
    return Source("党组织台账.csv", "\n".join(lines).encode())
