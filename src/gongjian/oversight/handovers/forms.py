"""What people type when something goes from one mechanism to another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError

from gongjian.foundation import registry
from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.oversight.duties.terms import ONLY_REMINDS, Every
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import DueDay


class TopicForm(PlainForm):
    """The words of the topic, and at which meeting."""

    title = forms.CharField(label="议题", max_length=200, widget=sized(forms.TextInput(), "l"))
    meeting = forms.ChoiceField(label="在哪次会上议", widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].choices = offered  # type: ignore[attr-defined]


class DutyForm(PlainForm):
    """What is done about a problem, how often, by whom."""

    label = forms.CharField(label="要办的事", max_length=40, widget=sized(forms.TextInput(), "l"))
    months = forms.ChoiceField(label="多久一次", choices=Every.choices)
    chosen = forms.CharField(label="哪些党组织办", widget=forms.Textarea(attrs={"rows": 3}), help_text="一行一个全名。")
    evidence = forms.ChoiceField(label="看什么算办了", required=False)
    in_force_from = DateField(label="从哪个月起")
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        work = [(each.key, each.label) for each in registry.offers("evidence")]
        self.fields["evidence"].choices = [("", ONLY_REMINDS), *work]  # type: ignore[attr-defined]

    def clean_key(self) -> str:
        return self.cleaned_data["key"] or f"own-{uuid4().hex[:12]}"

    def clean_chosen(self) -> list[Organization]:
        """The organizations named; raises ValidationError naming those that are not found."""
        names = {line.strip() for line in self.cleaned_data["chosen"].splitlines() if line.strip()}
        found = list(Organization.objects.visible_to(self.user).active().filter(name__in=names))
        if unknown := names - {each.name for each in found}:
            raise ValidationError(f"没有找到：{'、'.join(sorted(unknown))}。请写全名。")
        return found

    def values(self) -> dict[str, Any]:
        """What a duty asks for; all that is not asked here is as usual."""
        return {
            "label": self.cleaned_data["label"],
            "evidence": self.cleaned_data["evidence"],
            "months": int(self.cleaned_data["months"]),
            "times": 1,
            "kinds": [],
            "bodies": [],
            "needs": "",
            "due_day": DueDay.LAST,
            "due_number": 0,
            "lead_days": 7,
            "basis": "",
            "stopped": False,
        }
