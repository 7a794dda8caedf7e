"""A batch in words: what it is called, how it ended, until when it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath

from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.terms import BatchState
from gongjian.entry.desk.undoing import UNDO_DAYS

STEPS = ("选文件", "对上列", "检查", "导入", "完成")
STEP_OF = {
    BatchState.UPLOADED: 3,
    BatchState.CHECKING: 3,
    BatchState.CHECKED: 3,
    BatchState.FAILED: 3,
    BatchState.IMPORTING: 4,
    BatchState.DONE: 6,
}
TONE_OF = {
    BatchState.CHECKED: "a",
    BatchState.FAILED: "o",
    BatchState.DONE: "g",
    BatchState.UPLOADED: "b",
    BatchState.CHECKING: "b",
    BatchState.IMPORTING: "b",
}
KIND_LABELS = {"organizations": "党组织", "units": "单位", "members": "党员"}


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many records of one kind an import added, changed and left as they were."""

    label: str
    new: int
    changed: int
    unchanged: int


def title_of(batch: Batch) -> str:
    """The files of a batch (fetched along with it) in a phrase: the only name, or the first and how many there are."""
    names = [each.name for each in batch.files.all()]
    return title_from(names[0] if names else "", len(names))


def title_from(first: str, number: int) -> str:
    """The same from the name of the first file and how many there are."""
    name = PurePath(first).stem
    return f"{name}等 {number} 个文件" if number > 1 else name


def counts_of(batch: Batch) -> list[KindCount]:
    """What was written, by kind; kinds the files did not speak of are left out."""
    counted = [
        KindCount(label, *(int(batch.counts.get(kind, {}).get(name, 0)) for name in ("new", "changed", "unchanged")))
        for kind, label in KIND_LABELS.items()
    ]
    return [each for each in counted if each.new or each.changed or each.unchanged]


def in_a_phrase(counts: Iterable[KindCount]) -> str:
    """新增 1,200，更新 30，没变 11: over all kinds, what is nothing left out."""
    counted = list(counts)
    sums = (
        ("新增", sum(each.new for each in counted)),
        ("更新", sum(each.changed for each in counted)),
        ("没变", sum(each.unchanged for each in counted)),
    )
    return "，".join(f"{word} {number:,}" for word, number in sums if number)


def undo_until(batch: Batch) -> datetime | None:
    """The last moment at which the batch can be taken back, None unless it was imported."""
    if batch.state != BatchState.DONE or batch.finished_at is None:
        return None
    return batch.finished_at + timedelta(days=UNDO_DAYS)


def can_undo(batch: Batch, *, now: datetime) -> bool:
    until = undo_until(batch)
    return until is not None and now <= until


@dataclass(frozen=True, slots=True)
class Line:
    """A batch in the list of batches."""

    batch: Batch
    title: str
    tone: str
    counts: str
    undo_until: datetime | None


def line_of(batch: Batch, *, now: datetime) -> Line:
    until = undo_until(batch) if can_undo(batch, now=now) else None
    return Line(batch, title_of(batch), TONE_OF.get(BatchState(batch.state), ""), in_a_phrase(counts_of(batch)), until)
