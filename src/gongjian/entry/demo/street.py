"""The demo street's three tables, row by row, as an office would write them."""

from __future__ import annotations

from datetime import date

from gongjian.entry.demo import words
from gongjian.entry.demo.ledger import Ledger

BODY_NAMES = {"行政": "行政组织党组", "居民": "居民区综合党委", "企业": "非公企业联合党委"}
NUMERALS = "一二三四五六七八九十"


class Street(Ledger):
    """One street of the 1+3 model, with the holes that such streets have."""

    def __init__(self, today: date, seed: int = 20060527) -> None:
        super().__init__(today, seed)
        self.root = f"{words.STREET}党工委"
        self.bodies = {key: words.STREET + name for key, name in BODY_NAMES.items()}

    def build(self) -> Street:
        """Fill the three tables."""
        self.committees()
        for index, community in enumerate(words.COMMUNITIES):
            self.community(community, branches=2 + index * 5 % 4)
        self.agencies()
        self.firms()
        self.loose_ends()
        self.neighbors()
        return self

    def committees(self) -> None:
        self.organization(self.root, "党工委", "", committee=9, elected=None, term=None)
        self.organization(self.bodies["行政"], "党组", self.root, committee=7, elected=None, term=None)
        self.organization(self.bodies["居民"], "党委", self.root, committee=9, elected=self.ago(700), term=5)
        self.organization(self.bodies["企业"], "党委", self.root, committee=7, elected=self.ago(400), term=3)

    def community(self, community: str, *, branches: int) -> None:
        sizes = [self.random.randint(22, 44) for _ in range(branches)]
        sizes[0] = 56 if community == "学士桥" else sizes[0]
        kind = "党委" if sum(sizes) >= 100 else "党总支"
        name = f"{community}社区{kind}"
        late = community in ("古槐", "石塘湾")
        self.organization(
            name,
            kind,
            self.bodies["居民"],
            community=community,
            committee=7,
            elected=self.ago(1990 if late else self.random.randint(200, 1500)),
            term=5,
        )
        office = f"{community}社区居民委员会"
        self.unit(office, "社区居委会", community, organization=name, full=3)
        for index, size in enumerate(sizes):
            branch = f"{name}第{NUMERALS[index]}党支部"
            missing = community == "东篱" and index == 1
            self.organization(
                branch,
                "党支部",
                name,
                community=community,
                committee=0 if missing else self.random.choice((3, 5)),
                elected=self.ago(self.random.randint(100, 1700)),
                term=5,
            )
            for _ in range(size):
                self.resident(branch, community)
        for _ in range(3):
            self.member(f"{name}第一党支部", community, "在职党员", youngest=25, oldest=58, workplace=office)

    def resident(self, branch: str, community: str) -> None:
        draw = self.random.random()
        if draw < 0.06:
            self.floating(branch, community)
        elif draw < 0.5:
            self.member(branch, community, "离退休党员", youngest=60, oldest=92)
        else:
            probationary = self.random.random() < 0.03
            self.member(branch, community, "居民党员", youngest=22, oldest=70, probationary=probationary)

    def floating(self, branch: str, community: str) -> None:
        lost = self.random.random() < 0.14
        contact = self.ago(self.random.randint(190, 420) if lost else self.random.randint(3, 170))
        row = self.member(branch, community, "流动党员", youngest=24, oldest=50)
        away = self.ago(self.random.randint(500, 1800))
        row.update(外出地点=self.random.choice(words.AWAY), 外出日期=away, 最近联系日期=contact)

    def agencies(self) -> None:
        for index, agency in enumerate(words.AGENCIES):
            branch = f"{words.STREET}{agency}党支部"
            unit = words.STREET.removesuffix("街道") + agency
            community = words.COMMUNITIES[index]
            self.organization(branch, "党支部", self.bodies["行政"], committee=3, elected=self.ago(600), term=3)
            size = self.random.randint(7, 14)
            self.unit(unit, "机关派出机构", community, organization=branch, full=size)
            for _ in range(size):
                self.member(branch, community, "在职党员", youngest=24, oldest=58, workplace=unit)

    def firms(self) -> None:
        for community in words.COMMUNITIES:
            for _ in range(self.random.randint(9, 15)):
                self.firm(community, self.random.choice(words.TRADES), "非公企业")
            for _ in range(self.random.randint(2, 4)):
                self.firm(community, self.random.choice(words.SOCIAL), "社会组织")
        for community, place in (words.BUILDINGS | words.MARKETS).items():
            self.joint_branch(f"{place}联合党支部", community, place, units=4)

    def firm(self, community: str, trade: tuple[str, str], kind: str) -> None:
        name = f"澄湖{self.random.choice(words.FIRM_FIRST)}{self.random.choice(words.FIRM_SECOND)}{trade[1]}"
        if any(row["单位名称"] == name for row in self.units):
            return
        draw = self.random.random()
        full = 0 if draw < 0.62 else self.random.randint(1, 2) if draw < 0.72 else self.random.randint(3, 12)
        gap = self.random.random() < 0.05
        own = f"{name}党支部" if full >= 3 and not gap else ""
        if own:
            self.organization(
                own,
                "党支部",
                self.bodies["企业"],
                committee=3 if full >= 7 else 0,
                elected=self.ago(self.random.randint(60, 900)),
                term=3,
                units=name,
            )
        instructor = "" if full or gap else self.crowd.name("女")
        self.unit(name, kind, community, industry=trade[0], organization=own, full=full, instructor=instructor)
        for _ in range(full):
            self.member(own or self.branch_of(community), community, "两新党员", youngest=23, oldest=55, workplace=name)
        if 0 < full < 3 and not gap:
            self.shelter(name, community)

    def shelter(self, unit: str, community: str) -> None:
        """A small firm joins the street's joint branch of its trade, five firms to a branch."""
        open_branches = [row for row in self.organizations if row.get(words.ROOM_LEFT)]
        if not open_branches:
            serial = sum("工商业联合" in str(row["党组织名称"]) for row in self.organizations)
            name = (
                f"{words.STREET}工商业联合党支部"
                if not serial
                else f"{words.STREET}工商业第{NUMERALS[serial]}联合党支部"
            )
            self.organization(name, "联合党支部", self.bodies["企业"], committee=3, elected=self.ago(500), term=3)
            open_branches = [self.organizations[-1]]
            open_branches[0][words.ROOM_LEFT] = 5
        branch = open_branches[0]
        branch[words.ROOM_LEFT] = int(str(branch[words.ROOM_LEFT])) - 1
        branch["所在单位"] = "、".join(filter(None, (str(branch["所在单位"]), unit)))
        for row in self.members:
            if row["工作单位"] == unit:
                row["所在党支部"] = branch["党组织名称"]

    def joint_branch(self, name: str, community: str, place: str, *, units: int) -> None:
        members: list[str] = []
        for _ in range(units):
            industry, suffix = self.random.choice(words.TRADES)
            unit = f"{place[:2]}{self.random.choice(words.FIRM_FIRST)}{self.random.choice(words.FIRM_SECOND)}{suffix}"
            self.unit(unit, "非公企业", community, industry=industry, organization=name, full=2, place=place)
            members.append(unit)
        self.organization(
            name,
            "联合党支部",
            self.bodies["企业"],
            community=community,
            committee=3,
            elected=self.ago(self.random.randint(100, 800)),
            term=3,
            units="、".join(members),
        )
        for unit in members:
            for _ in range(2):
                self.member(name, community, "两新党员", youngest=23, oldest=55, workplace=unit)

    def loose_ends(self) -> None:
        """People in no branch: what the street exists to find."""
        for community in self.random.sample(words.COMMUNITIES, 5):
            self.member("", community, "无挂靠党员", youngest=24, oldest=50)

    def neighbors(self) -> None:
        """Small firms of one trade in one building, in no organization: what a joint branch can be formed of."""
        community, place = next(iter(words.BUILDINGS.items()))
        industry = words.TRADES[1][0]
        for unit, full in words.NEIGHBORS.items():
            self.unit(unit, "非公企业", community, industry=industry, full=full, place=place)
            for _ in range(full):
                self.member(self.branch_of(community), community, "两新党员", youngest=23, oldest=55, workplace=unit)

    def branch_of(self, community: str) -> str:
        return next(
            str(row["党组织名称"])
            for row in self.organizations
            if row["类别"] == "党支部" and row["所属社区"] == community
        )
