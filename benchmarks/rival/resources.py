"""The roster's columns for django-import-export: found by number, every column mapped, set up in three ways.

`use_bulk` is not among them: it sends no signals, so that the history library would keep nothing.
"""

from __future__ import annotations

from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import ModelResource

from benchmarks.rival.models import TrackedMember
from benchmarks.roster import FIELDS


class MemberResource(ModelResource):
    """As its documentation shows."""

    class Meta:
        model = TrackedMember
        import_id_fields = ("identity_number",)
        fields = tuple(FIELDS)


class WithoutPreview(MemberResource):
    """Without the comparison of each row for a preview that nobody sees here."""

    class Meta:
        skip_diff = True


class LoadedAtOnce(WithoutPreview):
    """With all stored rows fetched by one query besides."""

    class Meta:
        instance_loader_class = CachedInstanceLoader


SET_UPS = {"": MemberResource, ", skip_diff": WithoutPreview, ", skip_diff and cached loader": LoadedAtOnce}
