"""Batches, for those who may see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gongjian.entry.desk.models import Batch, BatchQuerySet
from gongjian.entry.desk.removing import OF
from gongjian.entry.desk.terms import UNDER_WAY, BatchState
from gongjian.entry.desk.undoing import label
from gongjian.foundation.history import Entry
from gongjian.foundation.journal import TAKEN_IN
from gongjian.foundation.secrets import decrypt, masked, masked_phone


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
    """One record an import changes or changed: {field's label: (before, after)} in words."""

    subject_type: str
    subject: str
    changes: Mapping[str, Sequence[str]]


def batches(user: Any) -> BatchQuerySet:
    """The batches USER may see, newest first, without their reports."""
    return Batch.objects.visible_to(user).lean().order_by("-id")


def batch(user: Any, batch_id: int) -> Batch:
    """One batch USER may see; raises Batch.DoesNotExist otherwise."""
    return Batch.objects.visible_to(user).get(pk=batch_id)


def progress(batch: Batch) -> Progress:
    """How far BATCH is, as last written by its worker."""
    state = BatchState(batch.state)
    sentence = batch.message or str(state.label)
    if state == BatchState.CHECKING and batch.progress_total:
        sentence = f"已检查 {batch.progress_done:,} / {batch.progress_total:,} 行。可以先去忙别的，好了会提醒您。"
    if state == BatchState.IMPORTING:
        sentence = "正在写入。可以先去忙别的，回来再看。"
    return Progress(state.value, batch.progress_done, batch.progress_total, sentence, state not in UNDER_WAY)


def difference(batch: Batch, *, limit: int = 200) -> list[Difference]:
    """What the import will change (before it is done: from the check's rehearsal) or changed (from history)."""
    return [
        Difference(kind, name, {label(kind, field): in_words(kind, field, pair) for field, pair in changes.items()})
        for kind, name, changes in _changes(batch, limit)
    ]


def _changes(batch: Batch, limit: int) -> Iterator[tuple[str, str, Mapping[str, Sequence[Any]]]]:
    if batch.state in (BatchState.DONE, BatchState.UNDONE):
        lines = Entry.objects.filter(batch_id=batch.pk, verb__in=TAKEN_IN, changes__isnull=False).order_by("id")
        yield from lines.values_list("subject_type", "subject", "changes")[:limit]
    else:
        yield from batch.report.get("differences", [])[:limit]


def in_words(kind: str, field: str, pair: Sequence[Any]) -> tuple[str, str]:
    """A pair of stored values as people read them; identity numbers and phones masked."""
    before, after = (_word(kind, field, value) for value in pair)
    return before, after


def _word(kind: str, field: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if field == "identity_sealed":
        return masked(decrypt(value))
    if field == "phone":
        return masked_phone(str(value))
    if isinstance(value, list):
        return "、".join(map(str, value))
    columns = {each.name: each for each in OF[kind]._meta.concrete_fields}
    choices = dict(columns[field].flatchoices) if field in columns else {}
    return str(choices.get(value, value))
