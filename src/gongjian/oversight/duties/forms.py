"""What people type about duties."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongjian.foundation import registry
from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.foundation.pages.lookup import LookupField
from gongjian.foundation.sheets.dates import UnreadableDate, read_date
from gongjian.foundation.sheets.errors import UnreadableFile
from gongjian.foundation.sheets.reading import read_sheets
from gongjian.oversight.duties.models import Duty
from gongjian.oversight.duties.terms import Every, Needs
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body, OrganizationKind
from gongjian.rules.owing import DueDay

REASON = forms.CharField(label="为什么", max_length=200, widget=sized(forms.TextInput(), "l"))
WORKS, RESTS = ("上班", "班", "调休上班", "是", "1"), ("放假", "休", "休息", "否", "0")


class StartForm(PlainForm):
    """From which month on the calendar asks."""

    first = DateField(label="从哪个月起算", help_text="写 2026-01 就行。这个月以前的都不算欠。")


class DutyForm(PlainForm):
    """What is owed from a month on. Of a standing duty its name and what discharges it stay as they are."""

    label = forms.CharField(label="名称", max_length=40, widget=sized(forms.TextInput(), "m"))
    months = forms.ChoiceField(label="多久一次", choices=Every.choices)
    times = forms.IntegerField(
        label="每期几次", min_value=1, max_value=12, initial=1, widget=sized(forms.NumberInput(), "s")
    )
    kinds = forms.MultipleChoiceField(
        label="哪几类党组织要办",
        required=False,
        choices=[(each.value, each.label) for each in OrganizationKind],
        widget=forms.CheckboxSelectMultiple,
    )
    bodies = forms.MultipleChoiceField(
        label="哪几个区域性党组织要办",
        required=False,
        choices=[(each.value, each.label) for each in Body],
        widget=forms.CheckboxSelectMultiple,
    )
    needs = forms.ChoiceField(label="其中", required=False, choices=Needs.choices)
    chosen = forms.CharField(
        label="另外指定的党组织",
        required=False,
        widget=forms.Textarea,
        help_text="不论类别，写上名字的都要办。一行一个全名。",
    )
    evidence = forms.ChoiceField(label="看什么算办了", required=False)
    due_day = forms.ChoiceField(
        label="最晚哪天",
        choices=[
            (DueDay.LAST.value, "这一期的最后一天"),
            (DueDay.DAY.value, "这一期最后一个月的第几天"),
            (DueDay.WORKING_DAY_AFTER.value, "下个月的第几个工作日"),
        ],
    )
    due_number = forms.IntegerField(
        label="第几天", required=False, min_value=0, max_value=31, initial=0, widget=sized(forms.NumberInput(), "s")
    )
    lead_days = forms.IntegerField(
        label="提前几天提醒", min_value=0, max_value=366, widget=sized(forms.NumberInput(), "s")
    )
    basis = forms.CharField(label="依据", max_length=200, required=False, widget=sized(forms.TextInput(), "l"))
    in_force_from = DateField(label="从哪个月起", help_text="以前各期还按原来的算。")
    reason = forms.CharField(label="为什么这样定", max_length=200, widget=sized(forms.TextInput(), "l"))

    def __init__(self, data: Any = None, *, duty: Duty | None, on: date, user: Any, standing: bool = False) -> None:
        super().__init__(data)
        self.user = user
        self.fields["evidence"].choices = [  # type: ignore[attr-defined]
            ("", "没有，只提醒"),
            *((each.key, each.label) for each in registry.offers("evidence")),
        ]
        self.initial = {"in_force_from": on.replace(day=1), "lead_days": 7, **(as_initial(duty) if duty else {})}
        for name in ("label", "evidence") if standing else ():
            self.fields[name].disabled = True

    def clean_chosen(self) -> list[Organization]:
        """The organizations named; raises ValidationError naming those that are not found."""
        names = {line.strip() for line in self.cleaned_data["chosen"].splitlines() if line.strip()}
        found = list(Organization.objects.visible_to(self.user).active().filter(name__in=names)) if names else []
        if unknown := names - {each.name for each in found}:
            raise ValidationError(f"没有找到：{'、'.join(sorted(unknown))}。请写全名。")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        how, number = cleaned.get("due_day"), cleaned.get("due_number") or 0
        if how and how != DueDay.LAST and not number:
            self.add_error("due_number", "还没有填第几天。")
        return {**cleaned, "due_number": 0 if how == DueDay.LAST else number}

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        named = (
            "label",
            "evidence",
            "kinds",
            "bodies",
            "needs",
            "times",
            "due_day",
            "due_number",
            "lead_days",
            "basis",
        )
        return {
            **{name: self.cleaned_data[name] for name in named},
            "months": int(self.cleaned_data["months"]),
            "stopped": False,
        }


def as_initial(duty: Duty) -> dict[str, Any]:
    """The boxes filled in as DUTY stands."""
    names = ("label", "kinds", "bodies", "needs", "evidence", "times", "due_day", "due_number", "lead_days", "basis")
    chosen = "\n".join(duty.chosen.values_list("name", flat=True)) if duty.pk else ""
    return {**{name: getattr(duty, name) for name in names}, "months": str(duty.months), "chosen": chosen}


def new_key() -> str:
    """A key of its own for an office's duty."""
    return f"own-{uuid4().hex[:12]}"


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
