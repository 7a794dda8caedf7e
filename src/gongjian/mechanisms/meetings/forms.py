"""What people type about meetings."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from gongjian.foundation.named import named
from gongjian.foundation.pages.forms import DateField, PlainForm, sized
from gongjian.foundation.pages.lookup import NAMED_AT_MOST, LookupField, LookupInput
from gongjian.mechanisms.meetings.counting import attendance, is_rejected
from gongjian.mechanisms.meetings.inviting import secretary_of
from gongjian.mechanisms.meetings.models import Meeting, Resolution
from gongjian.mechanisms.meetings.terms import Decision, Part, Reply
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit

MOST_TEMPLATE_BYTES = 2 * 1024 * 1024


class ReasonForm(PlainForm):
    reason = forms.CharField(label="原因", max_length=200, widget=sized(forms.TextInput(), "l"))


class SeatForm(PlainForm):
    """One more who is invited: a person, or a party in whose name its secretary comes until somebody else is named."""

    party = forms.CharField(
        label="单位或组织",
        max_length=120,
        required=False,
        widget=LookupInput(),
        help_text="写名字里的几个字就行。名册里有的党组织，会在它的“今天”里请它回执。",
    )
    name = forms.CharField(
        label="姓名",
        max_length=60,
        required=False,
        widget=sized(forms.TextInput(), "m"),
        help_text="还不知道谁来，就空着，先写上书记。",
    )
    part = forms.ChoiceField(label="身份", choices=Part.choices, initial=Part.DUE)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organizations = Organization.objects.visible_to(user).active()
        self.units = Unit.objects.visible_to(user).active()
        self.fields["party"].widget.names = self.organizations.order_by("pinyin").values_list("name", flat=True)

    def clean(self) -> dict[str, Any]:
        """Find the party in the registers; one that is not there stays a name."""
        cleaned = super().clean() or self.cleaned_data
        text = cleaned.get("party", "").strip()
        if not text and not cleaned.get("name"):
            self.add_error("party", "单位和姓名至少写一个。")
        found = self.registered(text) if text else []
        if len(found) > 1:
            self.add_error("party", f"“{text}”有好几个：{'、'.join(each.name for each in found)}。请写全名。")
        elif found:
            cleaned.update({"party": found[0].name, f"party_{found[0]._meta.model_name}": found[0]})
        return cleaned

    def registered(self, text: str) -> list[Any]:
        """Those of that name, else those with it in their names."""
        exact = [row for rows in (self.organizations, self.units) if (row := rows.filter(name=text).first())]
        if exact:
            return exact[:1]
        parts = (("organizations", self.organizations), ("units", self.units))
        return [row for kind, rows in parts for row in named(rows, kind, text, limit=NAMED_AT_MOST)]

    def values(self, on: date) -> dict[str, Any]:
        """The seat, with the name of whoever comes as far as it is known."""
        told = dict(self.cleaned_data)
        organization = told.get("party_organization")
        told["name"] = told["name"] or (secretary_of(organization, on) if organization else "") or told["party"]
        return told


class ReplyForm(PlainForm):
    """回执, and a topic to be talked about if one wishes."""

    reply = forms.ChoiceField(label="能不能来", choices=Reply.choices[1:], widget=forms.RadioSelect)
    reason = forms.CharField(label="不能来的原因", max_length=60, required=False, widget=sized(forms.TextInput(), "l"))
    topic = forms.CharField(
        label="想提的议题",
        max_length=200,
        required=False,
        widget=sized(forms.TextInput(), "l"),
        help_text="由召集方决定要不要上会。",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("reply") == Reply.EXCUSED and not cleaned.get("reason"):
            self.add_error("reason", "请写明原因。")
        return cleaned


class ItemForm(PlainForm):
    title = forms.CharField(label="议题", max_length=200, widget=sized(forms.TextInput(), "l"))


class ResolutionForm(PlainForm):
    """What was decided; with `voted`, how many were for, against and abstained."""

    text = forms.CharField(label="决定的事", max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    voted = forms.BooleanField(label="表决了", required=False)
    approvals = forms.IntegerField(label="赞成", required=False, min_value=0, max_value=100_000)
    objections = forms.IntegerField(label="反对", required=False, min_value=0, max_value=100_000)
    abstentions = forms.IntegerField(label="弃权", required=False, min_value=0, max_value=100_000)
    decision = forms.ChoiceField(label="哪一类事", choices=Decision.choices, required=False)
    settled = forms.BooleanField(label="定了就算，不用派人办", required=False)

    def __init__(self, *args: Any, meeting: Meeting, instance: Resolution | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"] = forms.ModelChoiceField(meeting.items.all(), required=False, widget=forms.HiddenInput)
        for name in ("approvals", "objections", "abstentions"):
            self.fields[name].widget.attrs.update({"class": "w-s", "inputmode": "numeric"})
        if not meeting.declared.family:
            for name in ("voted", "approvals", "objections", "abstentions", "decision"):
                del self.fields[name]
        if instance is not None:
            self.initial = {name: getattr(instance, name) for name in self.fields}

    def clean(self) -> dict[str, Any]:
        """Whoever writes a count has voted."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("approvals") is not None:
            cleaned["voted"] = True
        if cleaned.get("voted") and cleaned.get("approvals") is None:
            self.add_error("approvals", "还没有填赞成多少票。")
        return cleaned


class FollowUpForm(PlainForm):
    """Who does what by when."""

    text = forms.CharField(label="要办的事", max_length=400, widget=sized(forms.TextInput(), "l"))
    person = forms.CharField(label="责任人或单位", max_length=120, required=False, widget=sized(forms.TextInput(), "m"))
    owner = LookupField(
        label="责任组织", required=False, help_text="写了，就进那个组织的“今天”。不写，就由本组织盯着。"
    )
    due_on = DateField(label="完成时间", required=False)
    resolution = forms.ModelChoiceField(
        Resolution.objects.none(), label="落实哪个决定", required=False, empty_label="不是哪个决定的"
    )

    def __init__(self, *args: Any, user: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organization.objects.visible_to(user).active()
        self.fields["owner"].among(rows, "organizations")  # type: ignore[attr-defined]
        decided = list(meeting.resolutions.all())
        people = meeting.attendees.all() if any(each.voted for each in decided) else ()
        counted = attendance(people)
        carried = [each for each in decided if not is_rejected(each, meeting, counted)]
        if carried:
            found = meeting.resolutions.filter(pk__in=[each.pk for each in carried])
            self.fields["resolution"].queryset = found  # type: ignore[attr-defined]
            self.initial.setdefault("resolution", next((each.pk for each in carried if not each.settled), None))
        else:
            del self.fields["resolution"]


class CloseForm(PlainForm):
    result = forms.CharField(label="办的结果", max_length=400, widget=sized(forms.TextInput(), "l"))


class TemplateForm(PlainForm):
    """A Word file with placeholders."""

    file = forms.FileField(label="Word 模板", help_text=".docx，不超过 2 MB。")

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST_TEMPLATE_BYTES:
            raise ValidationError("文件超过 2 MB。把里面的图片去掉再传。")
        return given
