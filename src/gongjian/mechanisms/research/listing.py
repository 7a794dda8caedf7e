"""The lists of studies and of the problems they found: columns, filters and orders."""

from __future__ import annotations

from typing import Any

from gongjian.foundation.columns import choices_of, starts_with
from gongjian.foundation.pages.lists import Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.search import SHORTEST, TERM_LENGTH, Term, fold
from gongjian.mechanisms.research.models import Problem
from gongjian.mechanisms.research.queries import counted_studies_for, problems_for
from gongjian.mechanisms.research.reading import MARKS
from gongjian.mechanisms.research.terms import ProblemState, StudyState
from gongjian.registers.organizations.choosing import at_and_below, organization_choices

TONES = {
    StudyState.PLANNED: "plain",
    StudyState.RUNNING: "b",
    StudyState.FINISHED: "g",
    StudyState.STOPPED: "plain",
}
STAGES = (
    ("unsettled", "没有了结的"),
    (ProblemState.OPEN.value, ProblemState.OPEN.label),
    (ProblemState.TURNED.value, ProblemState.TURNED.label),
    (ProblemState.CLOSED.value, ProblemState.CLOSED.label),
)


def titled(rows: Any, text: str) -> Any:
    """Rows whose name has TEXT in it; a single character is looked for at its beginning."""
    wanted = fold(text)[:TERM_LENGTH]
    if len(wanted) < SHORTEST:
        return rows.filter(title__startswith=text)
    terms = Term.objects.filter(starts_with("term", wanted), subject_type="research")
    return rows.filter(pk__in=terms.values("subject_id"))


def in_stage(rows: Any, value: str) -> Any:
    return rows.unsettled() if value == "unsettled" else rows.filter(state=value)


def study_state(row: Any) -> Cell:
    return Cell(StudyState(row.state).label, tone=TONES[StudyState(row.state)])


def problem_state(row: Problem) -> Cell:
    return Cell(ProblemState(row.state).label, mark=MARKS[ProblemState(row.state)])


STUDIES = Table(
    key="studies",
    label="调研课题",
    unit="个",
    rows=counted_studies_for,
    url_name="study",
    columns=(
        Column("title", "课题", lambda row: row.title),
        Column("organization", "组织", lambda row: row.organization.name),
        Column("since", "从哪天", lambda row: row.since, order="since"),
        Column("until", "到哪天", lambda row: row.until),
        Column("state", "状态", study_state),
        Column("notes", "走访、访谈", lambda row: row.notes_taken, numeric=True),
        Column("problems", "发现问题", lambda row: row.problems_found, numeric=True),
        Column("settled", "了结问题", lambda row: row.settled, numeric=True),
        Column("workers", "谁参加", lambda row: row.workers, shown=False),
        Column("question", "要弄清什么", lambda row: row.question, shown=False),
        Column("finished", "哪天结题", lambda row: row.finished_on, shown=False),
    ),
    orders=(Order("since", "开始时间", "since", descending=True),),
    filters=(
        Filter("q", "课题", titled, kind="text", hint="名称、拼音首字母"),
        Filter("organization", "组织", at_and_below("org_path"), choices=organization_choices),
        Filter("state", "状态", lambda rows, key: rows.filter(state=key), choices=fixed(choices_of(StudyState))),
        Filter("since", "到哪天以后还在做", lambda rows, day: rows.filter(until__gte=day), kind="date", more=True),
        Filter("until", "到哪天以前开始的", lambda rows, day: rows.filter(since__lte=day), kind="date", more=True),
        Filter(
            "finished_since", "从哪天结题", lambda rows, day: rows.filter(finished_on__gte=day), kind="date", more=True
        ),
        Filter(
            "finished_until", "到哪天结题", lambda rows, day: rows.filter(finished_on__lte=day), kind="date", more=True
        ),
    ),
    empty="没有这样的课题。放宽条件再看，或立一个课题。",
    none="还没有课题。立一个课题，写清要弄清什么、去哪里看。",
)


PROBLEMS = Table(
    key="problems",
    label="调研发现的问题",
    unit="个",
    rows=problems_for,
    url_name="problem",
    columns=(
        Column("text", "问题", lambda row: row.text),
        Column("owner", "谁来办", lambda row: row.owner.name),
        Column("found", "哪天发现", lambda row: row.found_on, order="found"),
        Column("state", "到哪一步", problem_state),
        Column("became", "转到哪里", lambda row: row.became_words),
        Column("due", "哪天前要有结果", lambda row: row.due_on, shown=False),
        Column("result", "结果", lambda row: row.result),
        Column("closed", "哪天了结", lambda row: row.closed_on, shown=False),
        Column("study", "哪个课题", lambda row: row.study.title),
    ),
    orders=(Order("found", "发现的日子", "found_on", descending=True),),
    filters=(
        Filter("q", "问题", lambda rows, text: rows.filter(text__contains=text), kind="text"),
        Filter("state", "到哪一步", in_stage, choices=fixed(STAGES)),
        Filter("organization", "谁来办", at_and_below("org_path"), choices=organization_choices),
        Filter("since", "从哪天发现", lambda rows, day: rows.filter(found_on__gte=day), kind="date", more=True),
        Filter("until", "到哪天发现", lambda rows, day: rows.filter(found_on__lte=day), kind="date", more=True),
        Filter("closed_since", "从哪天了结", lambda rows, day: rows.filter(closed_on__gte=day), kind="date", more=True),
        Filter("closed_until", "到哪天了结", lambda rows, day: rows.filter(closed_on__lte=day), kind="date", more=True),
    ),
    empty="没有这样的问题。放宽条件再看。",
    none="还没有发现的问题。走访、访谈时记下来的会列在这里，一直跟到有结果。",
)
