"""Thin wrappers that let the background worker do what `working` says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.utils import timezone
from django_tasks import task

from gongjian.entry.desk import working
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.terms import UNDER_WAY, BatchState

BROKEN = "程序出了错，什么都没有写入，错误已经记下。请再试一次，还不行就联系管理员。"


@task()
def check_batch(batch_id: int) -> None:
    _work(batch_id, (BatchState.UPLOADED, BatchState.CHECKING), working.check)


@task()
def import_batch(batch_id: int) -> None:
    _work(batch_id, (BatchState.IMPORTING,), working.carry_out)


def _work(batch_id: int, states: tuple[BatchState, ...], work: Callable[[Batch], None]) -> None:
    """Do the work if it is still to be done; without its person there is no scope, and nothing is done."""
    batch = Batch.objects.filter(pk=batch_id, created_by__isnull=False, state__in=states).first()
    if batch is not None:
        with _told_when_broken(batch):
            work(batch)


@contextmanager
def _told_when_broken(batch: Batch) -> Iterator[None]:
    """An unforeseen error ends the batch's waiting; the worker still hears of it."""
    try:
        yield
    except Exception:
        unfinished = Batch.objects.filter(pk=batch.pk, state__in=UNDER_WAY)
        unfinished.update(state=BatchState.FAILED, message=BROKEN, heartbeat=timezone.now())
        raise
