"""What people type about units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import PlainForm, sized
from gongjian.foundation.pages.once import OnceForm
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind
from gongjian.registers.units.codes import fault_of
from gongjian.registers.units.models import Unit

FIELDS = (
    "name",
    "code",
    "kind",
    "community",
    "place",
    "industry",
    "address",
    "staff",
    "members_full",
    "members_probationary",
    "instructor",
    "contact",
    "phone",
    "note",
)
WIDGETS = {
    "name": sized(forms.TextInput(), "l"),
    "code": sized(forms.TextInput(), "m"),
    "industry": sized(forms.TextInput(), "m"),
    "address": sized(forms.TextInput(), "l"),
    "staff": sized(forms.NumberInput(), "s"),
    "members_full": sized(forms.NumberInput(), "s"),
    "members_probationary": sized(forms.NumberInput(), "s"),
    "instructor": sized(forms.TextInput(), "m"),
    "contact": sized(forms.TextInput(), "m"),
    "phone": sized(forms.TextInput(), "m"),
    "note": forms.Textarea(attrs={"rows": 3}),
}
HELP = {"code": "18 位，营业执照或登记证上有。没有就不填。", "place": "在楼宇或市场里的，选是哪一处。"}


class UnitWords:
    """Put before a ModelForm: choices for this writer, and a code that is right or empty."""

    fields: dict[str, Any]
    instance: Unit
    cleaned_data: dict[str, Any]

    def narrow(self, user: Any) -> None:
        self.fields["community"].queryset = places_for(user, self.instance.community_id, PlaceKind.COMMUNITY)
        inner = places_for(user, self.instance.place_id, PlaceKind.BUILDING, PlaceKind.MARKET, PlaceKind.ESTATE)
        self.fields["place"].queryset = inner
        self.fields["community"].empty_label = "不属于哪个社区"
        self.fields["place"].empty_label = "不在楼宇或市场里"

    def clean_code(self) -> str:
        code = self.cleaned_data["code"].strip().upper()
        if code and fault_of(code):
            raise ValidationError("代码不对：要 18 位，可能有一位写错了。请照营业执照或登记证核对。")
        return code


class UnitForm(UnitWords, EditForm):
    """The entries of one unit."""

    class Meta:
        model = Unit
        fields = FIELDS
        labels = {"name": "名称", "community": "社区", "place": "楼宇或市场"}
        widgets = WIDGETS
        help_texts = HELP

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow(user)


class NewUnitForm(UnitWords, OnceForm):
    """A unit that is not in the register yet."""

    class Meta(UnitForm.Meta):
        pass

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.narrow(user)


class CloseForm(PlainForm):
    reason = forms.CharField(label="去了哪里，怎么知道的", max_length=400, widget=sized(forms.TextInput(), "l"))


def places_for(user: Any, present: int | None, *kinds: PlaceKind) -> QuerySet[Place]:
    """The places of these KINDS that USER may choose from, and the PRESENT one."""
    rows = Place.objects.filter(kind__in=kinds).order_by("pinyin", "pk")
    return rows.filter(Q(pk__in=Place.objects.visible_to(user).values("pk")) | Q(pk=present))
