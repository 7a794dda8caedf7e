"""套表: forms other offices demand, how each of their blanks is filled, and every time one was issued."""

from __future__ import annotations

from django.db import models

from gongjian.foundation.files import StoredFile
from gongjian.foundation.records import Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.mechanisms.reports.terms import MONTHS
from gongjian.registers.organizations.models import Organization


class OutsideFormQuerySet(ScopedQuerySet):
    view_permission = "reports.view"


class OutsideForm(Record):
    """An xlsx form as it was handed in.

    `meanings` is {placeholder: [what it stands for, which]}; `lists` is [{"sheet", "row", "table", "columns": {column
    letter: key of a column}}] of the tables in it.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("表名", max_length=80)
    asked_by = models.CharField("谁要的", max_length=60, blank=True)
    months = models.PositiveSmallIntegerField("多久报一次", choices=list(MONTHS.items()), default=1)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    meanings = models.JSONField(default=dict)
    lists = models.JSONField(default=list)
    stopped = models.BooleanField(default=False)

    objects = OutsideFormQuerySet.as_manager()

    class Meta:
        db_table = "reports_outside_form"
        indexes = [models.Index(fields=["org_path"], name="outside_form_path")]

    def __str__(self) -> str:
        return self.name


class Issue(models.Model):
    """One time a form was filled: for which period and organization, by whom, and what came out."""

    id: int
    form = models.ForeignKey(OutsideForm, on_delete=models.CASCADE, related_name="issues")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    first = models.DateField()
    last = models.DateField()
    filled = models.PositiveIntegerField()
    rows = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        db_table = "reports_issue"
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.first} {self.organization_id}"
