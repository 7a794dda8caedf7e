"""The form of a record that two people may have open: what each saw, what both changed, who keeps what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongjian.foundation.editing import Meanwhile
from gongjian.foundation.history import Entry
from gongjian.foundation.pages.forms import PlainModelForm
from gongjian.foundation.pages.fragment import page_or_fragment

NOT_CARRIED = ("csrfmiddlewaretoken", "version")


class EditForm(PlainModelForm):
    """A form that remembers what its writer saw (hidden initial values), so that only real changes are written."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["version"] = self.instance.version
        for field in self.fields.values():
            field.show_hidden_initial = True

    def changes(self) -> dict[str, Any]:
        """What the writer changed since opening the form, less what they left to the other editor."""
        mine = [name for name in self.changed_data if name != "version"]
        return {name: self.cleaned_data[name] for name in mine if self.data.get(f"keep-{name}") != "theirs"}

    def told(self, name: str, value: Any) -> str:
        """What the other editor wrote, as the writer of this form may read it."""
        return shown(self, name, value)


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that both changed, in words."""

    name: str
    label: str
    theirs: str
    mine: str


def differences(form: EditForm, record: Model) -> list[Difference]:
    """The fields that both the writer of FORM and, since, someone else changed, and not to the same."""
    now = model_to_dict(record, form.changes())
    return [
        Difference(name, str(form.fields[name].label or name), form.told(name, now[name]), shown(form, name, mine))
        for name in now
        if moved(form, name, now[name]) and form.fields[name].has_changed(now[name], mine := form[name].value())
    ]


def moved(form: EditForm, name: str, value: Any) -> bool:
    """Whether a field's VALUE now is another than its writer saw on opening the form."""
    field = form.fields[name]
    seen = field.hidden_widget().value_from_datadict(form.data, form.files, form[name].html_initial_name)
    return field.has_changed(value, seen)


def stands_already(form: EditForm, record: Model) -> bool:
    """Whether RECORD says all that the writer of FORM changed: then the same form was sent twice."""
    mine, now = form.changes(), model_to_dict(record, form.changes())
    same = (not form.fields[name].has_changed(now[name], form[name].value()) for name in now)
    return mine.keys() == now.keys() and all(same)


def shown(form: forms.BaseForm, name: str, value: Any) -> str:
    """A value as the field's reader would say it: a choice by its label, a record by its name."""
    choices = dict(getattr(form.fields[name], "choices", ()))
    key = getattr(value, "pk", value)
    return str(choices.get(key, choices.get(str(key), value))) if value not in (None, "") else ""


def edit_page(
    request: HttpRequest,
    form: EditForm,
    save: Callable[[Mapping[str, Any], int], Any],
    *,
    template: str,
    context: Mapping[str, Any],
    done: str,
) -> HttpResponse:
    """Show FORM, or SAVE(changes, version) and go to DONE; 422 with errors, 409 when someone else was faster."""
    whole = {**context, "form": form, "done": done}
    if request.method != "POST":
        return page_or_fragment(request, template, template, whole)
    if not form.is_valid():
        return render(request, template, whole, status=422)
    try:
        save(form.changes(), form.cleaned_data["version"])
    except Meanwhile as accident:
        if stands_already(form, accident.record):
            return redirect(done)
        return conflict_page(request, form, accident.record, done=done)
    return redirect(done)


def conflict_page(request: HttpRequest, form: EditForm, record: Any, *, done: str) -> HttpResponse:
    """Both texts side by side. What only this writer changed is carried along unseen and kept."""
    latest = Entry.objects.about(record._meta.app_label, record.pk).first()
    carried = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_CARRIED and not name.startswith("keep-")
        for value in values
    ]
    context = {
        "record": record,
        "latest": latest,
        "differences": differences(form, record),
        "carried": carried,
        "version": record.version,
        "done": done,
    }
    return render(request, "conflict.html", context, status=409)
