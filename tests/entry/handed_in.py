"""What each of two communities writes and hands in: reports, an outside form, a template; all carry its mark."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook

from gongjian.foundation.files import keep
from gongjian.foundation.search import Naming, index_names
from gongjian.mechanisms.reports.models import (
    Issue,
    Number,
    OutsideForm,
    Remark,
    Report,
    Template,
    Text,
    Urge,
    Version,
)
from gongjian.registers.organizations.models import Organization


def hand_in(mark: str, first: int, top: Organization, branch: Organization, now: datetime) -> None:
    """A report handed in and one sent back, with numbers, words and remarks, and one asked for; ids from FIRST on."""
    for at, month, state in ((0, 9, "sent"), (1, 10, "returned")):
        made = Report.objects.create(
            id=first + at,
            organization=branch,
            org_path=branch.path,
            to=top,
            to_path=top.path,
            kind="branch_summary",
            label="支部总结",
            title=f"{mark} 2026 年 {month} 月支部总结",
            first=date(2026, month, 1),
            last=date(2026, month, 28),
            outline=outline_of(mark),
            assembles=["branch_summary"],
            state=state,
            counted_at=now,
            sent_on=now.date(),
            sent_at=now,
            sent_by=f"{mark}经办",
            decided_at=now,
            decided_by=f"{mark}上级",
        )
        Number.objects.create(id=first + at, report=made, key="members", label="党员总数", unit="名", value=first)
        text = Text.objects.create(id=first + at, report=made, key="plan", label="打算", text=f"{mark}打算。")
        Version.objects.create(id=first + at, row=text, text=f"{mark}打算。", by=f"{mark}经办", at=now)
        Remark.objects.create(
            id=first + at, report=made, section=0, title="部分", text=f"{mark}意见", by=f"{mark}上级", at=now
        )
        index_names("reports", [Naming(made.pk, made.title)])
    asked = {"kind": "branch_summary", "label": f"{mark}总结", "first": date(2025, 1, 1), "last": date(2025, 12, 31)}
    Urge.objects.create(
        id=first, organization=branch, org_path=branch.path, months=12, on=now.date(), by=f"{mark}上级", **asked
    )
    fill_in(mark, first, branch, now)


def outline_of(mark: str) -> list[dict[str, Any]]:
    texts = [{"key": "plan", "label": "打算", "hint": f"{mark}提示"}]
    return [{"title": f"{mark}部分", "figures": ["members"], "texts": texts}]


def fill_in(mark: str, first: int, branch: Organization, now: datetime) -> None:
    """A form another office demands, issued once, and a template of reports."""
    book, content = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"] = f"{mark}{{{{党员数}}}}", f"{{{{{mark}口号}}}}"
    book.save(content)
    file = keep(f"{mark}空表.xlsx", content.getvalue(), now=now)
    form = OutsideForm.objects.create(
        id=first,
        organization=branch,
        org_path=branch.path,
        name=f"{mark}套表",
        asked_by=f"{mark}部门",
        file=file,
        meanings={"党员数": ["figure", "members"], f"{mark}口号": ["text", f"{mark}出力"]},
    )
    Issue.objects.create(
        id=first,
        form=form,
        organization=branch,
        first=date(2026, 9, 1),
        last=date(2026, 9, 30),
        filled=2,
        file=file,
        at=now,
        by=f"{mark}经办",
    )
    Template.objects.create(
        id=first,
        organization=branch,
        org_path=branch.path,
        key=f"own-{first}",
        label=f"{mark}模板",
        kinds=["branch"],
        outline=outline_of(mark),
    )
