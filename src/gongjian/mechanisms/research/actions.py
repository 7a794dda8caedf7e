"""What is done with a study: begun, planned, finished, what changed because of it; each in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from gongjian.foundation.changes import touch
from gongjian.foundation.editing import change
from gongjian.foundation.history import record
from gongjian.foundation.merging import Merged
from gongjian.foundation.records import made_with
from gongjian.foundation.refusals import Refused
from gongjian.foundation.search import Naming, index_names
from gongjian.foundation.writing import keep_revision, write
from gongjian.mechanisms.research.models import Consequence, Step, Study
from gongjian.mechanisms.research.terms import StudyState
from gongjian.registers.organizations.models import Organization

Planned = tuple[str, date | None]


class Over(Refused):
    """The study is finished, or was given up."""


@transaction.atomic
def begin_study(
    organization: Organization, values: Mapping[str, Any], *, plan: Iterable[Planned] = (), by: Any, now: datetime
) -> Study:
    """Begin a study with its question and PLAN: steps in words, each with the day it is to be done by, if any."""
    if "uid" in values and (made := made_with(Study.objects.all(), values["uid"])):
        return made
    study = Study.objects.create(organization=organization, org_path=organization.path, **values)
    write_plan(study, plan)
    index_names("research", [Naming(study.pk, study.title)], new=True)
    tell(study, "立题", by=by, now=now)
    return study


@transaction.atomic
def edit_study(study: Study, values: Mapping[str, Any], *, version: int, by: Any, now: datetime) -> Study:
    """Change the question, the days or who takes part; raises Meanwhile, Over."""
    refuse_over(study)
    changed, changes = change(Study.objects.all(), study.pk, values, version=version)
    if changes:
        tell(changed, "修改", changes=changes, by=by, now=now)
        if "title" in changes:
            index_names("research", [Naming(changed.pk, changed.title)])
    return changed


@transaction.atomic
def set_plan(study: Study, plan: Iterable[Planned], *, by: Any, now: datetime) -> Study:
    """Write the PLAN anew; a step whose words stay remains done."""
    locked = lock(study)
    refuse_over(locked)
    before = [str(each) for each in locked.steps.all()]
    write_plan(locked, plan)
    after = [str(each) for each in locked.steps.all()]
    if after != before:
        tell(locked, "改计划", changes={"计划": ["；".join(before), "；".join(after)]}, by=by, now=now)
    return locked


def write_plan(study: Study, plan: Iterable[Planned]) -> None:
    done = {each.text: each.done_on for each in study.steps.all()}
    study.steps.all().delete()
    Step.objects.bulk_create(
        Step(study=study, order=n, text=text, due_on=due, done_on=done.get(text))
        for n, (text, due) in enumerate(plan, 1)
    )


@transaction.atomic
def mark_step(study: Study, step: Step, *, done: bool, on: date, by: Any, now: datetime) -> Step:
    """Say that a step of the plan was done on a day, or that it was not; said twice it stays as it is."""
    refuse_over(lock(study))
    if done != (step.done_on is not None):
        step.done_on = on if done else None
        step.save(update_fields=["done_on"])
        tell(study, "完成一步" if done else "这一步还没完成", reason=step.text, by=by, now=now)
    return step


@transaction.atomic
def write_report(study: Study, field: str, *, base: str, text: str, by: Any, now: datetime) -> Merged:
    """Save what BY made of the findings or the advice, begun from BASE; what others saved meanwhile is kept with it."""
    locked = lock(study)
    refuse_over(locked)
    before = getattr(locked, field)
    merged = write(locked, field, base=base, text=text, by=by)
    if merged.text != before:
        keep_revision(locked.wordings, merged.text, by=by, now=now, field=field)
    return merged


@transaction.atomic
def finish_study(study: Study, *, on: date, by: Any, now: datetime) -> Study:
    """结题: the report is done. Raises Refused while findings or advice are not written."""
    locked = lock(study)
    if locked.state == StudyState.FINISHED:
        return locked
    refuse_over(locked)
    if not (locked.findings.strip() and locked.advice.strip()):
        raise Refused("调研报告还没写完。调研发现和对策建议都写了才能结题。")
    locked.finished_on = on
    move(locked, StudyState.FINISHED, "结题", by=by, now=now)
    touch("organizations", [locked.organization_id])
    return locked


@transaction.atomic
def reopen_study(study: Study, *, reason: str, by: Any, now: datetime) -> Study:
    """Open a finished study again, or take up one that was given up; the reason stays."""
    locked = lock(study)
    if locked.is_open:
        return locked
    locked.finished_on, locked.stopped_for = None, ""
    move(locked, StudyState.RUNNING, "重新打开", reason=reason, by=by, now=now)
    touch("organizations", [locked.organization_id])
    return locked


@transaction.atomic
def stop_study(study: Study, *, reason: str, by: Any, now: datetime) -> Study:
    """Give a study up; what was noted and found stays."""
    locked = lock(study)
    if locked.state != StudyState.STOPPED:
        refuse_over(locked)
        locked.stopped_for = reason
        move(locked, StudyState.STOPPED, "不做了", reason=reason, by=by, now=now)
    return locked


@transaction.atomic
def tell_consequence(study: Study, *, text: str, on: date, by: Any, now: datetime) -> Consequence:
    """Say what changed because of a study; the same said twice is kept once."""
    lock(study)
    told, new = Consequence.objects.get_or_create(study=study, text=text, on=on, defaults={"by": str(by)})
    if new:
        tell(study, "记改变", reason=text, by=by, now=now)
    return told


def lock(study: Study) -> Study:
    """The row as it is now, held until the transaction ends."""
    return Study.objects.select_for_update(of=("self",)).select_related("organization").get(pk=study.pk)


def refuse_over(study: Study) -> None:
    if not study.is_open:
        raise Over(f"这个课题{study.get_state_display()}，不能再改。要改，先重新打开。")


def move(study: Study, state: StudyState, verb: str, *, by: Any, now: datetime, reason: str = "") -> None:
    before = study.state
    study.state = state
    study.version += 1
    study.save(update_fields=["state", "version", "finished_on", "stopped_for"])
    tell(study, verb, changes={"state": [before, state]}, reason=reason, by=by, now=now)


def tell(
    study: Study, verb: str, *, by: Any, now: datetime, changes: Mapping[str, Any] | None = None, reason: str = ""
) -> None:
    record(
        verb=verb,
        subject_type="research",
        subject_id=study.pk,
        subject=study.title,
        org_path=study.org_path,
        changes=changes,
        reason=reason[:400],
        by=by,
        now=now,
    )
