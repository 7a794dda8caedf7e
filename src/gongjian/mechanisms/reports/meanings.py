"""What the placeholders of outside forms mean, as far as it can be told from their names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongjian.foundation.search import fold
from gongjian.foundation.work import Figure
from gongjian.mechanisms.reports.counting import ONE_DAY
from gongjian.mechanisms.reports.queries import period_at
from gongjian.mechanisms.reports.terms import Meaning
from gongjian.registers.organizations.models import Organization
from gongjian.rules.periods import Period

WORDS = {
    "organization": "党组织名称",
    "community": "社区名称",
    "superior": "上级党组织",
    "period": "哪一期，例如 2026 年 10 月",
    "year": "年份",
    "month": "月份",
    "since": "这一期第一天",
    "until": "这一期最后一天",
    "today": "填表日期",
    "author": "填表人",
}
WORD_NAMES = {
    "organization": ("党组织名称", "党组织", "组织名称", "单位名称", "填报单位", "报送单位", "单位"),
    "community": ("社区名称", "社区", "所属社区"),
    "superior": ("上级党组织", "上级组织", "主管单位"),
    "period": ("期间", "报告期", "月份名称", "所属期", "统计时间", "期次"),
    "year": ("年份", "年度", "年"),
    "month": ("月份", "月"),
    "since": ("开始日期", "起始日期", "期初"),
    "until": ("截止日期", "截至日期", "期末"),
    "today": ("填表日期", "填报日期", "报送日期", "日期"),
    "author": ("填表人", "填报人", "制表人", "经办人"),
}
FIGURE_NAMES = {
    "members": ("党员数", "党员人数", "党员总人数", "在册党员", "党员"),
    "members_probationary": ("预备党员数", "预备党员人数"),
    "members_floating": ("流动党员数", "流动党员人数"),
    "members_admitted": ("新发展党员数", "发展党员", "发展党员数"),
    "members_in": ("转入党员数", "转入数", "转入人数"),
    "members_out": ("转出党员数", "转出数", "转出人数"),
    "organizations": ("党组织数", "党组织个数"),
    "organizations_branches": ("党支部", "党支部数", "支部数", "支部个数"),
    "organizations_general_branches": ("党总支数", "总支数"),
    "organizations_committees": ("党委数",),
    "organizations_joint_branches": ("联合党支部数", "联合支部数"),
    "units": ("单位数", "单位个数", "辖区单位数"),
    "units_covered": ("已覆盖单位数", "已建党组织单位数"),
    "units_covered_share": ("覆盖率", "单位覆盖率"),
    "meetings_held": ("会议次数", "开会次数", "会议数"),
    "meeting_attendance": ("到会率", "出席率"),
    "gaps": ("空白点数", "空白点个数"),
    "blind_spots": ("盲点数", "盲点个数"),
}
BEFORE = ("上期", "上月", "上季度", "上年")


def meaning_of(name: str, figures: Mapping[str, Figure]) -> list[str] | None:
    """[what, which] a placeholder NAME stands for, None where a person has to say."""
    folded = fold(name)
    for word, names in WORD_NAMES.items():
        if folded in map(fold, names):
            return [Meaning.WORD, word]
    for before in BEFORE:
        if folded.startswith(before):
            found = figure_named(folded.removeprefix(before), figures)
            return [Meaning.BEFORE, found] if found and not figures[found].standing else None
    found = figure_named(folded.removeprefix("本期").removeprefix("本月"), figures)
    return [Meaning.FIGURE, found] if found else None


def figure_named(folded: str, figures: Mapping[str, Figure]) -> str | None:
    for key, figure in figures.items():
        if folded in (fold(figure.label), *map(fold, FIGURE_NAMES.get(key, ()))):
            return key
    return None


def value_of(
    meaning: list[str], organization: Organization, period: Period, figures: Mapping[str, Figure], *, by: Any, on: date
) -> Any:
    """What stands in place of a placeholder: a number, a day or words; None where a figure is offered no more."""
    what, which = meaning
    if what == Meaning.TEXT:
        return which
    if what == Meaning.WORD:
        return word_of(which, organization, period, by=by, on=on)
    if which not in figures:
        return None
    asked = period_at(period.first - ONE_DAY, period.months) if what == Meaning.BEFORE else period
    return figures[which].count(path=organization.path, since=asked.first, until=asked.last)


def word_of(which: str, organization: Organization, period: Period, *, by: Any, on: date) -> Any:
    words = {
        "organization": organization.name,
        "community": organization.community.name if organization.community else organization.name,
        "superior": organization.parent.name if organization.parent else "",
        "period": period.label,
        "year": period.first.year,
        "month": period.last.month,
        "since": period.first,
        "until": period.last,
        "today": on,
        "author": str(by),
    }
    return words[which]
