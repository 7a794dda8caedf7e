"""The roster's columns for django-import-export, as its documentation shows: found by number, every column mapped."""

from __future__ import annotations

from import_export.resources import ModelResource

from benchmarks.rival.models import TrackedMember
from benchmarks.roster import FIELDS


class MemberResource(ModelResource):
    class Meta:
        model = TrackedMember
        import_id_fields = ("identity_number",)
        fields = tuple(FIELDS)
