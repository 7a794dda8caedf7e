"""Findings (谁漏下了), what was proposed about them, and how the count went month by month."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from gongjian.foundation.columns import KeyField
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.oversight.coverage.terms import Mark, ProposalState
from gongjian.registers.organizations.models import Organization


def is_proposed() -> Exists:
    """Whether a remedy of a finding waits for the superior's answer."""
    about = {"subject_id": OuterRef("subject_id"), "rule": OuterRef("rule")}
    return Exists(Proposal.objects.filter(state=ProposalState.WAITING, **about))


class FindingQuerySet(ScopedQuerySet):
    view_permission = "findings.view"

    def due(self, on: date) -> FindingQuerySet:
        """Those to act on: not put off, or the day has come; and nothing proposed that waits for an answer."""
        return self.filter(Q(deferred_until__isnull=True) | Q(deferred_until__lte=on)).exclude(is_proposed())


class Finding(models.Model):
    """One subject that one rule holds for, today. Computed, never typed; gone when the rule no longer holds.

    `kind` tells apart what one rule finds several of, such as the duty that was not done.
    """

    id: int
    rule = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=40, default="")
    subject_name = KeyField(max_length=600)
    org_path = PathField()
    mark = models.CharField(max_length=10, choices=Mark.choices)
    severity = models.PositiveSmallIntegerField()
    since = models.DateField()
    detail = models.JSONField(default=dict)
    deferred_until = models.DateField(null=True, blank=True)
    deferred_reason = models.CharField(max_length=200, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        db_table = "coverage_finding"
        constraints = [models.UniqueConstraint(fields=["rule", "subject_id", "kind"], name="finding_once")]
        indexes = [
            models.Index(fields=["org_path", "rule"], name="finding_org_rule"),
            models.Index(fields=["severity", "since", "id"], name="finding_urgency"),
            models.Index(fields=["rule", "since", "id"], name="finding_oldest"),
            models.Index(fields=["subject_type", "subject_id"], name="finding_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.subject_name}"


class Expected(models.Model):
    """A unit that should be covered: who answers for it, its column of the board, and how it stands.

    Either it is `missing`, or it is `instructed` (no organization, but a party-building instructor), or one covers it.
    """

    unit_id = models.BigIntegerField(primary_key=True)
    org_path = PathField()
    kind = models.CharField(max_length=12)
    missing = models.BooleanField()
    instructed = models.BooleanField(default=False)

    class Meta:
        db_table = "coverage_expected"
        indexes = [models.Index(fields=["org_path", "kind", "missing"], name="expected_org_kind")]

    def __str__(self) -> str:
        return f"{self.unit_id}: {self.kind}"


class Tally(models.Model):
    """How many there are at and below one organization.

    `key` is a rule, a mark, "" for all findings, or a column of the board: with SHOULD in front for the units that
    should be covered, with INSTRUCTED or MISSING for those of them that are so. A number that went down to nothing
    stays as 0.
    """

    id: int
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=40)
    number = models.PositiveIntegerField()

    class Meta:
        db_table = "coverage_tally"
        constraints = [models.UniqueConstraint(fields=["organization", "key"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.key}: {self.number}"


class ProposalQuerySet(ScopedQuerySet):
    view_permission = "findings.view"

    def waiting(self) -> ProposalQuerySet:
        return self.filter(state=ProposalState.WAITING)


class Proposal(models.Model):
    """A remedy that needs the superior's approval: what was asked, by whom, and what was answered."""

    id: int
    remedy = models.CharField(max_length=40)
    rule = models.CharField(max_length=40)
    subject_type = models.CharField(max_length=20)
    subject_id = models.BigIntegerField()
    kind = models.CharField(max_length=40, default="")
    subject_name = models.CharField(max_length=600)
    org_path = PathField()
    data = models.JSONField()
    summary = models.CharField(max_length=2000)
    answers = models.JSONField(default=list, help_text="[label, text] of each field as it was typed")
    state = models.CharField(max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING)
    proposed_by = models.CharField(max_length=60)
    proposed_by_id = models.BigIntegerField()
    proposed_at = models.DateTimeField()
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=200, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        db_table = "coverage_proposal"
        constraints = [
            models.UniqueConstraint(
                fields=["remedy", "subject_id", "kind"], condition=Q(state="waiting"), name="proposal_one_open"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", decided_at__isnull=True)
                | (~Q(state="waiting") & Q(decided_at__isnull=False)),
                name="proposal_decided_with_time",
            ),
        ]
        indexes = [
            models.Index(fields=["org_path"], name="proposal_waiting", condition=Q(state="waiting")),
            models.Index(fields=["subject_id", "rule"], name="proposal_about"),
        ]

    def __str__(self) -> str:
        return self.summary


class Snapshot(models.Model):
    """The counts of one month for one organization of the first two levels: the trend is drawn from these."""

    id: int
    month = models.DateField(help_text="first day of the month")
    path = PathField()
    rule = models.CharField(max_length=40)
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "coverage_snapshot"
        constraints = [models.UniqueConstraint(fields=["month", "path", "rule"], name="snapshot_once")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.rule} {self.count}"


class Judged(models.Model):
    """The day for which all findings were last computed; one row."""

    id: int
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        db_table = "coverage_judged"

    def __str__(self) -> str:
        return f"{self.on}"
