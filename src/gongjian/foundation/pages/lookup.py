"""A record named in words: a clerk writes its name, the form finds it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet

from gongjian.foundation.named import named

SUGGESTED_AT_MOST = 300
NAMED_AT_MOST = 5


class LookupInput(forms.TextInput):
    """A text box with the names that may be written, as long as they are not too many."""

    template_name = "forms/lookup.html"

    def __init__(self) -> None:
        super().__init__(attrs={"class": "w-l", "autocomplete": "off"})
        self.names: QuerySet[Any, str] | None = None

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = list(self.names[: SUGGESTED_AT_MOST + 1]) if self.names is not None else []
        context["names"] = names if len(names) <= SUGGESTED_AT_MOST else []
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_names"
        return context


class LookupField(forms.CharField):
    """One record of those given to `among`, found by its name or an unmistakable part of it."""

    widget = LookupInput

    def among(self, rows: QuerySet[Any], subject_type: str) -> None:
        """Look among ROWS (which the writer may see), indexed for search under SUBJECT_TYPE."""
        self.rows, self.subject_type = rows, subject_type
        self.widget.names = rows.order_by("pinyin").values_list("name", flat=True)

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Model) else value

    def clean(self, value: Any) -> Any:
        """The record named."""
        text = super().clean(value)
        if not text:
            return None
        exact = self.rows.filter(name=text).first()
        if exact is not None:
            return exact
        found = named(self.rows, self.subject_type, text, limit=NAMED_AT_MOST)
        if not found:
            raise ValidationError(f"没有找到“{text}”。请写全名。")
        if len(found) > 1:
            raise ValidationError(f"“{text}”有好几个：{'、'.join(each.name for each in found)}。请写全名。")
        return found[0]
