"""A small street as an office hands it in: three tables, to be changed by a test before they are imported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gongjian.entry.desk.checking import CheckedBatch, Known, Source, check_sources
from gongjian.entry.desk.known import known_to
from gongjian.entry.desk.writing import Imported, write
from tests.street import NOW, TODAY
from tests.workbooks import credit_code, delimited, identity

ROOT = "青石街道党工委"
RESIDENTIAL = "青石街道居民区综合党委"
ENTERPRISE = "青石街道非公企业联合党委"
EAST, WEST = "东园社区党委", "西园社区党委"
FIRST, SECOND = "东园社区党委第一党支部", "东园社区党委第二党支部"
WEST_BRANCH = "西园社区党委第一党支部"
JOINT = "青石大厦联合党支部"

Table = list[dict[str, Any]]


def organizations() -> Table:
    def row(name: str, kind: str, parent: str, community: str = "", **more: Any) -> dict[str, Any]:
        told = {"党组织名称": name, "组织类别": kind, "上级党组织": parent, "所属社区": community}
        return told | {"书记": "", "所在单位": ""} | more

    return [
        row(FIRST, "党支部", EAST, "东园", 书记="何一", 委员会人数="3"),
        row(ROOT, "党工委", "", 书记="沈丹"),
        row(RESIDENTIAL, "党委", ROOT),
        row(ENTERPRISE, "党委", ROOT),
        row(EAST, "党委", RESIDENTIAL, "东园"),
        row(SECOND, "党支部", EAST, "东园"),
        row(WEST, "党委", RESIDENTIAL, "西园"),
        row(WEST_BRANCH, "党支部", WEST, "西园"),
        row(JOINT, "联合党支部", ENTERPRISE, "东园", 所在单位="甲公司、乙公司、没有登记的公司"),
    ]


def units() -> Table:
    def row(serial: int, name: str, community: str, organization: str = "") -> dict[str, Any]:
        told = {"单位名称": name, "统一社会信用代码": credit_code(serial), "所属社区": community}
        return told | {"单位类别": "非公企业", "所在楼宇": "青石大厦", "正式党员": "2", "已建党组织": organization}

    return [row(1, "甲公司", "东园", JOINT), row(2, "乙公司", "西园"), row(3, "丙公司", "")]


def members() -> Table:
    def row(serial: int, name: str, branch: str, **more: Any) -> dict[str, Any]:
        told = {"姓名": name, "公民身份号码": identity(serial), "入党日期": "2001-07-01", "党支部": branch}
        usual = {"人员类别": "正式", "党员类型": "居民", "工作单位": "", "居住社区": "东园", "联系电话": "15400000001"}
        return told | usual | more

    return [
        row(1, "何一", FIRST, 工作单位="甲公司 会计"),
        row(2, "单雄信", FIRST, 人员类别="预备", 入党日期="2026-01-05"),
        row(3, "欧阳静", WEST_BRANCH, 居住社区="西园"),
        row(4, "贾四", "无挂靠", 党员类型="无挂靠"),
        row(5, "钱五", "", 居住社区=""),
    ]


def file(name: str, table: Sequence[Mapping[str, Any]]) -> tuple[str, bytes]:
    """A table as a file of text."""
    headers = list(dict.fromkeys(header for row in table for header in row))
    return name, delimited([headers, *[[row.get(header, "") for header in headers] for row in table]])


def files(**tables: Table) -> list[tuple[str, bytes]]:
    """The three files; a table given by name takes the place of the usual one."""
    usual = {"organizations": organizations(), "units": units(), "members": members()}
    return [file(f"{kind}.csv", table) for kind, table in (usual | tables).items()]


def checked(handed_in: Sequence[tuple[str, bytes]], *, known: Known | None = None) -> CheckedBatch:
    sources = [Source(name, content) for name, content in handed_in]
    return check_sources(sources, known=known_to(None) if known is None else known, on=TODAY)


def take_in(handed_in: Sequence[tuple[str, bytes]], *, now: datetime = NOW, batch_id: int | None = None) -> Imported:
    """Check and write files as the operator does."""
    return write(checked(handed_in), by=None, now=now, on=TODAY, batch_id=batch_id)
