"""A day of handovers in a simulated year: problems that studies found are put on an agenda or become a duty."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from gongjian.foundation.work import Workday
from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.terms import ProblemState
from gongjian.oversight.handovers.problem_to_duty import make_duty
from gongjian.oversight.handovers.problem_to_topic import next_meetings, propose
from gongjian.registers.organizations.models import Organization
from gongjian.rules.months import add_months
from gongjian.rules.owing import DueDay

THOUGHT_OVER = timedelta(days=3)
ENDINGS, SHARES = ("topic", "duty", ""), (60, 20, 20)
QUARTERLY: dict[str, Any] = {
    "evidence": "consultation",
    "months": 3,
    "times": 1,
    "kinds": [],
    "bodies": [],
    "needs": "",
    "due_day": DueDay.LAST,
    "due_number": 0,
    "lead_days": 20,
    "basis": "",
    "stopped": False,
}


def work(day: Workday) -> int:
    """Most problems become a topic of the next meeting, some a duty, some stay with their owner; each once."""
    rows = Problem.objects.filter(state=ProblemState.OPEN, found_on__lte=day.on - THOUGHT_OVER).order_by("pk")
    return sum(hand_over(day, each) for each in rows.select_related("study__organization", "owner"))


def hand_over(day: Workday, problem: Problem) -> int:
    luck = day.chance.luck(problem.study.uid, problem.text, "became")
    ending = luck.choices(ENDINGS, SHARES)[0]
    if ending == "topic":
        return to_topic(day, problem)
    return to_duty(day, problem) if ending == "duty" else 0


def to_topic(day: Workday, problem: Problem) -> int:
    """At the next meeting that is called; where none is, another day."""
    by, now = day.worker(problem.org_path), day.at(17)
    for meeting in next_meetings(by, problem, now=now)[:1]:
        propose(problem, meeting, title=problem.text, on=day.on, by=by, now=now)
        return 1
    return 0


def to_duty(day: Workday, problem: Problem) -> int:
    """The street lets the owner look at it every quarter from the next month on."""
    root = Organization.objects.get(parent=None)
    make_duty(
        problem,
        f"own-{day.chance.uid(problem.study.uid, problem.text).hex[:12]}",
        {**QUARTERLY, "label": f"回头看：{problem.text}"[:40]},
        at=root,
        chosen=[problem.owner],
        in_force_from=add_months(day.on.replace(day=1), 1),
        on=day.on,
        by=day.worker(root.path),
        now=day.at(17),
    )
    return 1
