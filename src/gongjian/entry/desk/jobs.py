"""Thin wrappers that let the background worker do what `working` says."""

from __future__ import annotations

from django_tasks import task

from gongjian.entry.desk import working
from gongjian.entry.desk.models import Batch
from gongjian.entry.desk.terms import BatchState


@task()
def check_batch(batch_id: int) -> None:
    if batch := Batch.objects.filter(pk=batch_id, created_by__isnull=False).first():
        working.check(batch)


@task()
def import_batch(batch_id: int) -> None:
    if batch := Batch.objects.filter(pk=batch_id, created_by__isnull=False, state=BatchState.IMPORTING).first():
        working.carry_out(batch)
