"""How long uploaded files are kept: as long as their batch can be taken back. Who handed what in stays written down."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gongjian.entry.desk.models import Batch, BatchFile
from gongjian.entry.desk.terms import BatchState
from gongjian.entry.desk.undoing import UNDO_DAYS
from gongjian.foundation.files import StoredFile


@transaction.atomic
def drop_old_files(now: datetime) -> None:
    """The daily job: files of batches imported or undone more than UNDO_DAYS ago go, and what was found in them.

    A file that a younger batch also has stays for that one.
    """
    before = now - timedelta(days=UNDO_DAYS)
    imported = Q(state=BatchState.DONE, finished_at__lt=before)
    undone = Q(state=BatchState.UNDONE, undone_at__lt=before)
    old = list(
        Batch.objects.filter(imported | undone, files__file__isnull=False).values_list("pk", flat=True).distinct()
    )
    parts = BatchFile.objects.filter(batch__in=old)
    files = set(parts.filter(file__isnull=False).values_list("file_id", flat=True))
    parts.update(file=None)
    Batch.objects.filter(pk__in=old).update(report={}, fixes=[], left=[])
    needed = BatchFile.objects.filter(file__in=files).values("file")
    StoredFile.objects.filter(pk__in=files).exclude(pk__in=needed).delete()
