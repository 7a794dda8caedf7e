"""What was agreed, who, by when, where it stands: as a Word file in official-document layout."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils import timezone
from docx.shared import Pt

from gongjian.foundation.documents import BLACK, balanced, blank_page, fill, headed, line, saved, signed, table
from gongjian.mechanisms.meetings.paper import numeral

COLUMNS = ("要办的事", "谁办", "完成时间", "到哪一步")
WIDTHS = (54, 40, 32, 30)


def agreed_in_word(conferences: Sequence[Mapping[str, Any]], *, of: str, on: date) -> bytes:
    """CONFERENCES (see `conference`) as a .docx as things stand ON a day; OF is whose they are, "" of several."""
    document = blank_page()
    headed(document, "议定事项", balanced(f"{of or '各次'}会议议定事项落实情况"))
    line(document, summary(conferences, on))
    for n, each in enumerate(conferences, 1):
        conferred(document, n, each)
    signed(document, *([of] if of else []), written_out(on))
    return saved(document)


def summary(conferences: Sequence[Mapping[str, Any]], on: date) -> str:
    """截至 2026 年 11 月 24 日，2 次会议议定 5 件，办结 3 件，在办 2 件，其中逾期 1 件。"""
    tasks = [task for each in conferences for task in each["tasks"]]
    done, late = (sum(task.mark == mark for task in tasks) for mark in ("full", "none"))
    left = f"在办 {len(tasks) - done} 件{f'，其中逾期 {late} 件' if late else ''}"
    return f"截至 {written_out(on)}，{len(conferences)} 次会议议定 {len(tasks)} 件，办结 {done} 件，{left}。"


def conferred(document: Any, number: int, each: Mapping[str, Any]) -> None:
    """One conference: when, with whom, what was decided, and what each is to do as a table."""
    meeting = each["meeting"]
    line(document, f"{numeral(number)}、{meeting.title}", face=BLACK)
    day = timezone.localdate(meeting.starts_at)
    parties = f"参加：{'、'.join(each['parties'])}。" if each["parties"] else ""
    said = [f"{written_out(day)}，{meeting.organization.name}召开。{parties}"]
    said += [f"决定：{found.text}" for found in meeting.resolutions.all()]
    last = [line(document, each) for each in said][-1]
    last.paragraph_format.keep_with_next, last.paragraph_format.space_after = True, Pt(6)
    drawn = table(document, WIDTHS, COLUMNS)
    for task in each["tasks"]:
        told = task.follow_up
        due = f"{told.due_on.month} 月 {told.due_on.day} 日" if told.due_on else "—"
        stage = f"{task.stage}：{told.result}" if told.result else task.stage
        fill(drawn.add_row(), (told.text, task.owner or "—", due, stage))


def written_out(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
