"""What people type about members."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongjian.foundation.columns import choices_of
from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import DateField, NameField, PastDateField, PlainForm, sized
from gongjian.foundation.pages.once import OnceForm
from gongjian.foundation.sheets.text import compact
from gongjian.registers.members.checks import faults_of
from gongjian.registers.members.fields import BULK, EDITABLE, LABELS, words_of
from gongjian.registers.members.models import Member
from gongjian.registers.members.receiving import NotOneBranch, branch_named
from gongjian.registers.members.tables import LONGEST_NAME
from gongjian.registers.members.terms import MemberCategory, MemberState, Sex
from gongjian.registers.places.models import Place

WIDE = {"name": "m", "ethnicity": "s", "education": "m", "native_place": "m", "phone": "m", "away_place": "l"}
SEXES = [("", "没有填"), *((each.value, each.label) for each in Sex)]
BULK_FIELDS = [(each, LABELS[each]) for each in BULK]
LEAVING = [(each.value, each.label) for each in MemberState if each != MemberState.ACTIVE]


class Identity(forms.CharField):
    """An identity number, with blanks and small letters put right."""

    widget = forms.TextInput(attrs={"class": "w-m", "autocomplete": "off", "inputmode": "text"})

    def to_python(self, value: Any) -> str:
        return compact(str(value or "")).upper()


class Branch(forms.CharField):
    """A branch by its name, in full or short."""

    def to_python(self, value: Any) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return branch_named(typed)
        except NotOneBranch as reason:
            raise forms.ValidationError(str(reason)) from reason


class Roster(forms.ModelForm):  # type: ignore[type-arg]
    """The fields of a member as the roster has them."""

    name = NameField(label=LABELS["name"], max_length=LONGEST_NAME)
    sex = forms.ChoiceField(label=LABELS["sex"], choices=SEXES, required=False)
    born_on = DateField(label=LABELS["born_on"], required=False)
    joined_on = DateField(label=LABELS["joined_on"], required=False, help_text="例：2016-07-01，或 2016年7月1日")
    converted_on = DateField(label=LABELS["converted_on"], required=False)
    away_on = DateField(label=LABELS["away_on"], required=False)
    last_contact_on = DateField(label=LABELS["last_contact_on"], required=False)
    identity = Identity(label=LABELS["identity"], required=False)

    class Meta:
        model = Member
        fields = EDITABLE

    def __init__(self, *args: Any, user: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        community = self.fields["community"]
        community.label, community.queryset = LABELS["community"], Place.objects.visible_to(user).communities()  # type: ignore[attr-defined]
        community.empty_label = "没有填"  # type: ignore[attr-defined]
        self.fields["note"].widget = forms.Textarea(attrs={"rows": 3})
        for name, size in WIDE.items():
            sized(self.fields[name].widget, size)
        sized(self.fields["workplace"].widget, "l")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for field, sentence in faults_of(cleaned, on=self.on).items():
            self.add_error(field, sentence)
        return cleaned


class MemberForm(Roster, EditForm):
    """A member changed. Numbers are only typed when they change: whoever edits need not read them in full."""

    no_phone = forms.BooleanField(label="没有电话了，把现在的号码清掉", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [name for name in self.fields if name != "no_phone"]
        names.insert(names.index("phone") + 1, "no_phone")
        self.order_fields(names)
        if not self.instance.phone:
            del self.fields["no_phone"]
        self.initial["phone"] = ""
        for name in ("identity", "phone"):
            now = getattr(self.instance, f"{name}_masked") or "没有填"
            self.fields[name].help_text = f"现在是 {now}。不改就留空。"

    def changes(self) -> dict[str, Any]:
        found = super().changes()
        if found.pop("no_phone", False) and self.data.get("keep-phone") != "theirs":
            found.setdefault("phone", "")
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("no_phone") and cleaned.get("phone"):
            self.add_error("no_phone", "上面写了新的号码。要清掉就别写号码，要换号码就别勾这一项。")
        return cleaned

    def told(self, name: str, value: Any) -> str:
        return str(words_of(name, value)) if name == "phone" else super().told(name, value)


class NewMemberForm(Roster, OnceForm):
    """A member added. A branch may be missing: then whoever answers for the community answers for the person."""

    organization = Branch(
        label=LABELS["organization"],
        required=False,
        help_text="可以写简称。还没有支部的先空着，会列进“没有支部”。",
        widget=forms.TextInput(attrs={"class": "w-l", "list": "branches", "autocomplete": "off"}),
    )
    field_order = ("name", "identity", "organization", "status", "category", "joined_on")


class LeaveForm(PlainForm):
    """How and when a member left the roll."""

    state = forms.ChoiceField(label="去向", choices=LEAVING, widget=forms.RadioSelect)
    on = PastDateField(label="日期")
    reason = forms.CharField(label="说明", required=False, max_length=200, widget=sized(forms.TextInput(), "l"))


class SendForm(PlainForm):
    """Where members are sent: a branch of the street by name, or somewhere else in words."""

    to = Branch(
        label="转到本街道的党支部",
        required=False,
        help_text="写支部名称，可以用简称。不在您范围内的支部也可以写。",
        widget=forms.TextInput(attrs={"class": "w-l", "list": "branches", "autocomplete": "off"}),
    )
    outside = forms.CharField(
        label="或转到街道以外", required=False, max_length=120, widget=sized(forms.TextInput(), "l")
    )
    reason = forms.CharField(label="原因", required=False, max_length=200, widget=sized(forms.TextInput(), "l"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("to")) == bool(cleaned.get("outside")):
            self.add_error("to", "写一个接收方：本街道的党支部，或街道以外的组织。两栏只填一栏。")
        return cleaned


class ReasonForm(PlainForm):
    reason = forms.CharField(label="退回的原因", max_length=200, widget=sized(forms.TextInput(), "l"))


class ReceiptForm(PlainForm):
    on = PastDateField(label="回执日期", help_text="对方在回执上写的接收日期")


class BulkForm(PlainForm):
    """Which field, and its new value; only the value of the chosen field is read."""

    field = forms.ChoiceField(
        label="改哪一项", widget=forms.RadioSelect, choices=[(each, LABELS[each]) for each in BULK]
    )
    category = forms.ChoiceField(
        label=LABELS["category"],
        required=False,
        choices=[("", "请选"), *choices_of(MemberCategory)],
    )
    community = forms.ModelChoiceField(
        label=LABELS["community"], required=False, queryset=Place.objects.none(), empty_label="请选"
    )
    education = forms.CharField(
        label=LABELS["education"], required=False, max_length=20, widget=sized(forms.TextInput(), "s")
    )
    last_contact_on = PastDateField(label=LABELS["last_contact_on"], required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Place.objects.visible_to(user).communities()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        field = cleaned.get("field")
        if field and field not in self.errors and not cleaned.get(field):
            self.add_error(field, "还没有写改成什么。")
        return cleaned

    @property
    def lines(self) -> list[tuple[Any, Any]]:
        """Each choice with the box of its value."""
        return [(choice, self[choice.data["value"]]) for choice in self["field"].subwidgets]
