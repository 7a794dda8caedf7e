"""What the background does with a batch: check it, rehearse it, write it. Each may be killed and begun again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongjian.entry.desk.checking import CheckedBatch, Fix, Source, check_sources, untold
from gongjian.entry.desk.grouping import groups
from gongjian.entry.desk.known import known_to
from gongjian.entry.desk.layouts import Layouts
from gongjian.entry.desk.limiting import CODE, keep_to_scope
from gongjian.entry.desk.matching import Matching
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.reporting import Report, report, rows_in, verdict
from gongjian.entry.desk.terms import BatchState
from gongjian.entry.desk.writing import Imported, write
from gongjian.foundation.files import content_of
from gongjian.oversight.coverage.actions import catch_up
from gongjian.registers.organizations.intake import ImpossibleMove

BEAT = timedelta(seconds=1)
MOST_DIFFERENCES = 500
MOST_PROBLEMS = 1000
LATELY_CHANGED = "别人刚改过同样的记录，这次没有写入。请再导入一次。"


def check(batch: Batch, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Check a batch's files and keep what was found; a second worker with the same batch does no harm."""
    taken = Batch.objects.filter(pk=batch.pk, state__in=[BatchState.UPLOADED, BatchState.CHECKING])
    if not taken.update(state=BatchState.CHECKING, progress_done=0, progress_total=0, heartbeat=clock()):
        return
    checked = checked_anew(batch, beat=_Beat(batch, clock))
    found = _found(checked, batch)
    rows = sum(sheet.data_rows for sheet in checked.sheets)
    values = {"progress_done": rows, "progress_total": rows, "message": "", "state": BatchState.CHECKED}
    try:
        found |= _told(rehearsed(checked, batch, now=clock()))
    except ImpossibleMove as reason:
        values |= {"message": str(reason), "state": BatchState.FAILED}
    values |= {"report": found, "heartbeat": clock()}
    Batch.objects.filter(pk=batch.pk, state=BatchState.CHECKING).update(**values)


def checked_anew(batch: Batch, *, beat: Callable[[int, int], None] = untold) -> CheckedBatch:
    """The batch's files, checked against what the platform holds now, with its fixes and columns, within scope."""
    files = batch.files.select_related("file")
    chosen = {(file, sheet): {int(at): name for at, name in fields.items()} for file, sheet, fields in batch.columns}
    checked = check_sources(
        [Source(each.name, content_of(each.file)) for each in files],
        known=known_to(batch.created_by),
        on=batch.on,
        fixes=[Fix(**fix) for fix in batch.fixes],
        matching=Matching(chosen, Layouts(batch)),
        progress=beat,
    )
    keep_to_scope(checked, by=batch.created_by)
    return checked


def rehearsed(checked: CheckedBatch, batch: Batch, *, now: datetime) -> Imported:
    """What writing would do, found out by doing it and taking it back at once."""
    with transaction.atomic():
        imported = write(checked, by=batch.created_by, now=now, on=batch.on)
        transaction.set_rollback(True)
    return imported


def carry_out(batch: Batch, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Write a batch and mark it done in one transaction; a batch that is done already stays as it is."""
    checked = checked_anew(batch)
    if not verdict(checked).allows(skip_bad_rows=batch.skip_bad_rows):
        _fail(batch, "检查以后台账有了变化，又有要改的行。请重新检查。", clock())
        return
    try:
        _write_once(batch, checked, now=clock())
    except ImpossibleMove as reason:
        _fail(batch, str(reason), clock())
    except IntegrityError:
        _fail(batch, LATELY_CHANGED, clock())
    catch_up(now=clock())


@transaction.atomic
def _write_once(batch: Batch, checked: CheckedBatch, *, now: datetime) -> None:
    current = Batch.objects.select_for_update().get(pk=batch.pk)
    if current.state != BatchState.IMPORTING:
        return
    imported = write(checked, by=current.created_by, now=now, on=current.on, batch_id=current.pk)
    current.counts = imported.as_words()
    current.state, current.finished_at, current.heartbeat, current.message = BatchState.DONE, now, now, ""
    current.save(update_fields=["counts", "state", "finished_at", "heartbeat", "message"])


def _fail(batch: Batch, message: str, now: datetime) -> None:
    unfinished = Batch.objects.filter(pk=batch.pk, state=BatchState.IMPORTING)
    unfinished.update(state=BatchState.FAILED, message=message, heartbeat=now)


def _found(checked: CheckedBatch, batch: Batch) -> Report:
    """All that the wizard shows of a check."""
    sheets = [
        {
            "file": each.file,
            "sheet": each.sheet,
            "headers": list(each.headers),
            "columns": dict(each.columns),
            "remembered": each.remembered,
        }
        for each in checked.sheets
    ]
    known = known_to(batch.created_by)
    return _shortened(report(checked)) | {
        "verdict": verdict(checked).value,
        "groups": groups(checked, known),
        "without_table": [each.name for each in checked.without_table],
        "sheets": sheets,
    }


def _shortened(found: Report) -> Report:
    """A report with the first problems of each table, and how many problems and rows there are in all.

    Rows that are somebody else's come last.
    """
    for each in found["files"]:
        each.update(rows_in(each))
        each["errors"].sort(key=lambda problem: problem["code"] == CODE)
        for kind in ("errors", "warnings"):
            each[f"{kind}_count"] = len(each[kind])
            del each[kind][MOST_PROBLEMS:]
    return found


def _told(imported: Imported) -> dict[str, Any]:
    """A rehearsal's counts and first differences, for the batch's report."""
    first = list(imported.differences.items())[:MOST_DIFFERENCES]
    return {
        "counts": {kind: asdict(each) for kind, each in imported.counts.items()},
        "differences": [[kind, name, changes] for (kind, _, name), changes in first],
    }


class _Beat:
    """Says how far a check is, at most once a second, outside any transaction."""

    def __init__(self, batch: Batch, clock: Callable[[], datetime]) -> None:
        self.batch, self.clock, self.last = batch, clock, clock()

    def __call__(self, done: int, total: int) -> None:
        now = self.clock()
        if done == 0 or now - self.last >= BEAT:
            self.last = now
            told = {"progress_done": done, "progress_total": total, "heartbeat": now}
            Batch.objects.filter(pk=self.batch.pk).update(**told)
