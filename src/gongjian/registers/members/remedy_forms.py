"""The forms of the remedies for members and for branches of the wrong size."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongjian.foundation.pages.forms import DateField, sized
from gongjian.foundation.pages.remedy_form import RemedyForm
from gongjian.foundation.rulebook import rule
from gongjian.registers.members.models import Member
from gongjian.registers.members.receiving import NotOneBranch, branch_named
from gongjian.registers.members.terms import MemberCategory, MemberStatus
from gongjian.registers.organizations.choices import sisters_for
from gongjian.registers.organizations.models import Organization

OFFERED = 200


class LogContact(RemedyForm):
    """记一次联系: a day and one line."""

    contacted_on = DateField(label="联系日期")
    note = forms.CharField(label="怎么联系的，情况怎样", max_length=200, widget=sized(forms.TextInput(), "l"))

    def prepare(self) -> None:
        self.prefill(contacted_on=self.on)

    def clean_contacted_on(self) -> date:
        day, last = self.cleaned_data["contacted_on"], self.subject.last_contact_on
        if day > self.on:
            raise forms.ValidationError("联系日期不能晚于今天。")
        if last and day < last:
            raise forms.ValidationError(f"{last} 已经记过一次联系。请写那以后的日期。")
        return day

    def summary(self) -> str:
        return f"{self.cleaned_data['contacted_on']} 联系上{self.subject.name}"


class Affiliate(RemedyForm):
    """编入支部: the branches near the member are offered; any other of the viewer's can be typed."""

    branch = forms.CharField(label="编入哪个支部", max_length=120, widget=sized(forms.TextInput(), "l"))
    category = forms.ChoiceField(label="党员类型")

    def prepare(self) -> None:
        self.branches = Organization.objects.visible_to(self.user).active().branches()
        near = self.branches.below(self.subject.org_path).in_tree_order().values_list("name", flat=True)
        self.offered = list(near[:OFFERED])
        self.fields["branch"].widget.attrs["list"] = "branches"
        self.fields["branch"].help_text = "可以写简称，也可以从下拉里选。"
        self.prefill(branch=self.offered[0] if len(self.offered) == 1 else "")
        if self.subject.category != MemberCategory.UNAFFILIATED:
            del self.fields["category"]
            return
        kinds = [each for each in MemberCategory if each != MemberCategory.UNAFFILIATED]
        self.fields["category"].choices = [(each.value, each.label) for each in kinds]  # type: ignore[attr-defined]

    @property
    def choices(self) -> dict[str, list[str]]:
        """Names that the page offers while typing, by the id of their list."""
        return {"branches": self.offered}

    def clean_branch(self) -> Organization:
        unfound = forms.ValidationError("没有找到这个支部，或者简称对得上好几个。请写全称，或从下拉里选。")
        try:
            branch = branch_named(self.cleaned_data["branch"])
        except NotOneBranch as reason:
            raise unfound from reason
        if not self.branches.filter(pk=branch.pk).exists():
            raise unfound
        return branch

    def summary(self) -> str:
        return f"把{self.subject.name}编入{self.cleaned_data['branch']}"


class MergeBranch(RemedyForm):
    """并入别的支部."""

    into = forms.ModelChoiceField(label="并入", queryset=Organization.objects.none(), empty_label=None)
    ended_on = DateField(label="撤销日期")

    def prepare(self) -> None:
        choices = sisters_for(self.user, self.subject)
        offered = list(choices)
        self.fields["into"].queryset = choices  # type: ignore[attr-defined]
        self.fields["into"].choices = [(each.pk, each.name) for each in offered]  # type: ignore[attr-defined]
        self.fields["into"].help_text = f"{self.subject.name}的党员和单位都转过去，然后撤销这个支部。"
        self.prefill(into=next(iter(offered), None), ended_on=self.on)
        if not offered:
            self.nothing = f"{self.subject.name}的上级下面没有别的党支部，没有地方可以并入。"

    def clean_ended_on(self) -> date:
        if self.cleaned_data["ended_on"] > self.on:
            raise forms.ValidationError("撤销日期不能晚于今天。")
        return self.cleaned_data["ended_on"]

    def summary(self) -> str:
        return f"{self.subject.name}并入{self.cleaned_data['into']}"


class DivideBranch(RemedyForm):
    """分设支部: the second half of the members, by pinyin, is ticked."""

    name = forms.CharField(label="新支部名称", max_length=120, widget=sized(forms.TextInput(), "l"))
    founded_on = DateField(label="成立日期")
    members = forms.MultipleChoiceField(label="转到新支部的党员", widget=forms.CheckboxSelectMultiple)

    def prepare(self) -> None:
        rows = Member.objects.visible_to(self.user).on_roll().filter(organization=self.subject)
        self.own = {str(each.pk): each for each in rows.order_by("pinyin", "pk")}
        labels = [(key, f"{each.name}（{each.get_status_display()}）") for key, each in self.own.items()]
        self.fields["members"].choices = labels  # type: ignore[attr-defined]
        self.prefill(members=list(self.own)[(len(self.own) + 1) // 2 :], founded_on=self.on)
        self.prefill(name=f"{self.subject.name}（分设）")

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        if Organization.objects.active().filter(name=name).exists():
            raise forms.ValidationError("已经有这个名称的党组织。请换一个名称。")
        return name

    def clean_members(self) -> list[Member]:
        going = [self.own[key] for key in self.cleaned_data["members"]]
        gone = {each.pk for each in going}
        staying = [each for each in self.own.values() if each.pk not in gone]
        most = rule("branch.max_members", on=self.on).number
        least = rule("branch.min_full_members", on=self.on).number
        for where, part in (("原支部", staying), ("新支部", going)):
            if len(part) > most:
                raise forms.ValidationError(f"{where}有 {len(part)} 名党员，超过 {most} 名。")
            if full_of(part) < least:
                raise forms.ValidationError(f"{where}只有 {full_of(part)} 名正式党员，不足 {least} 名。")
        return going

    def summary(self) -> str:
        data = self.cleaned_data
        return f"从{self.subject.name}分出“{data['name']}”，转过去 {len(data['members'])} 名党员"


def full_of(members: list[Any]) -> int:
    return sum(each.status == MemberStatus.FULL for each in members)
