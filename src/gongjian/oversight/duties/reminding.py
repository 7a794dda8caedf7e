"""The daily reminder of each organization that has a channel: how much is to be done, how much is late; no names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from gongjian.foundation.notices.actions import notify
from gongjian.foundation.notices.models import Channel
from gongjian.foundation.rulebook import rule
from gongjian.foundation.tree import ancestors
from gongjian.oversight.duties.models import Occurrence
from gongjian.oversight.duties.queries import by_term, pursued_since
from gongjian.oversight.duties.schedules import labels_of

SUBJECT = "应办提醒"


@dataclass
class Load:
    """What one organization's notice counts, {duty: periods}; `passed_up` is long overdue below it."""

    soon: Counter[str] = field(default_factory=Counter)
    late: Counter[str] = field(default_factory=Counter)
    passed_up: Counter[str] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.soon or self.late or self.passed_up)


def remind(now: datetime) -> None:
    """The daily job: one notice for every organization with a channel, once a day; nothing where nothing waits."""
    on = timezone.localdate(now)
    channels: dict[str, list[Channel]] = defaultdict(list)
    for each in Channel.objects.filter(active=True).order_by("pk"):
        channels[each.org_path].append(each)
    if not channels:
        return
    loads = loads_of(list(channels), on)
    labels = labels_of({key for load in loads.values() for key in (*load.soon, *load.late, *load.passed_up)})
    for path, load in loads.items():
        for channel in channels[path]:
            notify(channel, key=f"duties.{on}", subject=SUBJECT, text=text_of(load, labels, on), now=now)


def loads_of(paths: Sequence[str], on: date) -> dict[str, Load]:
    """{path: what to tell there}: each period to the nearest of PATHS at or above it, long overdue ones to the next.

    One query.
    """
    days = rule("duty.escalated_after_days", on=on).number
    rows = Occurrence.objects.owed().filter(remind_on__lte=on, due_on__gte=pursued_since(on))
    rows = rows.exclude(duty__in=by_term(), due_on__lt=on).order_by()
    counted = rows.values_list("org_path", "duty").annotate(
        soon=Count("pk", filter=Q(due_on__gte=on)),
        late=Count("pk", filter=Q(due_on__lt=on)),
        long=Count("pk", filter=Q(due_on__lte=on - timedelta(days=days))),
    )
    loads: dict[str, Load] = defaultdict(Load)
    for path, duty, soon, late, long in counted:
        line = told_at(path, paths)
        if line:
            loads[line[0]].soon += Counter({duty: soon})
            loads[line[0]].late += Counter({duty: late})
        if len(line) > 1:
            loads[line[1]].passed_up += Counter({duty: long})
    return {path: load for path, load in loads.items() if load}


def told_at(path: str, paths: Iterable[str]) -> list[str]:
    """Those of PATHS at or above PATH, the nearest first."""
    known = set(paths)
    return [each for each in reversed(ancestors(path)) if each in known]


def text_of(load: Load, labels: Mapping[str, str], on: date) -> str:
    """“有 3 项应办：党员大会 2、主题党日 1。逾期 2 项：党课 2。” and where to look."""
    parts = (
        ("有", "项应办", load.soon),
        ("已经逾期", "项", load.late),
        ("下级逾期较久", "项", load.passed_up),
    )
    said = [
        f"{before} {sum(counts.values())} {unit}：{in_words(counts, labels)}。"
        for before, unit, counts in parts
        if counts
    ]
    where = f"请打开 {settings.PUBLIC_URL}/d/ 查看。" if settings.PUBLIC_URL else "请登录共建平台查看应办日历。"
    return f"{on.month} 月 {on.day} 日：{''.join(said)}{where}"


def in_words(counts: Mapping[str, int], labels: Mapping[str, str]) -> str:
    return "、".join(f"{label} {counts[key]}" for key, label in labels.items() if counts.get(key))
