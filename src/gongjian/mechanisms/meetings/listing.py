"""The lists of meetings and of what follows from them: columns, filters and orders."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from gongjian.foundation.columns import EmptyLast, starts_with
from gongjian.foundation.pages.lists import Cell, Column, Filter, Order, Table
from gongjian.foundation.pages.lists.declaring import fixed
from gongjian.foundation.search import SHORTEST, TERM_LENGTH, Term, fold
from gongjian.mechanisms.meetings.kinds import KINDS
from gongjian.mechanisms.meetings.models.meeting import KIND_CHOICES
from gongjian.mechanisms.meetings.paper import owner_of
from gongjian.mechanisms.meetings.queries import follow_ups_for, meetings_for
from gongjian.mechanisms.meetings.terms import MeetingState
from gongjian.mechanisms.meetings.waiting import moment
from gongjian.registers.organizations.choosing import at_and_below, organization_choices

TONES = {
    MeetingState.DRAFT: "plain",
    MeetingState.CALLED: "b",
    MeetingState.HELD: "a",
    MeetingState.RECORDED: "a",
    MeetingState.LOCKED: "g",
    MeetingState.CANCELLED: "plain",
}
STATES = (
    ("coming", "还没开的"),
    ("held", "开过的"),
    ("unsigned", "纪要还没定稿的"),
    ("locked", "已定稿"),
    ("cancelled", "取消的"),
)
IN_STATE = {
    "coming": (MeetingState.DRAFT, MeetingState.CALLED),
    "held": (MeetingState.HELD, MeetingState.RECORDED, MeetingState.LOCKED),
    "unsigned": (MeetingState.HELD, MeetingState.RECORDED),
    "locked": (MeetingState.LOCKED,),
    "cancelled": (MeetingState.CANCELLED,),
}
DONE = (("open", "没有办结"), ("overdue", "已经逾期"), ("closed", "已办结"))


def of_kind(rows: Any, value: str) -> Any:
    return rows.filter(kind=value)


def from_day(rows: Any, value: date) -> Any:
    return rows.filter(starts_at__gte=moment(value))


def until_day(rows: Any, value: date) -> Any:
    return rows if value == date.max else rows.filter(starts_at__lt=moment(value + timedelta(days=1)))


def in_state(rows: Any, value: str) -> Any:
    return rows.filter(state__in=IN_STATE[value])


def titled(rows: Any, text: str) -> Any:
    """Rows whose name has TEXT in it; a single character is looked for at its beginning."""
    wanted = fold(text)[:TERM_LENGTH]
    if len(wanted) < SHORTEST:
        return rows.filter(title__startswith=text)
    terms = Term.objects.filter(starts_with("term", wanted), subject_type="meetings")
    return rows.filter(pk__in=terms.values("subject_id"))


def local_time(row: Any) -> str:
    return f"{timezone.localtime(row.starts_at):%Y-%m-%d %H:%M}"


def state_cell(row: Any) -> Cell:
    return Cell(MeetingState(row.state).label, tone=TONES[MeetingState(row.state)])


MEETINGS = Table(
    key="meetings",
    label="会议",
    unit="次",
    rows=meetings_for,
    url_name="meeting",
    columns=(
        Column("title", "会议", lambda row: row.title),
        Column("starts", "时间", local_time, order="starts"),
        Column("organization", "组织", lambda row: row.organization.name),
        Column("kind", "类型", lambda row: KINDS[row.kind].label),
        Column("state", "状态", state_cell),
        Column("place", "地点", lambda row: row.place),
        Column("chair", "主持人", lambda row: row.chair, shown=False),
        Column("recorder", "记录人", lambda row: row.recorder, shown=False),
        Column("serves", "补开哪一期", lambda row: row.serves_on, shown=False),
    ),
    orders=(Order("starts", "时间", "starts_at", descending=True),),
    filters=(
        Filter("q", "会议", titled, kind="text", hint="名称、拼音首字母"),
        Filter("kind", "类型", of_kind, choices=fixed(KIND_CHOICES)),
        Filter("organization", "组织", at_and_below("org_path"), choices=organization_choices),
        Filter("state", "状态", in_state, choices=fixed(STATES)),
        Filter("since", "从哪天", from_day, kind="date", more=True),
        Filter("until", "到哪天", until_day, kind="date", more=True),
    ),
    empty="没有这样的会议。放宽条件再看，或排一次会。",
    none="还没有会议。排一次会，通知、到会、纪要都从这里走。",
)


def dated(user: Any) -> Any:
    return follow_ups_for(user).annotate(due=EmptyLast("due_on"))


def done_cell(row: Any, on: date) -> Cell:
    if row.closed_on:
        return Cell(f"{row.closed_on:%m-%d} 办结", mark="full")
    late = row.due_on is not None and row.due_on < on
    return Cell(f"逾期 {(on - row.due_on).days} 天", mark="none") if late else Cell("在办", mark="half")


def in_stage(on: date, rows: Any, value: str) -> Any:
    if value == "closed":
        return rows.filter(closed_on__isnull=False)
    return rows.open().filter(due_on__lt=on) if value == "overdue" else rows.open()


def follow_up_table(on: date) -> Table:
    """The follow-ups as they stand on a day."""
    return Table(
        key="follow_ups",
        label="后续事项",
        unit="件",
        rows=dated,
        url_name="follow_up",
        columns=(
            Column("text", "要办的事", lambda row: row.text),
            Column("due", "完成时间", lambda row: row.due_on, order="due"),
            Column("owner", "谁办", owner_of),
            Column("state", "到哪一步", partial(done_cell, on=on)),
            Column("meeting", "哪次会定的", lambda row: row.meeting.title),
            Column("agreed", "哪天定的", lambda row: timezone.localdate(row.meeting.starts_at), shown=False),
            Column("result", "办的结果", lambda row: row.result, shown=False),
        ),
        orders=(Order("due", "完成时间", "due"),),
        filters=(
            Filter("q", "要办的事", lambda rows, text: rows.filter(text__contains=text), kind="text"),
            Filter("state", "到哪一步", partial(in_stage, on), choices=fixed(DONE)),
            Filter("organization", "谁办", at_and_below("org_path"), choices=organization_choices),
            Filter("since", "从哪天办结", lambda rows, day: rows.filter(closed_on__gte=day), kind="date", more=True),
            Filter("until", "到哪天办结", lambda rows, day: rows.filter(closed_on__lte=day), kind="date", more=True),
        ),
        empty="没有这样的后续事项。",
        none="还没有后续事项。会上派下去的事会列在这里，一直跟到办结。",
    )
