"""The two figures above the board, of equal weight: 组织覆盖 and 工作覆盖, each in parts that lead to their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongjian.foundation.pages.charts import Bar, bar
from gongjian.foundation.work import WorkCoverage
from gongjian.oversight.coverage.areas import Area
from gongjian.oversight.coverage.boards import Board, Standing, Worked, organizations_url, units_url
from gongjian.oversight.coverage.rates import offered, percent

SHARED = ("units", "work")


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of a share: how many there are, in words, and where they are listed. LATE: it is missing."""

    words: str
    number: int
    unit: str
    url: str
    mark: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """“94.7%” of something; MEANS says what is counted, EMPTY what stands there while there is nothing to count."""

    key: str
    label: str
    percent: str
    of: str
    bar: Bar | None
    portions: tuple[Portion, ...]
    means: str
    empty: str = ""
    url: str = ""


def shares_of(board: Board, area: Area | None, on: date) -> tuple[Share, ...]:
    """What stands above a BOARD of shares; nothing above others."""
    if board.key not in SHARED:
        return ()
    offer, units = offered(), unit_share(board.units, area)
    return (units, work_share(offer, board.work, area, on)) if offer and board.work else (units,)


def unit_share(units: Standing, area: Area | None) -> Share:
    portions = (
        Portion("有党组织", units.organized, "家", units_url(area, covered="organization"), "full"),
        Portion("只派了指导员", units.instructed, "家", units_url(area, covered="instructor"), "half"),
        Portion("没有覆盖", units.missing, "家", units_url(area, covered="missing"), "none", late=True),
    )
    parts = [("ok", units.organized), ("dup", units.instructed), ("fix", units.missing)]
    return Share(
        key="units",
        label="组织覆盖",
        percent=percent(units.covered, units.should) if units.should else "",
        of=f"{units.should:,} 家应覆盖的单位，{units.covered:,} 家已覆盖",
        bar=bar(parts, label=f"组织覆盖：{units}") if units.should else None,
        portions=tuple(each for each in portions if each.number),
        means="每家应覆盖的单位有没有党组织；没有正式党员的，派了指导员也算。",
        empty="" if units.should else "这里还没有应覆盖的单位。",
    )


def work_share(offer: WorkCoverage, work: Worked, area: Area | None, on: date) -> Share:
    since, part = offer.since(on), area.part if area else ""
    portions = (
        Portion("按时办了", work.done, "期", offer.rows("done", part=part), "full"),
        Portion("逾期补办", work.late, "期", offer.rows("late", part=part), "half"),
        Portion("没有办", work.overdue, "期", offer.rows("overdue", part=part), "none", late=True),
        Portion("免办", work.excused, "期", offer.rows("excused", part=part)),
        Portion("盲点：有没办的党组织", work.behind, "个", organizations_url(area, work="behind"), late=True),
    )
    parts = [("ok", work.done), ("dup", work.late), ("fix", work.overdue)]
    return Share(
        key="work",
        label="工作覆盖",
        percent=percent(work.kept, work.owed) if work.owed else "",
        of=f"{work.owed:,} 期应办的，{work.kept:,} 期办了",
        bar=bar(parts, label=f"工作覆盖：{work}") if work.owed else None,
        portions=tuple(each for each in portions if each.number),
        means=f"{since.year} 年 {since.month} 月 {since.day} 日以来到期的会议、汇报等应办事项，党组织办了没有；"
        "逾期补办的也算办了，免办的不算在内。",
        empty="" if work.all else "还没有到期的应办事项。",
        url="" if work.all else offer.start(),
    )
