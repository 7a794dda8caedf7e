"""A form for a new record that is sent twice makes one record: it knows the record's public id before there is one."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet

from gongjian.foundation.pages.forms import PlainModelForm


class OnceForm(PlainModelForm):
    """A form whose hidden `uid` becomes the new record's."""

    uid = forms.UUIDField(widget=forms.HiddenInput, required=False, initial=uuid4)

    def clean_uid(self) -> UUID:
        return self.cleaned_data["uid"] or uuid4()


def made_before(rows: QuerySet[Any], posted: Any) -> Any:
    """The one of ROWS that an earlier sending of the same form made, None when there is none."""
    try:
        return rows.filter(uid=UUID(posted.get("uid", ""))).first()
    except ValueError:
        return None
