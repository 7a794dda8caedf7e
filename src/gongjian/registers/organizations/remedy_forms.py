"""The forms of the remedies for organizations. Each comes filled in, so that agreeing is one click."""

from __future__ import annotations

from datetime import date

from django import forms

from gongjian.foundation.pages.forms import DateField, sized
from gongjian.foundation.pages.remedy_form import RemedyForm
from gongjian.foundation.rulebook import rule
from gongjian.registers.organizations.findings import term_of
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.rules.months import add_months

ENDINGS = {
    OrganizationKind.COMMITTEE: "党委",
    OrganizationKind.GENERAL_BRANCH: "党总支",
}


class ElectionHeld(RemedyForm):
    """已换届: write down when."""

    elected_on = DateField(label="换届日期")
    committee_size = forms.IntegerField(
        label="委员会人数", required=False, min_value=0, max_value=99, widget=sized(forms.NumberInput(), "s")
    )

    def prepare(self) -> None:
        self.prefill(committee_size=self.subject.committee_size)

    def clean_elected_on(self) -> date:
        day = self.cleaned_data["elected_on"]
        if day > self.on:
            raise forms.ValidationError("换届日期不能晚于今天。还没有开，就选“延期换届”。")
        return day

    def summary(self) -> str:
        return f"{self.subject.name}已于 {self.cleaned_data['elected_on']} 换届"


class PostponeElection(RemedyForm):
    """延期换届: planned for a day, no later than the rule allows."""

    until = DateField(label="计划换届的日期")
    reason = forms.CharField(label="为什么延期", max_length=200, widget=sized(forms.TextInput(), "l"))

    def prepare(self) -> None:
        months = rule("term.postponement_max_months", on=self.on).number
        self.latest = add_months(term_of(self.subject, self.on), months)
        self.fields["until"].help_text = f"最晚 {self.latest}（到期后 {months} 个月内）。"

    def clean_until(self) -> date:
        day = self.cleaned_data["until"]
        if self.latest < self.on:
            raise forms.ValidationError(f"最晚只能延到 {self.latest}，已经过了。请尽快换届，换届后选“已换届”。")
        if not self.on <= day <= self.latest:
            raise forms.ValidationError(f"请写今天到 {self.latest} 之间的日期。")
        return day

    def summary(self) -> str:
        return f"{self.subject.name}延期到 {self.cleaned_data['until']} 前换届，原因：{self.cleaned_data['reason']}"


class SetCommittee(RemedyForm):
    """设支部委员会."""

    size = forms.IntegerField(label="委员会人数", widget=sized(forms.NumberInput(), "s"))

    def prepare(self) -> None:
        self.least = rule("branch.committee_min_size", on=self.on).number
        self.most = rule("branch.committee_max_size", on=self.on).number
        self.fields["size"].help_text = f"{self.least} 至 {self.most} 人，党员大会选举产生。"
        self.prefill(size=self.least)

    def clean_size(self) -> int:
        size = self.cleaned_data["size"]
        if not self.least <= size <= self.most:
            raise forms.ValidationError(f"支部委员会由 {self.least} 至 {self.most} 人组成。")
        return size

    def summary(self) -> str:
        return f"{self.subject.name}设支部委员会，{self.cleaned_data['size']} 人"


class AdjustKind(RemedyForm):
    """调整类别: the kind that fits the number of members."""

    kind = forms.ChoiceField(label="改设为", widget=forms.RadioSelect)
    name = forms.CharField(label="名称", max_length=120, widget=sized(forms.TextInput(), "l"))
    reason = forms.CharField(label="理由", max_length=200, widget=sized(forms.TextInput(), "l"))

    def prepare(self) -> None:
        grows = self.subject.kind == OrganizationKind.GENERAL_BRANCH
        kind = OrganizationKind.COMMITTEE if grows else OrganizationKind.GENERAL_BRANCH
        self.fields["kind"].choices = [(kind.value, kind.label)]  # type: ignore[attr-defined]
        ending = ENDINGS[OrganizationKind(self.subject.kind)]
        name = self.subject.name
        renamed = name.removesuffix(ending) + ENDINGS[kind] if name.endswith(ending) else name
        self.prefill(kind=kind.value, name=renamed, reason="按党员人数调整")

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Organization.objects.active().filter(name=name).exclude(pk=self.subject.pk).exists():
            raise forms.ValidationError("已经有这个名称的党组织。请换一个名称。")
        return name

    def summary(self) -> str:
        kind = OrganizationKind(self.cleaned_data["kind"]).label
        return f"{self.subject.name}改设{kind}，名称为“{self.cleaned_data['name']}”"
