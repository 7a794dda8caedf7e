"""Reports: the templates an office sets, one organization's report of a period, its numbers, texts and remarks."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from gongjian.foundation import writing
from gongjian.foundation.records import Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.mechanisms.reports.kinds import Pattern, sections_from
from gongjian.mechanisms.reports.terms import HANDED_IN, MONTHS, WRITING, ReportState
from gongjian.registers.organizations.models import Organization
from gongjian.rules.periods import Period


class TemplateQuerySet(ScopedQuerySet):
    view_permission = "reports.view"


class Template(Record):
    """A template (汇报模板) an organization set for itself and all below it, in place of the built-in one of its key.

    `stopped` ends its use; reports begun from it stay as they are.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=40)
    label = models.CharField("名称", max_length=40)
    months = models.PositiveSmallIntegerField("多久一期", choices=list(MONTHS.items()), default=1)
    kinds = models.JSONField("哪几类党组织写", default=list, blank=True)
    bodies = models.JSONField("哪几个区域性党组织写", default=list, blank=True)
    below = models.JSONField("谁的直接下级写", default=list, blank=True)
    members = models.JSONField("汇总下级的哪几种汇报", default=list, blank=True)
    outline = models.JSONField("内容", default=list)
    stopped = models.BooleanField("停用", default=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        db_table = "reports_template"
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="template_once")]

    def __str__(self) -> str:
        return self.label

    @property
    def pattern(self) -> Pattern:
        return Pattern(
            self.key,
            self.label,
            self.months,
            sections_from(self.outline),
            tuple(self.kinds),
            tuple(self.bodies),
            tuple(self.below),
            tuple(self.members),
        )


class ReportQuerySet(ScopedQuerySet):
    view_permission = "reports.view"

    def handed_in(self) -> ReportQuerySet:
        return self.filter(state__in=HANDED_IN)


class Report(Record):
    """One organization's report of one period. OUTLINE is what its template said when it was begun.

    `counted_at` is when its numbers were taken; `opened_at` when the superior first looked, until then it may be taken
    back.
    """

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="reports")
    to = models.ForeignKey(Organization, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="报给谁")
    to_path = PathField()
    kind = models.CharField("汇报类型", max_length=40)
    label = models.CharField(max_length=40)
    title = models.CharField("名称", max_length=700)
    first = models.DateField("从哪天")
    last = models.DateField("到哪天")
    months = models.PositiveSmallIntegerField(default=1)
    outline = models.JSONField(default=list)
    assembles = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    counted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField("报送日期", null=True, blank=True)
    sent_by = models.CharField(max_length=60, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=60, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        db_table = "reports_report"
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "first"], name="report_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="report_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "returned"]) | Q(sent_on__isnull=False), name="report_sent_with_day"
            ),
        ]
        indexes = [
            models.Index(fields=["org_path", "first"], name="report_path"),
            models.Index(fields=["kind", "first"], name="report_period"),
            models.Index(fields=["first", "id"], name="report_day"),
            models.Index(fields=["to_path"], name="report_waiting", condition=Q(state="sent")),
            models.Index(fields=["org_path"], name="report_unsent", condition=Q(state__in=["draft", "returned"])),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.first, self.last, self.months)

    @property
    def may_change(self) -> bool:
        return self.state in WRITING

    @property
    def is_handed_in(self) -> bool:
        return self.state in HANDED_IN

    def is_early(self, on: date) -> bool:
        """Whether its period is not over on a day."""
        return self.last >= on

    @property
    def may_be_taken_back(self) -> bool:
        return self.state == ReportState.SENT and self.opened_at is None


class Number(models.Model):
    """A figure as it was taken, this period's and the one BEFORE; None where nobody can know."""

    id: int
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="numbers")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    unit = models.CharField(max_length=8)
    value = models.BigIntegerField(null=True)
    before = models.BigIntegerField(null=True)

    class Meta:
        db_table = "reports_number"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="number_once")]

    def __str__(self) -> str:
        return f"{self.label} {self.value}"


class Text(models.Model):
    """What a person wrote into a report."""

    id: int
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    key = models.CharField(max_length=40)
    label = models.CharField(max_length=60)
    text = models.TextField(blank=True)

    class Meta:
        db_table = "reports_text"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="text_once")]

    def __str__(self) -> str:
        return self.label


class Version(writing.Revision):
    """What a text read after somebody wrote into it."""

    row = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="versions")

    class Meta:
        db_table = "reports_version"
        ordering = ["-id"]


class Remark(models.Model):
    """退回意见: what the superior asked to be put right in one section (by its place), or in all (None)."""

    id: int
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="remarks")
    section = models.PositiveSmallIntegerField(null=True)
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=600)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "reports_remark"
        ordering = ["-at", "id"]

    def __str__(self) -> str:
        return self.text


class Urge(models.Model):
    """催报: somebody asked for a report that was not there; asked again, it is the same row with a later day."""

    id: int
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    org_path = PathField()
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    months = models.PositiveSmallIntegerField(default=1)
    times = models.PositiveSmallIntegerField(default=1)
    on = models.DateField()
    by = models.CharField(max_length=60)

    class Meta:
        db_table = "reports_urge"
        constraints = [models.UniqueConstraint(fields=["organization", "kind", "first"], name="urge_once")]
        indexes = [models.Index(fields=["org_path", "on"], name="urge_path")]

    def __str__(self) -> str:
        return f"{self.label} {self.first}"
