"""What people type about studies."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import DateField, PlainForm, as_written, sized
from gongjian.foundation.pages.lookup import LookupField, LookupInput
from gongjian.foundation.pages.once import OnceForm
from gongjian.foundation.personal import numbers_in
from gongjian.mechanisms.research.models import Note, Study
from gongjian.mechanisms.research.queries import organization_named, unit_named
from gongjian.mechanisms.research.terms import NoteKind
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit

MOST_STEPS = 40
NO_PEOPLE = "写单位、组织和地点，不写居民的姓名、电话、住址。"


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def planned(text: str) -> tuple[str, date | None]:
    """A line of a plan: its day where it begins with one, and what is done."""
    head, _, rest = text.strip().partition(" ")
    read = as_written(head) if rest.strip() and head[:1].isdigit() else None
    return (rest.strip()[:200], read.date) if read else (text.strip()[:200], None)


class PlanField(forms.CharField):
    """The steps of a plan, one a line, each with its day before it: 2026-12-01 走访三家物业."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self) -> None:
        help_text = "一行一步，最晚哪天写在前面，空一格。例：2026-12-01 走访三家物业公司"
        super().__init__(label="计划", required=False, help_text=help_text)

    def clean(self, value: Any) -> list[tuple[str, date | None]]:
        lines = [line for line in super().clean(value).splitlines() if line.strip()]
        if len(lines) > MOST_STEPS:
            raise ValidationError(f"最多 {MOST_STEPS} 步，现在 {len(lines)} 步。请合并。")
        return [planned(line) for line in lines]


class StudyWords:
    """Put before a ModelForm over Study: an end that does not lie before the start."""

    cleaned_data: dict[str, Any]

    def clean_until(self) -> Any:
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            raise ValidationError("最后一天早于第一天。请核对。")
        return until


class StudyForm(StudyWords, EditForm):
    """The question, the days, and who takes part."""

    since, until = DateField(label="从哪天"), DateField(label="到哪天")

    class Meta:
        model = Study
        fields = ("title", "question", "why", "since", "until", "workers")
        widgets = {
            "title": sized(forms.TextInput(), "l"),
            "question": area(3),
            "why": area(3),
            "workers": sized(forms.TextInput(), "l"),
        }
        help_texts = {
            "title": "例：电动自行车进楼道为什么管不住",
            "question": "一两句话，写清要回答的问题。",
            "workers": "写社区工作者和部门的人，用顿号隔开。",
        }


class NewStudyForm(StudyWords, OnceForm):
    """A study that is begun, with its plan."""

    since, until = DateField(label="从哪天"), DateField(label="到哪天")
    plan = PlanField()
    field_order = ("title", "question", "why", "since", "until", "plan", "workers")

    class Meta(StudyForm.Meta):
        pass

    def values(self) -> dict[str, Any]:
        """What the study is made of."""
        return {name: value for name, value in self.cleaned_data.items() if name != "plan"}


class PlanForm(PlainForm):
    plan = PlanField()


class ReasonForm(PlainForm):
    reason = forms.CharField(label="原因", max_length=200, widget=sized(forms.TextInput(), "l"))


class WithoutNumbers:
    """Put before a form of notes: telephone and identity numbers in the fields SPOKEN are pointed out before saving."""

    fields: dict[str, forms.Field]
    cleaned_data: dict[str, Any]
    add_error: Any
    spoken: ClassVar[tuple[str, ...]] = ("text",)

    def point_out(self) -> None:
        for name in self.spoken if not self.cleaned_data.get("sure") else ():
            said = self.cleaned_data.get(name) or ""
            found = numbers_in(said if isinstance(said, str) else "\n".join(said))
            if found:
                self.add_error(
                    name, f"里面的 {found[0]} 像是电话或证件号。请删掉再存；如果不是，勾上“不是电话、证件号”。"
                )


def sure() -> forms.BooleanField:
    return forms.BooleanField(label="不是电话、证件号，照样存", required=False)


class NoteForm(WithoutNumbers, PlainForm):
    """A visit or a talk, written on a phone."""

    kind = forms.ChoiceField(label="方式", choices=NoteKind.choices, initial=NoteKind.VISIT, widget=forms.RadioSelect)
    whom = forms.CharField(label="去了哪里、和哪个单位谈", max_length=120, widget=LookupInput())
    text = forms.CharField(label="看到、听到什么", max_length=5000, widget=area(5), help_text=NO_PEOPLE)
    problems = forms.CharField(
        label="发现的问题", required=False, max_length=2000, widget=area(2), help_text="一行一个，会一直跟到有结果。"
    )
    on = DateField(label="哪天", initial=timezone.localdate)
    sure = sure()
    seen_as = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput, initial=lambda: uuid4().hex)
    spoken = ("whom", "text", "problems")

    def __init__(self, *args: Any, user: Any, instance: Note | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        units = Unit.objects.visible_to(user).active().order_by("pinyin")
        self.fields["whom"].widget.names = units.values_list("name", flat=True)
        if instance is not None:
            self.initial = {name: getattr(instance, name) for name in ("kind", "whom", "text", "on")}
            del self.fields["problems"]

    def clean_problems(self) -> list[str]:
        return [line.strip()[:400] for line in self.cleaned_data["problems"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.point_out()
        return cleaned

    def values(self) -> dict[str, Any]:
        """The note, with the unit or organization found in the registers by its name; else that stays words."""
        names = ("kind", "whom", "text", "on", "problems")
        told = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        whom = self.cleaned_data["whom"]
        return {**told, "unit": unit_named(self.user, whom), "organization": organization_named(self.user, whom)}


class ProblemForm(WithoutNumbers, PlainForm):
    """A problem, who is to deal with it, and by when a result is wanted."""

    text = forms.CharField(label="问题", max_length=400, widget=area(2), help_text="一句话写清楚是什么问题。")
    owner = LookupField(label="谁来办", required=False, help_text="写组织名称。不写，就归这个课题的组织。")
    due_on = DateField(label="哪天前要有结果", required=False)
    sure = sure()
    seen_as = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput, initial=lambda: uuid4().hex)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organization.objects.visible_to(user).active()
        self.fields["owner"].among(rows, "organizations")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.point_out()
        return cleaned

    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "owner", "due_on")}


class CloseForm(PlainForm):
    result = forms.CharField(label="结果", max_length=400, widget=area(3), help_text="办成了什么，或者为什么不办。")


class ConsequenceForm(PlainForm):
    """What changed because of the study."""

    text = forms.CharField(label="改变了什么", max_length=400, widget=sized(forms.TextInput(), "l"))
    on = DateField(label="哪天", initial=timezone.localdate)
