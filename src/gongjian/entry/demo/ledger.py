"""The three tables of the demo street, and what a row of each looks like."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from gongjian.entry.demo import words
from gongjian.entry.demo.people import Crowd

CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

Row = dict[str, object]


class Ledger:
    """Rows under the headers of the office's own tables; the same seed and day give the same rows."""

    def __init__(self, today: date, seed: int) -> None:
        self.today = today
        self.random = Random(seed)  # noqa: S311 - the street must come out the same each time
        self.crowd = Crowd(self.random, today)
        self.organizations: list[Row] = []
        self.units: list[Row] = []
        self.members: list[Row] = []

    def ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def organization(
        self,
        name: str,
        kind: str,
        parent: str,
        *,
        committee: int,
        elected: date | None,
        term: int | None,
        community: str = "",
        units: str = "",
    ) -> None:
        self.organizations.append(
            {
                "党组织名称": name,
                "类别": kind,
                "上级党组织": parent,
                "成立日期": self.ago(self.random.randint(2000, 7000)),
                "换届日期": elected or "",
                "任期(年)": term or "",
                "书记": self.crowd.name(self.random.choice("男女")),
                "委员会人数": committee,
                "所在单位": units,
                "所属社区": community,
                "联系电话": self.crowd.phone(),
            }
        )

    def unit(
        self,
        name: str,
        kind: str,
        community: str,
        *,
        full: int,
        organization: str = "",
        industry: str = "",
        instructor: str = "",
        place: str = "",
    ) -> None:
        index = words.COMMUNITIES.index(community)
        self.units.append(
            {
                "单位名称": name,
                "统一社会信用代码": self.code(),
                "单位类别": kind,
                "所属社区": community,
                "所在楼宇或市场": place,
                "行业": industry,
                "地址": f"{community}路{self.random.randint(1, 280)}号",
                "经度": round(119.95 + index % 4 * 0.012 + self.random.random() * 0.01, 6),
                "纬度": round(31.75 + index // 4 * 0.012 + self.random.random() * 0.01, 6),
                "从业人数": self.random.randint(max(full, 3), 140),
                "党员总数": full,
                "正式党员数": full,
                "预备党员数": 0,
                "已建党组织": organization,
                "党建指导员": instructor,
                "联系人": self.crowd.name("男"),
                "联系电话": self.crowd.phone(),
            }
        )

    def code(self) -> str:
        """A social credit code with the right check character (GB 32100), of an area that does not exist."""
        body = f"91990101{self.random.randrange(10**9):09d}"
        total = sum(CODE_ALPHABET.index(each) * weight for each, weight in zip(body, CODE_WEIGHTS, strict=True))
        return body + CODE_ALPHABET[-total % 31]

    def member(
        self,
        branch: str,
        community: str,
        category: str,
        *,
        youngest: int,
        oldest: int,
        probationary: bool = False,
        workplace: str = "",
    ) -> Row:
        person = self.crowd.person(youngest=youngest, oldest=oldest, probationary=probationary)
        row: Row = {
            "姓名": person.name,
            "性别": person.sex,
            "民族": self.random.choice(words.ETHNICITIES),
            "公民身份号码": person.number,
            "出生日期": person.born_on,
            "学历": self.random.choice(words.EDUCATION),
            "入党日期": person.joined_on,
            "转正日期": person.converted_on or "",
            "人员类别": "预备党员" if probationary else "正式党员",
            "籍贯": self.random.choice(words.PROVINCES),
            "所在党支部": branch,
            "工作单位": workplace,
            "党员类型": category,
            "外出地点": "",
            "外出日期": "",
            "最近联系日期": "",
            "联系电话": self.crowd.phone(),
            "居住社区": community,
        }
        self.members.append(row)
        return row
