"""A problem on its way: found, given to its owner, turned into something, brought to its end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from gongjian.foundation.history import changed
from gongjian.foundation.refusals import Refused
from gongjian.mechanisms.research.actions import tell
from gongjian.mechanisms.research.models import Note, Problem, Study
from gongjian.mechanisms.research.terms import ProblemState
from gongjian.registers.organizations.models import Organization

LOOK_AGAIN = timedelta(days=30)
GIVEN = ("text", "owner_id", "due_on")


@transaction.atomic
def find_problem(
    study: Study,
    *,
    text: str,
    on: date,
    owner: Organization | None = None,
    due_on: date | None = None,
    note: Note | None = None,
    by: Any,
    now: datetime,
) -> Problem:
    """Write down a problem, in the care of its OWNER (the study's organization when nobody is named)."""
    keeper = owner or study.organization
    made = Problem.objects.create(
        study=study,
        note=note,
        text=text,
        owner=keeper,
        org_path=keeper.path,
        found_on=on,
        due_on=due_on,
        look_on=on,
    )
    tell(study, "记问题", reason=text, by=by, now=now)
    return made


@transaction.atomic
def edit_problem(problem: Problem, values: Mapping[str, Any], *, by: Any, now: datetime) -> Problem:
    """Say it in other words, give it to another OWNER, or set the day a result is wanted by."""
    locked = lock(problem)
    refuse_closed(locked)
    before = {name: getattr(locked, name) for name in GIVEN}
    for name, value in values.items():
        setattr(locked, name, value)
    changes = changed(before, {name: getattr(locked, name) for name in GIVEN})
    if changes:
        locked.org_path, locked.look_on = locked.owner.path, look_day(locked)
        locked.save()
        tell(locked.study, "改问题", reason=locked.text, by=by, now=now)
    return locked


@transaction.atomic
def turn_into(
    problem: Problem, became: str, became_id: int, *, words: str, on: date, by: Any, now: datetime
) -> Problem:
    """Note what a problem was turned into elsewhere: the key of the ending, the row there, and where that is in WORDS.

    Its owner looks again after LOOK_AGAIN, or when its day comes. Raises Refused unless it is open.
    """
    locked = lock(problem)
    if locked.state != ProblemState.OPEN:
        raise Refused(f"这个问题{locked.get_state_display()}，没有再转一次。")
    locked.state, locked.became, locked.became_id, locked.became_words = (
        ProblemState.TURNED,
        became,
        became_id,
        words[:200],
    )
    locked.turned_on = on
    locked.look_on = look_day(locked)
    locked.save()
    tell(locked.study, "转办问题", reason=f"{locked.text[:180]}：{words[:180]}", by=by, now=now)
    return locked


@transaction.atomic
def take_back(problem: Problem, *, reason: str, by: Any, now: datetime) -> Problem:
    """Nothing came of what it was turned into, or it is not at its end after all: the problem is open again."""
    locked = lock(problem)
    if locked.state != ProblemState.OPEN:
        locked.state, locked.became, locked.became_id, locked.became_words = ProblemState.OPEN, "", None, ""
        locked.turned_on, locked.closed_on, locked.result = None, None, ""
        locked.look_on = look_day(locked)
        locked.save()
        tell(locked.study, "问题重新打开", reason=f"{locked.text[:180]}：{reason[:180]}", by=by, now=now)
    return locked


@transaction.atomic
def close_problem(problem: Problem, *, result: str, on: date, by: Any, now: datetime) -> Problem:
    """Say in words how a problem ended, whether it was answered on the spot or turned into something; once."""
    locked = lock(problem)
    if locked.state != ProblemState.CLOSED:
        locked.state, locked.closed_on, locked.result = ProblemState.CLOSED, on, result
        locked.save()
        tell(locked.study, "了结问题", reason=f"{locked.text[:180]}：{result[:180]}", by=by, now=now)
    return locked


@transaction.atomic
def strike_problem(problem: Problem, *, by: Any, now: datetime) -> None:
    """Take out a problem entered by mistake that nobody has dealt with; the history keeps its words."""
    locked = lock(problem)
    if locked.state != ProblemState.OPEN:
        raise Refused(f"这个问题{locked.get_state_display()}，不能删。")
    tell(locked.study, "删去问题", reason=locked.text, by=by, now=now)
    locked.delete()


def look_day(problem: Problem) -> date:
    """From which day on a problem waits for its owner: at once, or, turned into something, after a while."""
    if problem.turned_on is None:
        return problem.found_on
    return min(each for each in (problem.turned_on + LOOK_AGAIN, problem.due_on) if each)


def lock(problem: Problem) -> Problem:
    """The row as it is now, held until the transaction ends."""
    rows = Problem.objects.select_for_update(of=("self",)).select_related("study", "owner")
    return rows.get(pk=problem.pk)


def refuse_closed(problem: Problem) -> None:
    if problem.state == ProblemState.CLOSED:
        raise Refused("这个问题已了结，不能再改。要改，先重新打开。")
