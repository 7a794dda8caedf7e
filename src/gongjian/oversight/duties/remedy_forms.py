"""What is typed to end a finding about duties."""

from __future__ import annotations

from typing import Any

from django import forms

from gongjian.foundation.pages.forms import DateField, sized
from gongjian.foundation.pages.remedy_form import RemedyForm
from gongjian.oversight.duties.models import Occurrence


class ExcuseForm(RemedyForm):
    """免办: from when until when, and why; filled in with all that is overdue."""

    first = DateField(label="从哪天起免办", help_text="这天到最后一天之间开始的各期都不用办。")
    last = DateField(label="免到哪天")
    reason = forms.CharField(label="为什么不用办", max_length=200, widget=sized(forms.TextInput(), "l"))

    def prepare(self) -> None:
        missed = Occurrence.objects.missed(self.on).filter(organization=self.subject, duty=self.concerns)
        periods = missed.order_by("first").values_list("first", flat=True)
        self.prefill(first=periods.first() or self.on, last=periods.last() or self.on)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", "最后一天早于第一天。请核对。")
        return {**cleaned, "duty": self.concerns}

    def summary(self) -> str:
        data = self.cleaned_data
        return f"{self.subject.name} {data['first']} 至 {data['last']} 免办：{data['reason']}"
