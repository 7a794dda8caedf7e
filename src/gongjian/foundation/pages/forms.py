"""How forms look, and a date box that takes a date as people write it."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils import timezone

from gongjian.foundation.sheets.dates import DateRead, Doubt, UnreadableDate, read_date
from gongjian.foundation.sheets.text import read_text


class Renderer(TemplatesSetting):
    """Label above, error between label and field, hint below, and all errors once more at the top."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def as_written(text: str) -> DateRead | None:
    """The date in what somebody typed, None when there is none to be read."""
    try:
        return read_date(text, on=timezone.localdate())
    except UnreadableDate:
        return None


class PlainWords:
    """Put before Form or ModelForm: errors that say what to do, in the words a clerk would use."""

    fields: dict[str, forms.Field]
    words: ClassVar[dict[str, str]] = {
        "invalid_choice": "这一项已经不能选了，请重新选。",
        "invalid_list": "请重新选。",
        "max_length": "太长了，最多 %(limit_value)d 个字，现在 %(show_value)d 个。",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField)
            field.error_messages["required"] = "还没有选。" if chosen else "还没有填。"
            if isinstance(field, forms.TypedChoiceField):
                choices: list[Any] = list(field.choices)  # type: ignore[arg-type]
                field.choices = [each if each != BLANK_CHOICE_DASH[0] else ("", "请选择") for each in choices]
            if type(field).__module__.startswith("django.") or isinstance(field, NameField):
                field.error_messages.update(self.words)


class PlainForm(PlainWords, forms.Form):
    """A form of ours."""


class PlainModelForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """A form of ours over one record."""


class EchoedDate(BoundField):
    """A date box that says how it understood what was typed."""

    @property
    def echo(self) -> str:
        """“记作 2016 年 7 月 1 日” once something readable was typed, else empty."""
        typed = self.value() if self.form.is_bound else None
        read = as_written(typed) if isinstance(typed, str) else None
        if read is None:
            return ""
        unsaid = "，没写日，按 1 日记" if read.doubt == Doubt.MONTH_ONLY else ""
        return f"记作 {read.date.year} 年 {read.date.month} 月 {read.date.day} 日{unsaid}"


class DateField(forms.DateField):
    """A day, typed freely: 2016.7.1, 2016年7月1日, 20160701; 2016.7 means the first of July."""

    widget = forms.TextInput(attrs={"class": "w-s", "inputmode": "text", "autocomplete": "off"})
    default_error_messages = {"invalid": "看不懂这个日期。写成 2016-07-01 这样就行。"}

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str):
            return super().to_python(value)
        try:
            read = read_date(value, on=timezone.localdate())
        except UnreadableDate as unreadable:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from unreadable
        return read.date if read else None

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return EchoedDate(form, self, field_name)


class PastDateField(DateField):
    """A day that has been: what is written down as done was not done on a day to come."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value > timezone.localdate():
            raise ValidationError("这一天还没有到。请核对日期。", code="future")


class NameField(forms.CharField):
    """A name, cleaned as the import cleans it: no invisible characters, and empty where it says nothing (无, -)."""

    def to_python(self, value: Any) -> str:
        return read_text(str(value or "")) or ""


def sized(widget: forms.Widget, size: str) -> forms.Widget:
    """WIDGET as wide as its content is long: "s" a date or number, "m" a name, "l" a sentence."""
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} w-{size}".strip()
    return widget
