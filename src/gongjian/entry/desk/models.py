"""Batches (导入批次): the files of one import, what their check found, and what became of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from gongjian.entry.desk.terms import BatchState
from gongjian.entry.desk.verdict import Verdict
from gongjian.foundation.files import StoredFile
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.sealed import SealedJSONField
from gongjian.foundation.tree import PathField


class BatchQuerySet(ScopedQuerySet):
    view_permission = "sheets.import"

    def lean(self) -> BatchQuerySet:
        """Without the check's report, for lists."""
        return self.defer("report")


class Batch(models.Model):
    """One import, from upload to undo.

    `fixes` are the replacements chosen, `columns` the fields chosen by hand for columns counted from 0, null to leave
    one out ([["file", "sheet", {"3": "name"}], …]), `report` what the last check found (`reporting.report`, with
    "groups", "sheets", "without_table", "counts" and "differences"), `counts` what was written, `left` what an undo
    left as it was ([["name", "why"], …]).
    """

    id: int
    org_path = PathField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_by_name = models.CharField(max_length=60)
    created_at = models.DateTimeField()
    on = models.DateField("判断日期")
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.UPLOADED)
    skip_bad_rows = models.BooleanField(default=False)
    fixes = SealedJSONField(default=list)
    columns = models.JSONField(default=list)
    report = SealedJSONField(default=dict)
    counts = models.JSONField(default=dict)
    left = SealedJSONField(default=list)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    heartbeat = models.DateTimeField()
    message = models.CharField(max_length=400, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects = BatchQuerySet.as_manager()

    class Meta:
        db_table = "desk_batch"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=["done", "undone"]) | Q(finished_at__isnull=False),
                name="batch_done_with_time",
            ),
            models.CheckConstraint(
                condition=Q(state="undone", undone_at__isnull=False) | (~Q(state="undone") & Q(undone_at__isnull=True)),
                name="batch_undone_with_time",
            ),
        ]
        indexes = [models.Index(fields=["org_path", "-id"], name="batch_org_path")]

    @property
    def verdict(self) -> Verdict:
        """What the last check came to; before a check there is nothing to import."""
        return Verdict(self.report.get("verdict", Verdict.UNREADABLE))

    @property
    def can_be_imported(self) -> bool:
        """Whether the check has ended and its good rows, if there are any, may be written."""
        return self.state == BatchState.CHECKED and self.verdict is not Verdict.UNREADABLE

    def __str__(self) -> str:
        return f"{self.created_by_name} {self.created_at:%Y-%m-%d %H:%M}"


class BatchFile(models.Model):
    """A file of a batch, in the order in which the files are read (by name); `file` is None once it is dropped."""

    id: int
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=200)

    class Meta:
        db_table = "desk_batch_file"
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["batch", "name"], name="batch_file_once")]

    def __str__(self) -> str:
        return self.name


class Layout(models.Model):
    """Columns that a person matched by hand: `fields` by column from 0 ({"3": "name"}), null for those left out.

    `fingerprint` stands for the headers of the table; it is the same for the next file of the same layout.
    """

    id: int
    org_path = PathField()
    kind = models.CharField(max_length=20)
    fingerprint = models.CharField(max_length=64)
    fields = models.JSONField()
    chosen_by_name = models.CharField(max_length=60)
    chosen_at = models.DateTimeField()

    class Meta:
        db_table = "desk_layout"
        constraints = [
            models.UniqueConstraint(fields=["org_path", "kind", "fingerprint"], name="layout_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint[:8]}"
