"""A day of research in a simulated year: a question with its plan, visits, problems found, the report, its effect."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from gongjian.foundation.work import Workday
from gongjian.mechanisms.research import actions, noting, settling
from gongjian.mechanisms.research.models import Problem, Study
from gongjian.mechanisms.research.simulated import SUBJECTS, Subject
from gongjian.mechanisms.research.terms import StudyState
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import BRANCH_KINDS

SHARE = 0.5
LASTS, SETTLED = timedelta(days=30), timedelta(days=60)
RESULT = "责任单位已经办好，现场看过，没有再发生。"


class Case(NamedTuple):
    """One study to be: who carries it out, what about, since when."""

    organization: Organization
    subject: Subject
    since: date


def work(day: Workday) -> int:
    """What is looked into on the day; done again it changes nothing."""
    rows = Organization.objects.filter(ended_on__isnull=True).exclude(kind__in=BRANCH_KINDS).order_by("path")
    steps = sum(take_step(day, each, year) for each in rows for year in (day.on.year - 1, day.on.year))
    return steps + sum(close(day, each) for each in ripe(day))


def take_step(day: Workday, organization: Organization, year: int) -> int:
    """What the study that an organization begins in a YEAR wants today; every second one begins one."""
    luck = day.chance.luck(organization.name, "study", year)
    if luck.random() > SHARE:
        return 0
    case = Case(organization, luck.choice(SUBJECTS), date(year, luck.randint(1, 11), luck.randint(1, 25)))
    step = STEPS.get((day.on - case.since).days)
    if step is None:
        return 0
    uid = day.chance.uid(organization.name, "study", year)
    study = Study.objects.filter(uid=uid).select_related("organization").first()
    if (study is None) != (step is begin):
        return 0
    return step(day, case, study or uid)


def begin(day: Workday, case: Case, uid: Any) -> int:
    subject = case.subject
    values = {"uid": uid, "title": subject.title, "question": subject.question, "workers": "书记、网格员"}
    values |= {"since": case.since, "until": case.since + LASTS}
    plan = [(text, case.since + timedelta(days=days)) for text, days in subject.plan]
    actions.begin_study(case.organization, values, plan=plan, by=day.worker(case.organization.path), now=day.at(9))
    return 1


def visit(day: Workday, case: Case, study: Study) -> int:
    """Go and see; what is wrong is written down on the way."""
    done = study.notes.count()
    if done >= len(case.subject.visits) or study.notes.filter(on=day.on).exists():
        return 0
    seen, by = case.subject.visits[done], day.worker(study.org_path)
    told = {"kind": seen.kind, "on": day.on, "whom": seen.whom, "text": seen.text, "problems": seen.problems}
    noting.take_note(study, told, by, day.at(15))
    for each in study.steps.filter(done_on__isnull=True).order_by("order")[:1]:
        actions.mark_step(study, each, done=True, on=day.on, by=by, now=day.at(16))
    return 1


def finish(day: Workday, case: Case, study: Study) -> int:
    if not study.is_open:
        return 0
    by = day.worker(study.org_path)
    for field, text in (("findings", case.subject.findings), ("advice", case.subject.advice)):
        actions.write_report(study, field, base="", text=text, by=by, now=day.at(10))
    actions.finish_study(study, on=day.on, by=by, now=day.at(11))
    return 1


def tell_effect(day: Workday, case: Case, study: Study) -> int:
    if study.state != StudyState.FINISHED or study.consequences.exists():
        return 0
    by = day.worker(study.org_path)
    actions.tell_consequence(study, text=case.subject.effect, on=day.on, by=by, now=day.at(10))
    return 1


def ripe(day: Workday) -> list[Problem]:
    """What was found so long ago that its owner can say how it ended; of one in five nothing is heard any more."""
    rows = Problem.objects.unsettled().filter(found_on__lte=day.on - SETTLED).select_related("study", "owner")
    return [each for each in rows if day.chance.luck(each.study.uid, each.text, "end").random() > 0.2]


def close(day: Workday, problem: Problem) -> int:
    settling.close_problem(problem, result=RESULT, on=day.on, by=day.worker(problem.org_path), now=day.at(14))
    return 1


STEPS: Mapping[int, Callable[[Workday, Case, Any], int]] = {
    0: begin,
    6: visit,
    13: visit,
    20: visit,
    27: finish,
    90: tell_effect,
}
