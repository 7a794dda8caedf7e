"""What people type about organizations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import DateField, NameField, PastDateField, PlainForm, sized
from gongjian.foundation.scope import scope_of, within
from gongjian.registers.organizations import permissions
from gongjian.registers.organizations.models import Organization
from gongjian.registers.organizations.queries import organizations_for
from gongjian.registers.organizations.tables import LONGEST_NAME
from gongjian.registers.organizations.terms import OrganizationKind
from gongjian.registers.places.models import Place

TITLES = ("书记", "副书记", "组织委员", "宣传委员", "纪检委员", "委员")
SUPERIORS = [kind for kind in OrganizationKind if kind != OrganizationKind.WORKING_COMMITTEE]


class OrganizationForm(EditForm):
    """The entries of one organization."""

    name = NameField(label="名称", max_length=LONGEST_NAME, widget=sized(forms.TextInput(), "l"))
    founded_on = PastDateField(label="成立日期", required=False)
    elected_on = PastDateField(label="最近一次换届", required=False)
    term_years = forms.IntegerField(
        label="任期（年）",
        required=False,
        min_value=1,
        max_value=10,
        help_text="不填就按法规的任期算。",
        widget=sized(forms.NumberInput(), "s"),
    )
    committee_size = forms.IntegerField(
        label="委员会人数", required=False, min_value=0, max_value=99, widget=sized(forms.NumberInput(), "s")
    )

    class Meta:
        model = Organization
        fields = (
            "name",
            "kind",
            "community",
            "founded_on",
            "elected_on",
            "term_years",
            "committee_size",
            "phone",
            "note",
        )
        labels = {"community": "社区"}
        widgets = {
            "phone": sized(forms.TextInput(), "m"),
            "note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities_for(user, self.instance.community_id)  # type: ignore[attr-defined]
        self.fields["community"].empty_label = "不属于哪个社区"  # type: ignore[attr-defined]
        if permissions.may_change_kind(user, self.instance):
            self.fields["kind"].choices = [(each.value, each.label) for each in SUPERIORS]  # type: ignore[attr-defined]
        else:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = "改类别由上级决定。"


class FoundForm(PlainForm):
    """A new organization below another."""

    name = NameField(label="名称", max_length=LONGEST_NAME, widget=sized(forms.TextInput(), "l"))
    kind = forms.ChoiceField(label="类别", choices=[(each.value, each.label) for each in SUPERIORS])
    community = forms.ModelChoiceField(Place.objects.none(), label="社区", required=False, empty_label="不属于哪个社区")
    founded_on = DateField(label="成立日期")
    reason = forms.CharField(
        label="批复文号或原因", max_length=400, required=False, widget=sized(forms.TextInput(), "l")
    )

    def __init__(self, *args: Any, parent: Organization, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = communities_for(user, parent.community_id)  # type: ignore[attr-defined]
        self.initial = {**self.initial, "kind": OrganizationKind.BRANCH, "community": parent.community_id}


class MoveForm(PlainForm):
    """Under which superior an organization goes, and why."""

    to = forms.ModelChoiceField(Organization.objects.none(), widget=forms.RadioSelect, label="移到哪个组织下面")
    reason = forms.CharField(label="原因", max_length=400, widget=sized(forms.TextInput(), "l"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = organizations_for(user)  # type: ignore[attr-defined]


class EndForm(PlainForm):
    """When and why an organization ends."""

    on = PastDateField(label="撤销日期")
    reason = forms.CharField(label="批复文号或原因", max_length=400, widget=sized(forms.TextInput(), "l"))
    sure = forms.BooleanField(label="已核对：撤销以后不能再恢复，只能重新成立")


class PostForm(PlainForm):
    """Who takes which post, from when."""

    title = forms.ChoiceField(label="职务", choices=[(each, each) for each in TITLES])
    holder = forms.CharField(label="姓名", max_length=60, widget=sized(forms.TextInput(), "m"))
    also = forms.CharField(label="兼任", max_length=60, required=False, widget=sized(forms.TextInput(), "m"))
    from_on = DateField(label="任职日期")


class LeaveForm(PlainForm):
    """When and why someone leaves a post."""

    until_on = DateField(label="离任日期")
    reason = forms.CharField(label="原因", max_length=400, widget=sized(forms.TextInput(), "l"))


def communities_for(user: Any, present: int | None) -> QuerySet[Place]:
    """The communities USER keeps, for an organization may come to answer for the one it belongs to; and the PRESENT."""
    kept = within("org_path", scope_of(user), "organizations.manage")
    return Place.objects.communities().filter(kept | Q(pk=present))
