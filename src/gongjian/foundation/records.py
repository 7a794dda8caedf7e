"""What the big registers have in common."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.db import models

from gongjian.foundation.bulk import one_at_a_time
from gongjian.foundation.columns import KeyField
from gongjian.foundation.tree import PathField


def home_region() -> str:
    """The region code of this installation, written on every row so that cities can be hosted side by side."""
    return settings.REGION


class Record(models.Model):
    """A scoped row with a public id that collides nowhere and a version that betrays a second editor."""

    id: int
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    region = models.CharField(max_length=12, default=home_region, editable=False)
    org_path = PathField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Named(models.Model):
    """A name and the three keys it is found and sorted by; `name_keys` fills them."""

    name = KeyField(max_length=600)
    pinyin = KeyField(max_length=400, default="", editable=False)
    initials = KeyField(max_length=120, default="", editable=False)
    strokes = KeyField(max_length=400, default="", editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


def made_with(rows: models.QuerySet[Any], uid: uuid.UUID) -> Any:
    """The one of ROWS that was made with this UID, None when there is none; whoever makes it now is waited for."""
    one_at_a_time(str(uid))
    return rows.filter(uid=uid).first()


def snapshot(record: models.Model, fields: tuple[str, ...]) -> dict[str, Any]:
    """{field: value} of a record, foreign keys by their id under the field's name."""
    return {name: getattr(record, record._meta.get_field(name).attname) for name in fields}  # type: ignore[union-attr]
