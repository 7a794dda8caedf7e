"""The form that makes a joint branch smaller: some of its units go to another one, or to a new one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Count, Q

from gongjian.foundation.pages.forms import DateField, sized
from gongjian.foundation.pages.remedy_form import RemedyForm
from gongjian.foundation.rulebook import rule
from gongjian.registers.organizations.choices import sisters_for
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.registers.units.models import Cover

NEW = "new"


class MoveUnits(RemedyForm):
    """移出单位."""

    covers = forms.MultipleChoiceField(label="移出哪些单位", widget=forms.CheckboxSelectMultiple)
    branch = forms.ChoiceField(label="移到哪里", widget=forms.RadioSelect)
    name = forms.CharField(
        label="新支部名称",
        max_length=120,
        required=False,
        widget=sized(forms.TextInput(), "l"),
        help_text="另建时填写。",
    )
    founded_on = DateField(label="日期")

    def prepare(self) -> None:
        self.most = rule("joint_branch.max_units", on=self.on).number
        listed = Cover.objects.filter(organization=self.subject, said_by_organization=True).order_by("pk")
        self.listed = {str(each.pk): each for each in listed.select_related("unit", "organization")}
        self.fields["covers"].choices = [(key, each.unit_name) for key, each in self.listed.items()]  # type: ignore[attr-defined]
        self.sisters = {str(each.pk): each for each in self.roomy()}
        self.fields["branch"].choices = [  # type: ignore[attr-defined]
            *((key, f"{each.name}（{each.units} 个单位）") for key, each in self.sisters.items()),
            (NEW, "另建一个联合党支部"),
        ]
        surplus = max(2, len(self.listed) - self.most)
        self.prefill(covers=list(self.listed)[-surplus:], branch=NEW, founded_on=self.on)
        self.prefill(name=f"{self.subject.name.removesuffix('联合党支部')}第二联合党支部")

    def roomy(self) -> list[Any]:
        """Joint branches with the same superior that may take more units, each with its number of `units`."""
        listed = Count("covers", filter=Q(covers__said_by_organization=True))
        rows = sisters_for(self.user, self.subject).filter(kind=OrganizationKind.JOINT_BRANCH)
        return list(rows.annotate(units=listed).filter(units__lt=self.most))

    def clean_covers(self) -> list[Cover]:
        moved = [self.listed[key] for key in self.cleaned_data["covers"]]
        left = len(self.listed) - len(moved)
        if left > self.most:
            raise forms.ValidationError(f"移出后还剩 {left} 个单位，超过 {self.most} 个。请再选几个。")
        return moved

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        moved, sister = len(data.get("covers", [])), self.sisters.get(data.get("branch", ""))
        if sister and sister.units + moved > self.most:
            self.add_error("branch", f"“{sister.name}”最多还能接收 {self.most - sister.units} 个单位。")
        if data.get("branch") == NEW:
            self.check_new(moved, data.get("name", "").strip())
        return {**data, "branch": sister}

    def check_new(self, moved: int, name: str) -> None:
        if moved < 2:
            self.add_error("covers", "另建联合党支部要有两个以上的单位。")
        if moved > self.most:
            self.add_error("covers", f"新支部一般不超过 {self.most} 个单位。")
        if not name:
            self.add_error("name", "还没有填。")
        elif Organization.objects.active().filter(name=name).exists():
            self.add_error("name", "已经有这个名称的党组织。请换一个名称。")

    def summary(self) -> str:
        data = self.cleaned_data
        names = "、".join(each.unit_name for each in data["covers"])
        return f"把{names}从{self.subject.name}移到{data['branch'] or data['name']}"
