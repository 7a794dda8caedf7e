"""What people type about one duty of an office: how often, who owes it, when it is due."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from gongjian.foundation import registry
from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.oversight.duties.models import Duty
from gongjian.oversight.duties.terms import ONLY_REMINDS, Every, Needs, Rhythm
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import Body, OrganizationKind
from gongjian.rules.owing import DueDay

MOST_MONTHS = 60
EVERY = [*Every.choices, *Rhythm.choices]
USUAL = {"rhythm": Rhythm.MONTHS, "months": 1, "counted_from": None, "days": []}
LONGEST = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
DAY_OF_YEAR = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")


def asked_when(widget: Any, *values: str, name: str = "every", must: bool = True) -> Any:
    """WIDGET shown only while the field NAME has one of these values, and then it MUST be filled in.

    Without JavaScript it is always there.
    """
    widget.attrs |= {"data-asked-when": name, "data-asked-for": "|".join(values)}
    widget.must = must
    return widget


class DutyForm(PlainForm):
    """What is owed from a month on. Of a standing duty its name and what discharges it stay as they are."""

    label = forms.CharField(label="名称", max_length=40, widget=sized(forms.TextInput(), "m"))
    every = forms.ChoiceField(
        label="多久一次",
        choices=EVERY,
        help_text="每届一次：从当选那天到届满那天算一届，设届期的党组织才要办。",
    )
    months = forms.IntegerField(
        label="几个月一次",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        widget=asked_when(sized(forms.NumberInput(), "s"), Rhythm.MONTHS),
        help_text="选“每几个月一次，自己定”时填，比如 4。",
    )
    counted_from = DateField(
        label="从哪个月数起",
        required=False,
        widget=asked_when(sized(forms.TextInput(attrs={"autocomplete": "off"}), "s"), Rhythm.MONTHS, must=False),
        help_text="选“每几个月一次，自己定”时填，写 2026-03 就行。不填，就从下面写的起算月数起。",
    )
    days = forms.CharField(
        label="每年哪几天以前办",
        required=False,
        max_length=200,
        widget=asked_when(sized(forms.TextInput(), "l"), Rhythm.DAYS),
        help_text="选“每年固定的几天”时填，写“3月15日、9月15日”这样。上一个日子的第二天起，到这一天为一期。",
    )
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
        widget=forms.Textarea(attrs={"rows": 4}),
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
        widget=asked_when(forms.Select(), *Every.values, Rhythm.MONTHS),
        help_text="每年固定的几天，就是那几天；每届一次，就是届满那天。",
    )
    due_number = forms.IntegerField(
        label="第几天",
        required=False,
        min_value=0,
        max_value=31,
        initial=0,
        widget=asked_when(sized(forms.NumberInput(), "s"), DueDay.DAY, DueDay.WORKING_DAY_AFTER, name="due_day"),
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
            ("", ONLY_REMINDS),
            *((each.key, each.label) for each in registry.offers("evidence")),
        ]
        self.initial = {"in_force_from": on.replace(day=1), "lead_days": 7, **(as_initial(duty) if duty else {})}
        for name in ("label", "evidence") if standing else ():
            self.fields[name].disabled = True
        if duty is not None:
            by_term = duty.rhythm == Rhythm.TERM
            self.fields["every"].choices = [each for each in EVERY if (each[0] == Rhythm.TERM) == by_term]  # type: ignore[attr-defined]

    def clean_chosen(self) -> list[Organization]:
        """The organizations named; raises ValidationError naming those that are not found."""
        names = {line.strip() for line in self.cleaned_data["chosen"].splitlines() if line.strip()}
        found = list(Organization.objects.visible_to(self.user).active().filter(name__in=names)) if names else []
        if unknown := names - {each.name for each in found}:
            raise ValidationError(f"没有找到：{'、'.join(sorted(unknown))}。请写全名。")
        return found

    def clean_days(self) -> list[str]:
        """The days chosen in the year, as "03-15", in order; raises ValidationError naming what is no such day."""
        return days_of_year(self.cleaned_data["days"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        every, how, number = cleaned.get("every"), cleaned.get("due_day"), cleaned.get("due_number") or 0
        if every in (Rhythm.DAYS, Rhythm.TERM):
            how = DueDay.LAST
        if how and how != DueDay.LAST and not number:
            self.add_error("due_number", "还没有填第几天。")
        if every == Rhythm.MONTHS and not cleaned.get("months") and "months" not in self.errors:
            self.add_error("months", "还没有填几个月一次。")
        if every == Rhythm.DAYS and not cleaned.get("days") and "days" not in self.errors:
            self.add_error("days", "还没有填哪几天。")
        return {**cleaned, "due_day": how, "due_number": 0 if how == DueDay.LAST else number}

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
            **self.rhythm(),
            "stopped": False,
        }

    def rhythm(self) -> dict[str, Any]:
        """How often, as the duty keeps it; what the chosen way does not ask for is left out."""
        told = self.cleaned_data
        if told["every"] in Every.values:
            return {**USUAL, "months": int(told["every"])}
        if told["every"] == Rhythm.MONTHS:
            begun = (told["counted_from"] or told["in_force_from"]).replace(day=1)
            return {**USUAL, "months": told["months"], "counted_from": begun}
        days = told["days"] if told["every"] == Rhythm.DAYS else []
        return {**USUAL, "rhythm": told["every"], "days": days}


def as_initial(duty: Duty) -> dict[str, Any]:
    """The boxes filled in as DUTY stands."""
    names = ("label", "kinds", "bodies", "needs", "evidence", "times", "due_day", "due_number", "lead_days", "basis")
    chosen = "\n".join(duty.chosen.values_list("name", flat=True)) if duty.pk else ""
    usual = duty.rhythm == Rhythm.MONTHS and not duty.counted_from and str(duty.months) in Every.values
    return {
        **{name: getattr(duty, name) for name in names},
        "every": str(duty.months) if usual else duty.rhythm,
        "months": None if usual else duty.months,
        "counted_from": duty.counted_from,
        "days": "、".join(f"{int(each[:2])}月{int(each[3:])}日" for each in duty.days),
        "chosen": chosen,
    }


def days_of_year(text: str) -> list[str]:
    """["03-15", "09-15"] of “3月15日、9月15日”; raises ValidationError naming what is no day of every year."""
    found: dict[int, str] = {}
    for each in re.split(r"[、，,;；\s]+", text.strip()) if text.strip() else ():
        written = DAY_OF_YEAR.fullmatch(each)
        month, day = (int(written[1]), int(written[2])) if written else (0, 0)
        if not 1 <= month <= len(LONGEST) or not 1 <= day <= LONGEST[month - 1]:
            raise ValidationError(f"“{each}”不是每年都有的一天。写成“3月15日、9月15日”这样。")
        if month in found:
            raise ValidationError(f"{month} 月写了两天。一个月里只能定一天。")
        found[month] = f"{month:02}-{day:02}"
    return [found[month] for month in sorted(found)]


def new_key() -> str:
    """A key of its own for an office's duty."""
    return f"own-{uuid4().hex[:12]}"
