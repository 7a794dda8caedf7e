"""What people type about duties."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.foundation.pages.lookup import LookupField
from gongjian.foundation.sheets.dates import UnreadableDate, read_date
from gongjian.foundation.sheets.errors import UnreadableFile
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.registers.organizations.models import Organization

WORKS, RESTS = ("上班", "班", "调休上班", "是", "1"), ("放假", "休", "休息", "否", "0")


class StartForm(PlainForm):
    """From which month on the calendar asks."""

    first = DateField(label="从哪个月起算", help_text="写 2026-01 就行。这个月以前的都不算欠。")


class StopForm(PlainForm):
    """停用: from which month on, and why."""

    in_force_from = DateField(label="从哪个月起停用", help_text="以前各期还要办。")
    reason = forms.CharField(label="为什么停用", max_length=200, widget=sized(forms.TextInput(), "l"))


class ExemptionForm(PlainForm):
    """免办 of one organization, given by its superior."""

    organization = LookupField(label="党组织")
    duty = forms.ChoiceField(label="应办事项")
    first = DateField(label="从哪天起免办", help_text="这天到最后一天之间开始的各期都不用办。")
    last = DateField(label="免到哪天")
    reason = forms.CharField(label="为什么不用办", max_length=200, widget=sized(forms.TextInput(), "l"))

    def __init__(self, data: Any = None, *, user: Any, duties: list[tuple[str, str]], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["organization"].among(Organization.objects.visible_to(user).active(), "organizations")  # type: ignore[attr-defined]
        self.fields["duty"].choices = [("", "请选择"), *duties]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("first") and cleaned.get("last") and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "最后一天早于第一天。请核对。")
        return cleaned


class SeveralForm(PlainForm):
    """免办 of all periods that were picked."""

    reason = forms.CharField(label="为什么不用办", max_length=200, widget=sized(forms.TextInput(), "l"))


class DaysForm(PlainForm):
    """Days off and days worked, pasted from a sheet or typed: one a line, as 2027-02-16 放假 春节."""

    days = forms.CharField(
        label="哪些天",
        widget=forms.Textarea,
        help_text="一行一天：日期、放假或上班、名称。可以从 Excel 复制三列粘贴过来。",
    )

    def clean_days(self) -> dict[date, tuple[bool, str]]:
        return days_in(self.cleaned_data["days"].splitlines())


class DaysFileForm(PlainForm):
    """The same from a small sheet."""

    file = forms.FileField(label="表格", help_text="xlsx 或 csv，三列：日期、放假或上班、名称。")

    def clean_file(self) -> dict[date, tuple[bool, str]]:
        return days_in(lines_of(self.cleaned_data["file"].read()))


def days_in(lines: list[str]) -> dict[date, tuple[bool, str]]:
    """{day: (whether people work, its name)} of lines in words; raises ValidationError naming the line."""
    found = {}
    for number, line in enumerate(lines, 1):
        words = line.replace("，", " ").replace(",", " ").replace("\t", " ").split()
        if words:
            day, said = day_in(words)
            if day is None or said not in (*WORKS, *RESTS):
                raise ValidationError(f"第 {number} 行看不懂：{line.strip()}。写成“2027-02-16 放假 春节”这样。")
            found[day] = (said in WORKS, " ".join(words[2:])[:20])
    return found


def lines_of(content: bytes) -> list[str]:
    """The rows of the first sheet of a workbook or csv as lines, without its header; raises ValidationError."""
    try:
        sheets = read_sheets(content)
    except UnreadableFile as unreadable:
        raise ValidationError(str(unreadable)) from unreadable
    rows = [[as_words(cell) for cell in row.cells] for row in (sheets[0].rows() if sheets else ())]
    return ["\t".join(row) for row in rows if row and "日期" not in row[0]]


def as_words(cell: Any) -> str:
    return cell.strftime("%Y-%m-%d") if isinstance(cell, date) else str(cell or "").strip()


def day_in(words: list[str]) -> tuple[date | None, str]:
    try:
        read = read_date(words[0], on=timezone.localdate())
    except UnreadableDate:
        return None, ""
    return (read.date if read else None), words[1] if len(words) > 1 else ""
