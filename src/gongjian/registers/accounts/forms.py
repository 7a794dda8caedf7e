"""What people type about their own account."""

from __future__ import annotations

from django import forms

from gongjian.foundation.pages.forms import PlainForm


class ViewForm(PlainForm):
    """A view to be saved: the table, the address of its state, and a name."""

    table = forms.SlugField(max_length=40)
    name = forms.CharField(max_length=40)
    query = forms.CharField(max_length=2000)
    shared = forms.BooleanField(required=False)
