"""What the office types about a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.rules import Rule, Value
from gongjian.rules.values import UnfitValue, typed, written

LONG = 30


class DecisionForm(PlainForm):
    """The value as it is confirms the rule, another one replaces it."""

    value = forms.CharField(label="值", help_text="不改就是确认现在的值。")
    in_force_from = DateField(label="从哪天起")
    reason = forms.CharField(
        label="依据", max_length=400, widget=sized(forms.TextInput(), "l"), help_text="看到的文件、文号和条款。"
    )

    def __init__(self, *args: Any, rule: Rule, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rule = rule
        start = rule.in_force_from or on
        self.initial = {"value": written(rule.value), "in_force_from": max(start, on)}
        text = written(rule.value)
        widget = forms.Textarea(attrs={"rows": 3}) if len(text) > LONG else sized(forms.TextInput(), "m")
        self.fields["value"].widget = widget
        if rule.unit:
            self.fields["value"].label = f"值（{rule.unit}）"

    def clean_value(self) -> Value:
        try:
            return typed(self.cleaned_data["value"], like=self.rule)
        except UnfitValue as unfit:
            raise ValidationError(str(unfit)) from unfit

    def clean_in_force_from(self) -> date:
        start = self.cleaned_data["in_force_from"]
        if self.rule.in_force_from and start < self.rule.in_force_from:
            raise ValidationError(f"不能早于这条规定的生效日期 {self.rule.in_force_from}。")
        return start
