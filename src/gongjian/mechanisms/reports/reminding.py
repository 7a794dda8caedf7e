"""Once a day: one notice to each organization with a channel, how many reports the superior asked for; no names."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.utils import timezone

from gongjian.foundation.notices.actions import notify
from gongjian.foundation.notices.models import Channel
from gongjian.foundation.tree import ancestors
from gongjian.mechanisms.reports.models import Report, Urge

SUBJECT = "工作汇报催报"
ONE_DAY = timedelta(days=1)


def remind(now: datetime) -> None:
    """The daily job: what was asked for yesterday or today and is still not there; nothing where nothing is."""
    on = timezone.localdate(now)
    channels: dict[str, list[Channel]] = defaultdict(list)
    for each in Channel.objects.filter(active=True).order_by("pk"):
        channels[each.org_path].append(each)
    for path, asked in (asked_by_path(set(channels), on) if channels else {}).items():
        for channel in channels[path]:
            notify(channel, key=f"reports.{on}", subject=SUBJECT, text=text_of(asked), now=now)


def asked_by_path(paths: set[str], on: date) -> dict[str, Counter[str]]:
    """{path of the nearest organization with a channel: {kind of report: how many}}; one query."""
    same = {"organization": OuterRef("organization"), "kind": OuterRef("kind"), "first": OuterRef("first")}
    rows = Urge.objects.filter(~Exists(Report.objects.handed_in().filter(**same)), on__gte=on - ONE_DAY)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for path, label in rows.order_by("org_path", "pk").values_list("org_path", "label"):
        nearest = next((each for each in reversed(ancestors(path)) if each in paths), None)
        if nearest:
            found[nearest][label] += 1
    return found


def text_of(asked: Counter[str]) -> str:
    """“上级催报 3 份：社区月报 2、行政组织工作汇报 1。” and where to go."""
    listed = "、".join(f"{label} {number}" for label, number in asked.items())
    where = f"请打开 {settings.PUBLIC_URL}/r/ 填写。" if settings.PUBLIC_URL else "请登录共建平台，在“今天”里填写。"
    return f"上级催报 {asked.total()} 份：{listed}。{where}"
