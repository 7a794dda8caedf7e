"""Batches, for those who may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongjian.entry.desk.models import Batch, BatchQuerySet


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is. `sentence` is for the screen; `finished` tells the page to stop asking."""

    state: str
    done: int
    total: int
    sentence: str
    finished: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """One record an import changes or changed: {field: [before, after]}, with the field's Chinese label."""

    subject_type: str
    subject: str
    changes: Mapping[str, Sequence[Any]]


def batches(user: Any) -> BatchQuerySet:
    """The batches USER may see, newest first, without their reports."""
    raise NotImplementedError


def batch(user: Any, batch_id: int) -> Batch:
    """One batch USER may see; raises Batch.DoesNotExist otherwise."""
    raise NotImplementedError


def progress(batch: Batch) -> Progress:
    raise NotImplementedError


def difference(batch: Batch, *, limit: int = 200) -> list[Difference]:
    """What the import will change (before it is done: from the check's rehearsal) or changed (from history)."""
    raise NotImplementedError
