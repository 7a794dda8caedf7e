"""What people do with a batch: hand files in, correct them together, import, undo."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from gongjian.entry.desk.checking import CheckedBatch, Fix, Source
from gongjian.entry.desk.jobs import check_batch, import_batch
from gongjian.entry.desk.layouts import forget, remember
from gongjian.entry.desk.models import Batch, BatchFile, BatchQuerySet
from gongjian.entry.desk.terms import EDITABLE, UNDER_WAY, BatchState, NotNow
from gongjian.entry.desk.undoing import UNDO_DAYS, InTheWay, Obstacle, TooLate, Undone, undo
from gongjian.entry.desk.verdict import Verdict
from gongjian.entry.desk.writing import Imported, write
from gongjian.foundation.files import StoredFile, digest_of, keep
from gongjian.foundation.scope import scope_of

__all__ = [
    "UNDO_DAYS",
    "InTheWay",
    "NotNow",
    "Obstacle",
    "TooLate",
    "Undone",
    "apply_fix",
    "apply_fixes",
    "assign_columns",
    "check_again",
    "discard",
    "forget_columns",
    "import_now",
    "is_stalled",
    "leave_out",
    "resume_stalled",
    "start_batch",
    "start_import",
    "take_back_fix",
    "take_back_fixes",
    "undo",
]

STALLED_AFTER = timedelta(seconds=120)
OPERATOR = "命令行"


def start_batch(files: Sequence[tuple[str, bytes]], *, by: Any, now: datetime, on: date) -> Batch:
    """Keep the files (name, content) as a new batch and have it checked in the background.

    The same files handed in again by the same person, while the first batch is still open, give that batch back.
    """
    open_batch = _same_open_batch(files, by)
    if open_batch is not None:
        return open_batch
    with transaction.atomic():
        batch = _new_batch(files, by=by, now=now, on=on)
    check_batch.enqueue(batch.pk)
    batch.refresh_from_db()
    return batch


def apply_fix(batch: Batch, fix: Mapping[str, Any], *, by: Any, now: datetime) -> None:
    """Replace what a cell says, wherever it says it, and check again.

    FIX is {"field", "found", "replacement"}, narrowed down by "file", "sheet" and "row" when given. Raises NotNow.
    """
    apply_fixes(batch, [fix], by=by, now=now)


def apply_fixes(batch: Batch, fixes: Iterable[Mapping[str, Any]], *, by: Any, now: datetime) -> None:
    """Several fixes at once, checked again once."""
    _edit(batch, now=now, fixes=[*batch.fixes, *(asdict(Fix(**fix)) for fix in fixes)])


def take_back_fix(batch: Batch, number: int, *, by: Any, now: datetime) -> None:
    """Withdraw the fix at position NUMBER (from 0) of `batch.fixes` and check again. Raises NotNow."""
    take_back_fixes(batch, [number], by=by, now=now)


def take_back_fixes(batch: Batch, numbers: Collection[int], *, by: Any, now: datetime) -> None:
    """Withdraw the fixes at these positions (from 0) of `batch.fixes` and check again once. Raises NotNow."""
    _edit(batch, now=now, fixes=[fix for at, fix in enumerate(batch.fixes) if at not in numbers])


@transaction.atomic
def discard(batch: Batch, *, by: Any, now: datetime) -> None:
    """Drop a batch that was never written, and those of its files nobody else handed in. Raises NotNow."""
    current = Batch.objects.select_for_update().lean().get(pk=batch.pk)
    if current.state not in EDITABLE:
        raise NotNow(f"这一批现在是“{current.get_state_display()}”，不能取消。请刷新页面再看。")
    files = list(current.files.values_list("file_id", flat=True))
    current.delete()
    _drop_unused(files)


def _drop_unused(file_ids: Collection[int | None]) -> None:
    ids = [each for each in file_ids if each]
    used = BatchFile.objects.filter(file__in=ids).values("file")
    StoredFile.objects.filter(pk__in=ids).exclude(pk__in=used).delete()


def assign_columns(
    batch: Batch, file: str, sheet: str, fields: Mapping[int, str | None], *, by: Any, now: datetime
) -> None:
    """Say by hand which column (counted from 0) of a sheet is which field, None to leave it out; check again.

    The next table with the same headers is read the same way.
    """
    kind, headers = _layout(batch, file, sheet)
    chosen = [file, sheet, {str(at): name for at, name in fields.items()}]
    _edit(batch, now=now, columns=[*_columns_but(batch, file, sheet), chosen])
    remember(batch, kind, headers, fields, by=by, now=now)


def forget_columns(batch: Batch, file: str, sheet: str, *, by: Any, now: datetime) -> None:
    """Match the columns of a sheet by its headers again, now and in future; check again."""
    forget(batch, *_layout(batch, file, sheet))
    _edit(batch, now=now, columns=_columns_but(batch, file, sheet))


def leave_out(batch: Batch, file_id: int, *, by: Any, now: datetime) -> None:
    """Drop one file of a batch, with what was chosen for it, and check the others. Raises NotNow."""
    dropped = batch.files.get(pk=file_id)
    fixes = [fix for fix in batch.fixes if fix["file"] != dropped.name]
    columns = [chosen for chosen in batch.columns if chosen[0] != dropped.name]
    with transaction.atomic():
        _turn(batch, BatchState.UPLOADED, now=now, allowed=EDITABLE, fixes=fixes, columns=columns)
        if batch.files.count() == 1:
            raise NotNow("这一批只有这一个文件。不导入的话，请按“取消导入”。")
        dropped.delete()
        _drop_unused([dropped.file_id])
    check_batch.enqueue(batch.pk)
    batch.refresh_from_db()


def _layout(batch: Batch, file: str, sheet: str) -> tuple[str, list[str]]:
    """The kind and the headers of a table the last check found."""
    place = (file, sheet)
    kinds = {(each["file"], each["sheet"]): each["kind"] for each in batch.report["files"]}
    headers = {(each["file"], each["sheet"]): each["headers"] for each in batch.report["sheets"]}
    return kinds[place], headers[place]


def _columns_but(batch: Batch, file: str, sheet: str) -> list[Any]:
    return [chosen for chosen in batch.columns if chosen[:2] != [file, sheet]]


def check_again(batch: Batch, *, by: Any, now: datetime) -> None:
    """Check the batch against what the platform holds now. Raises NotNow."""
    _edit(batch, now=now)


def start_import(batch: Batch, *, skip_bad_rows: bool, by: Any, now: datetime) -> None:
    """Write the batch in the background, all or nothing.

    Raises NotNow unless it is checked, when a file is unreadable, or when rows are bad and not to be skipped.
    """
    if batch.verdict is Verdict.UNREADABLE:
        raise NotNow("有文件打不开，或者没有找到表格。请换好文件再传。")
    if not batch.verdict.allows(skip_bad_rows=skip_bad_rows):
        raise NotNow("还有要改的行。请先改好，或选择跳过这些行。")
    _turn(batch, BatchState.IMPORTING, now=now, allowed=[BatchState.CHECKED], skip_bad_rows=skip_bad_rows)
    import_batch.enqueue(batch.pk)
    batch.refresh_from_db()


def is_stalled(batch: Batch, *, now: datetime) -> bool:
    """Whether work on a batch is under way and gave no sign of life for a while."""
    return batch.state in UNDER_WAY and batch.heartbeat < now - STALLED_AFTER


def resume_stalled(*, now: datetime, among: BatchQuerySet | None = None, after: timedelta = STALLED_AFTER) -> int:
    """Take up batches whose worker vanished (no sign of life for that long), all or AMONG some.

    Returns how many; safe at any time, for a second worker with the same batch does no harm.
    """
    resumed = 0
    batches = Batch.objects.lean() if among is None else among
    for batch in batches.filter(state__in=UNDER_WAY, heartbeat__lt=now - after):
        if Batch.objects.filter(pk=batch.pk, heartbeat=batch.heartbeat, state=batch.state).update(heartbeat=now):
            (import_batch if batch.state == BatchState.IMPORTING else check_batch).enqueue(batch.pk)
            resumed += 1
    return resumed


@transaction.atomic
def import_now(sources: Sequence[Source], checked: CheckedBatch, *, by: Any, now: datetime, on: date) -> Imported:
    """Write the good rows at once, as a batch that can be undone; where nothing is new no batch is left behind."""
    batch = _new_batch([], by=by, now=now, on=on)
    imported = write(checked, by=by, now=now, on=on, batch_id=batch.pk)
    if not any(each.new or each.changed for each in imported.counts.values()):
        batch.delete()
        return imported
    _keep_files(batch, [(each.name, _content(each)) for each in sources], now=now)
    batch.state, batch.finished_at, batch.counts = BatchState.DONE, now, imported.as_words()
    batch.save(update_fields=["state", "finished_at", "counts"])
    return imported


def _content(source: Source) -> bytes:
    return source.content if isinstance(source.content, bytes) else source.content.read_bytes()


def _new_batch(files: Sequence[tuple[str, bytes]], *, by: Any, now: datetime, on: date) -> Batch:
    path = next(iter(scope_of(by).paths("sheets.import")), "")
    name = str(by) if by else OPERATOR
    batch = Batch.objects.create(
        org_path=path, created_by=by, created_by_name=name, created_at=now, on=on, heartbeat=now
    )
    _keep_files(batch, files, now=now)
    return batch


def _keep_files(batch: Batch, files: Sequence[tuple[str, bytes]], *, now: datetime) -> None:
    BatchFile.objects.bulk_create(
        BatchFile(batch=batch, name=name, file=keep(name, content, now=now)) for name, content in files
    )


def _same_open_batch(files: Sequence[tuple[str, bytes]], by: Any) -> Batch | None:
    wanted = sorted((name, digest_of(content)) for name, content in files)
    mine = Batch.objects.lean().filter(created_by=by).exclude(state__in=[BatchState.DONE, BatchState.UNDONE])
    for batch in mine[:20]:
        if sorted(batch.files.values_list("name", "file__digest")) == wanted:
            return batch
    return None


def _edit(batch: Batch, *, now: datetime, **values: Any) -> None:
    _turn(batch, BatchState.UPLOADED, now=now, allowed=EDITABLE, **values)
    check_batch.enqueue(batch.pk)
    batch.refresh_from_db()


@transaction.atomic
def _turn(batch: Batch, state: BatchState, *, now: datetime, allowed: Sequence[BatchState], **values: Any) -> None:
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if current.state not in allowed:
        raise NotNow(f"这一批现在是“{current.get_state_display()}”，不能这样做。请刷新页面再看。")
    for name, value in {"state": state, "heartbeat": now, "message": "", **values}.items():
        setattr(current, name, value)
    current.save(update_fields=["state", "heartbeat", "message", *values])
