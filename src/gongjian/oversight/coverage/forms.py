"""What people type about a finding or a proposal."""

from __future__ import annotations

from datetime import date, timedelta

from django import forms
from django.utils import timezone

from gongjian.foundation.pages.forms import DateField, PlainForm, sized

LONGEST_DAYS = 366


class DeferForm(PlainForm):
    """暂不处理: until when, and why."""

    until = DateField(label="哪天再看")
    reason = forms.CharField(label="为什么现在不办", max_length=200, widget=sized(forms.TextInput(), "l"))

    def clean_until(self) -> date:
        day, today = self.cleaned_data["until"], timezone.localdate()
        if not today < day <= today + timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError("请写今天以后、一年以内的日期。")
        return day


class AnswerForm(PlainForm):
    """不批准: the reason the proposer will read."""

    answer = forms.CharField(label="为什么不批准", max_length=200, widget=sized(forms.TextInput(), "l"))
