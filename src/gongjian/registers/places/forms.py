"""What people type about places."""

from __future__ import annotations

from django import forms

from gongjian.foundation.pages.editing import EditForm
from gongjian.foundation.pages.forms import PlainModelForm, sized
from gongjian.registers.places.models import Place
from gongjian.registers.places.terms import PlaceKind

WIDGETS = {"name": sized(forms.TextInput(), "l"), "address": sized(forms.TextInput(), "l")}


class PlaceForm(EditForm):
    """The entries of one place."""

    class Meta:
        model = Place
        fields = ("name", "address")
        labels = {"name": "名称"}
        widgets = WIDGETS


class NewPlaceForm(PlainModelForm):
    """A place in a community."""

    class Meta:
        model = Place
        fields = ("kind", "name", "address")
        labels = {"name": "名称"}
        widgets = WIDGETS

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(each.value, each.label) for each in PlaceKind if each != PlaceKind.COMMUNITY]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
