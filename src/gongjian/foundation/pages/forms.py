"""How forms look, and a date box that takes a date as people write it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting

DATE = re.compile(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*(?:[-./月]\s*(\d{1,2})?\s*[日号]?)?")
SOLID_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")


class Renderer(TemplatesSetting):
    """Label above, error between label and field, hint below, and all errors once more at the top."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


def read_date(text: str) -> tuple[date, bool] | None:
    """The date in TEXT and whether the day was written; without a day it is the first of the month.

    Reads 2016-07-01, 2016.7.1, 2016/7, 20160701, 2016年7月1日 and wide digits; None when it is no date.
    """
    written = text.strip().translate(str.maketrans("０１２３４５６７８９．／－。", "0123456789./-."))
    found = SOLID_DATE.fullmatch(written) or DATE.fullmatch(written)
    if found is None:
        return None
    year, month, day = found.groups()
    try:
        return date(int(year), int(month), int(day or 1)), day is not None
    except ValueError:
        return None


class EchoedDate(BoundField):
    """A date box that says how it understood what was typed."""

    @property
    def echo(self) -> str:
        """“记作 2016 年 7 月 1 日” once something readable was typed, else empty."""
        read = read_date(self.value()) if self.form.is_bound and isinstance(self.value(), str) else None
        if read is None:
            return ""
        day, whole = read
        return f"记作 {day.year} 年 {day.month} 月 {day.day} 日" + ("" if whole else "，没写日，按 1 日记")


class DateField(forms.DateField):
    """A day, typed freely: 2016.7.1, 2016年7月1日, 20160701; 2016.7 means the first of July."""

    widget = forms.TextInput(attrs={"class": "w-s", "inputmode": "text", "autocomplete": "off"})
    default_error_messages = {"invalid": "看不懂这个日期。写成 2016-07-01 这样就行。", "required": "还没有填日期。"}

    def to_python(self, value: Any) -> date | None:
        if not isinstance(value, str) or not value.strip():
            return super().to_python(value)
        read = read_date(value)
        if read is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return read[0]

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else value

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> BoundField:
        return EchoedDate(form, self, field_name)


def sized(widget: forms.Widget, size: str) -> forms.Widget:
    """WIDGET as wide as its content is long: "s" a date or number, "m" a name, "l" a sentence."""
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} w-{size}".strip()
    return widget
