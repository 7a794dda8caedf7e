"""A branch of the tree hung elsewhere: every path in every table that begins with the old one begins with the new."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from gongjian.foundation.tree import PathField, under


def move_paths(old: str, new: str) -> None:
    """Rewrite all paths at OLD and below it, in the caller's transaction; history lines follow their records."""
    for model, field in path_columns():
        rest = Substr(F(field), len(old) + 1)
        model._default_manager.filter(under(field, old)).update(**{field: Concat(Value(new), rest)})


def path_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column of every table that holds a path."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, PathField):
                yield model, field.name
