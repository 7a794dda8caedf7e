"""A day of assessment in a simulated year: a scheme for every quarter; rated, judged and answered for after its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from gongjian.foundation.work import Workday
from gongjian.oversight.assessment import actions, answering, weighing
from gongjian.oversight.assessment.models import Appeal, Indicator, Party, Result, Scheme
from gongjian.oversight.assessment.terms import Band, Every, Formula, Measure
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.rules.months import add_months
from gongjian.rules.periods import Period

AFTER_THE_END, AT_LEAST = timedelta(days=20), timedelta(days=14)
KINDS = (OrganizationKind.COMMITTEE.value, OrganizationKind.GENERAL_BRANCH.value)
LINES: tuple[Mapping[str, Any], ...] = (
    {
        "group": "组织生活",
        "name": "应办按时率",
        "weight": 4000,
        "measure": Measure.DATA,
        "source": "share:",
        "formula": Formula.SCALE,
        "target": 100,
        "floor": 60,
    },
    {
        "group": "覆盖",
        "name": "空白点",
        "weight": 2000,
        "measure": Measure.DATA,
        "source": "gaps",
        "formula": Formula.DEDUCT,
        "each": 300,
    },
    {
        "group": "重点工作",
        "name": "年度重点任务",
        "weight": 2000,
        "measure": Measure.JUDGED,
        "guidance": "看任务清单和办结材料，不看台账厚薄。",
    },
    {
        "group": "条块互评",
        "name": "驻区机关评社区",
        "weight": 2000,
        "measure": Measure.MUTUAL,
        "questions": ["配合执法和服务进社区", "交办事项答复快不快"],
    },
)
SAID = ((Band.GOOD, Band.FAIR, Band.PLAIN), (55, 35, 10))
REASONS = ("清单上的任务都办结了，材料齐。", "两项任务还在办，进度写明了。", "材料缺一项，已请补上。")


class Now(NamedTuple):
    """A scheme on a day, and the one who sets it."""

    day: Workday
    scheme: Scheme
    by: Any


def work(day: Workday) -> int:
    """What the street does on the day for the quarter that ended and the one that runs; again it changes nothing."""
    root = Organization.objects.get(parent=None)
    running = day.on.replace(month=(day.on.month - 1) // Every.QUARTER * Every.QUARTER + 1, day=1)
    return sum(work_on(day, root, quarter(first)) for first in (add_months(running, -Every.QUARTER), running))


def quarter(first: date) -> Period:
    return Period(first, actions.end_of(first, Every.QUARTER), Every.QUARTER.value)


def work_on(day: Workday, root: Organization, period: Period) -> int:
    by, uid = day.worker(root.path), day.chance.uid("assessment", period.first)
    scheme = Scheme.objects.filter(uid=uid).select_related("organization").first()
    if scheme is None:
        return adopt(day, root, period, uid, by)
    step = STEPS.get((day.on - scheme.closes_on).days)
    return step(Now(day, scheme, by)) if step and scheme.is_open else 0


def adopt(day: Workday, root: Organization, period: Period, uid: UUID, by: Any) -> int:
    now, closes_on = day.at(9), max(period.last + AFTER_THE_END, day.on + AT_LEAST)
    values = {"title": f"{period.label}社区党组织考核", "months": period.months, "kinds": list(KINDS)}
    values |= {"first": period.first, "last": period.last, "closes_on": closes_on}
    made = actions.make_scheme(root, values, uid=uid, by=by, now=now)
    for line in LINES:
        actions.add_indicator(made, line, by=by, now=now)
    actions.adopt(made, by=by, now=now)
    return 1


def rate(now: Now) -> int:
    """The agencies hand in their papers."""
    mutual = now.scheme.indicators.get(measure=Measure.MUTUAL)
    papers = now.scheme.parties.filter(rates=True, answered_on=None).order_by("org_path")
    return sum(rate_on(now, paper, mutual) for paper in papers)


def rate_on(now: Now, paper: Party, mutual: Indicator) -> int:
    luck = now.day.chance.luck(now.scheme.uid, "paper", paper.organization_id)
    answers = {(rated, mutual.pk): luck.choices(*SAID, k=len(mutual.questions)) for rated in answering.rated_by(paper)}
    answering.rate(paper, answers, by=now.day.worker(paper.org_path), now=now.day.at(10))
    return 1


def judge(now: Now) -> int:
    line = now.scheme.indicators.get(measure=Measure.JUDGED)
    waiting = now.scheme.results.exclude(judgements__indicator=line)
    return sum(judge_one(now, each, line) for each in waiting.order_by("org_path"))


def judge_one(now: Now, result: Result, line: Indicator) -> int:
    worse = now.day.chance.luck(now.scheme.uid, "judged", result.organization_id).choice((0, 0, 1, 2))
    points = line.weight * (100 - 15 * worse) // 100
    weighing.judge(result, line, points=points, reason=REASONS[worse], by=now.by, now=now.day.at(15))
    return 1


def answer_for(now: Now) -> int:
    """Most confirm what was computed, one in eight objects."""
    silent = now.scheme.results.filter(confirmed_at=None, appeals=None)
    return sum(confirm(now, each) for each in silent.order_by("org_path"))


def confirm(now: Now, result: Result) -> int:
    by, at = now.day.worker(result.org_path), now.day.at(11)
    if now.day.chance.luck(now.scheme.uid, "appeal", result.organization_id).random() < 0.125:
        line = now.scheme.indicators.get(measure=Measure.JUDGED)
        answering.appeal(result, text="有一项任务上月已经办结，材料补在会议记录里。", indicator=line, by=by, now=at)
    else:
        answering.confirm(result, automatic=result.automatic, by=by, now=at)
    return 1


def answer(now: Now) -> int:
    waiting = Appeal.objects.filter(result__scheme=now.scheme, accepted=None)
    return sum(answer_one(now, each) for each in waiting.order_by("pk"))


def answer_one(now: Now, appeal: Appeal) -> int:
    full, words = appeal.indicator.weight if appeal.indicator else None, "核对了会议记录，属实。"
    weighing.answer_appeal(appeal, accepted=True, answer=words, points=full, by=now.by, now=now.day.at(16))
    return 1


def publish(now: Now) -> int:
    actions.publish(now.scheme, by=now.by, now=now.day.at(9))
    return 1


STEPS: Mapping[int, Callable[[Now], int]] = {-9: rate, -7: judge, -5: answer_for, -3: answer, 1: publish}
