"""A day of reports in a simulated year: the month before is written up, sent, looked at, now and then returned."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from gongjian.foundation.work import Workday
from gongjian.mechanisms.reports import actions
from gongjian.mechanisms.reports.kinds import PATTERNS, Pattern
from gongjian.mechanisms.reports.models import Report
from gongjian.mechanisms.reports.queries import reporters
from gongjian.mechanisms.reports.terms import ReportState
from gongjian.registers.organizations.models import Organization

ONE_DAY = timedelta(days=1)
LAST_DAY = 20
WRITES = ((0, None), (0, ReportState.DRAFT), (4, ReportState.RETURNED))
LOOKS = ((2, ReportState.SENT), (6, ReportState.SENT))
JUDGED = ("三会一课都按时开了，流动党员联系还差两名。", "组织生活正常，楼道整治进度慢，主要卡在协调物业。")
PLANNED = ("下月完成换届准备，书记负责。", "月底前走访全部共建单位，组织委员牵头。")


def work(day: Workday) -> int:
    """What is written and looked at on the day; done again it changes nothing."""
    if day.on.day > LAST_DAY:
        return 0
    month = (day.on.replace(day=1) - ONE_DAY).replace(day=1)
    monthly = [each for each in PATTERNS.values() if each.months == 1]
    return sum(work_on(day, pattern, month) for pattern in monthly)


def work_on(day: Workday, pattern: Pattern, month: date) -> int:
    writers = Organization.objects.filter(reporters(pattern), ended_on__isnull=True).order_by("path")
    begun = {each.organization_id: each for each in Report.objects.filter(kind=pattern.key, first=month)}
    return sum(take_step(day, each, pattern.key, month, begun.get(each.pk)) for each in writers)


def take_step(day: Workday, organization: Organization, kind: str, month: date, report: Report | None) -> int:
    """Write on the day meant for it; two days later the superior looks, and two after a return it comes again."""
    luck = day.chance.luck(organization.name, kind, month)
    written = writing_day(luck)
    if written is None or (organization.founded_on and organization.founded_on > month):
        return 0
    days, state = day.on.day - written, report.state if report else None
    if (days, state) in WRITES:
        return write_up(day, organization, kind, month, luck)
    if report and (days, state) in LOOKS and report.sent_on and report.sent_on <= day.on:
        return look_at(day, report, returned=days == LOOKS[0][0] and luck.random() < 0.08)
    return 0


def writing_day(luck: Random) -> int | None:
    """Most in the first days of the month, some late, some never."""
    return luck.choices((luck.randint(1, 3), luck.randint(8, 12), None), (90, 6, 4))[0]


def write_up(day: Workday, organization: Organization, kind: str, month: date, luck: Random) -> int:
    by, now = day.worker(organization.path), day.at(10)
    report = actions.begin_report(organization, kind, month, by=by, now=now)
    for text in report.texts.filter(text="").exclude(key="help"):
        words = luck.choice(PLANNED if text.key == "plan" else JUDGED)
        actions.write_text(text, base="", words=words, by=by, now=now)
    if timezone.localdate(report.counted_at) != day.on:
        actions.recount(report, by=by, now=now)
    actions.send(report, by=by, now=day.at(10, 30))
    return 1


def look_at(day: Workday, report: Report, *, returned: bool) -> int:
    by, now = day.worker(report.to_path), day.at(14)
    actions.note_opened(report, by=by, now=now)
    if returned:
        actions.return_report(report, {None: "请写明下一步由谁负责。"}, by=by, now=now)
    else:
        actions.accept(report, by=by, now=now)
    return 1
