"""What people do with a batch: hand files in, correct them together, import, undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongjian.entry.desk.models import Batch

UNDO_DAYS = 7
STALL_SECONDS = 120


class NotNow(Exception):
    """The batch is not in a state in which this can be done; the text says why."""


class TooLate(Exception):
    """The days within which a batch can be undone have passed."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One record that keeps a batch from being undone: `subject_type`, `subject_id`, its name, and why in words."""

    subject_type: str
    subject_id: int
    subject: str
    why: str


class InTheWay(Exception):
    """The batch cannot be undone whole; `obstacles` says what stands in the way."""

    def __init__(self, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(f"有 {len(obstacles)} 条记录不能撤销。")
        self.obstacles = tuple(obstacles)


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: records removed, records set back, and what was left as it is."""

    removed: int
    restored: int
    left: tuple[Obstacle, ...]


def start_batch(files: Sequence[tuple[str, bytes]], *, by: Any, now: datetime, on: date) -> Batch:
    """Keep the files (name, content) as a new batch and have it checked in the background.

    The same files handed in again by the same person, while the first batch is still open, give that batch back.
    """
    raise NotImplementedError


def apply_fix(batch: Batch, fix: Mapping[str, Any], *, by: Any, now: datetime) -> None:
    """Correct one group of like problems in one go and check again. FIX is one of the report's `groups[].fixes`."""
    raise NotImplementedError


def take_back_fix(batch: Batch, number: int, *, by: Any, now: datetime) -> None:
    """Withdraw the fix at position NUMBER of `batch.fixes` and check again."""
    raise NotImplementedError


def assign_columns(batch: Batch, sheet: str, fields: Mapping[str, str], *, by: Any, now: datetime) -> None:
    """Say by hand which header is which field ({header: field, "" to ignore}) on a sheet ("file|sheet"); check again."""
    raise NotImplementedError


def start_import(batch: Batch, *, skip_bad_rows: bool, by: Any, now: datetime) -> None:
    """Write the batch in the background, all or nothing. Raises NotNow unless checked, or rows are bad and not skipped."""
    raise NotImplementedError


def undo(batch: Batch, *, by: Any, now: datetime, leave_changed: bool = False) -> Undone:
    """Take the whole batch back within UNDO_DAYS.

    Raises InTheWay with the list when others refer to its records or changed them since; with `leave_changed` those
    stay and the rest is taken back. Raises TooLate or NotNow.
    """
    raise NotImplementedError


def resume_stalled(*, now: datetime) -> int:
    """Take up batches whose worker vanished (no heartbeat for STALL_SECONDS); returns how many. Safe to call any time."""
    raise NotImplementedError
