"""How gaps, and work that was not done, went month by month, from the snapshots."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from gongjian.foundation import registry
from gongjian.foundation.pages import charts
from gongjian.oversight.coverage.models import Snapshot
from gongjian.oversight.coverage.terms import ALL_FINDINGS, WORK_OVERDUE, WORK_OWED, Mark
from gongjian.rules.months import add_months

MONTHS = 12


def monthly_gaps(path: str, *, on: date, now_there: int) -> list[tuple[date, int]]:
    """(month, gaps) of the last twelve months that were counted; the present month shows NOW_THERE."""
    this_month = on.replace(day=1)
    gap_rules = {each.key for each in registry.finding_rules().values() if each.mark == Mark.GAP}
    rows = Snapshot.objects.filter(path=path, month__gt=add_months(this_month, -MONTHS), month__lt=this_month)
    counted: Counter[date] = Counter()
    for month, rule, count in rows.values_list("month", "rule", "count"):
        if rule == ALL_FINDINGS:
            counted[month] += 0
        elif rule in gap_rules:
            counted[month] += count
    return [*sorted(counted.items()), (this_month, now_there)]


def monthly_work(path: str, *, on: date, now_there: tuple[int, int]) -> list[tuple[date, int, int]]:
    """(month, periods that fell due, those not done) of the last twelve months that were counted, like NOW_THERE."""
    this_month = on.replace(day=1)
    rows = Snapshot.objects.filter(path=path, month__gt=add_months(this_month, -MONTHS), month__lt=this_month)
    counted: dict[date, dict[str, int]] = defaultdict(dict)
    for month, rule, count in rows.filter(rule__in=(WORK_OWED, WORK_OVERDUE)).values_list("month", "rule", "count"):
        counted[month][rule] = count
    earlier = [(month, found[WORK_OWED], found.get(WORK_OVERDUE, 0)) for month, found in sorted(counted.items())]
    return [*earlier, (this_month, *now_there)]


def drawn(months: list[tuple[date, int]], what: str = "空白点", unit: str = "个") -> charts.Trend:
    values = [count for _, count in months]
    labels = [f"{month.month}月" for month, _ in months]
    title = f"近 {len(months)} 个月{what}，从 {values[0]} {unit}到 {values[-1]} {unit}"
    return charts.trend(values, labels, title=title)


def in_words(months: list[tuple[date, int]], what: str = "空白点", unit: str = "个") -> str:
    """“空白点 12 个月减少 16 个”."""
    change = months[-1][1] - months[0][1]
    if len(months) < 2:
        return "从这个月开始记"
    if not change:
        return f"{what} {len(months)} 个月没有变化"
    return f"{what} {len(months)} 个月{'减少' if change < 0 else '增加'} {abs(change)} {unit}"
