"""What organizations owe (应办), as the office set it, and what became of every period of it."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.oversight.duties.terms import Needs, Rhythm
from gongjian.registers.accounts.models import User
from gongjian.registers.organizations.models import Organization
from gongjian.rules.owing import DueDay, State

PERSONAL_FIELDS = ("given_by",)


class Start(models.Model):
    """From which day an organization and all below it owe anything; before it the calendar asks nobody."""

    id: int
    organization = models.OneToOneField(Organization, on_delete=models.CASCADE)
    path = PathField()
    first = models.DateField("从哪天起算", help_text="first day of a month")

    class Meta:
        db_table = "duties_start"

    def __str__(self) -> str:
        return f"{self.path} {self.first}"


class Duty(models.Model):
    """What the office set itself: a duty of its own, or, under the key of a standing one, how that changes from a day.

    The latest row of a key in force on a day holds. `stopped` ends the duty from that day on. An own duty is owed at
    `org_path` and below; a change of a standing one holds everywhere. Periods have so many `months`, counted from
    January or from the month of `counted_from`; or they end on `days` ("03-15") of each year; or with each term.
    """

    id: int
    key = models.CharField(max_length=40)
    label = models.CharField("名称", max_length=40)
    evidence = models.CharField("看什么算办了", max_length=40, blank=True)
    kinds = models.JSONField("哪几类党组织", default=list, blank=True)
    bodies = models.JSONField("哪几个区域性党组织", default=list, blank=True)
    needs = models.CharField(max_length=20, choices=Needs.choices, default=Needs.NOTHING, blank=True)
    chosen = models.ManyToManyField(Organization, blank=True, related_name="+", db_table="duties_duty_chosen")
    rhythm = models.CharField("多久一次", max_length=10, choices=Rhythm.choices, default=Rhythm.MONTHS)
    months = models.PositiveSmallIntegerField("几个月一期")
    counted_from = models.DateField("从哪个月数起", null=True, blank=True)
    days = models.JSONField("哪几天", default=list, blank=True)
    times = models.PositiveSmallIntegerField("每期几次", default=1)
    due_day = models.CharField(
        max_length=20, choices=[(each.value, each.value) for each in DueDay], default=DueDay.LAST
    )
    due_number = models.PositiveSmallIntegerField(default=0)
    lead_days = models.PositiveSmallIntegerField("提前几天提醒", default=7)
    basis = models.CharField("依据", max_length=200, blank=True)
    reason = models.CharField("为什么这样定", max_length=200, blank=True)
    stopped = models.BooleanField(default=False)
    in_force_from = models.DateField("从哪个月起")
    org_path = PathField()

    class Meta:
        db_table = "duties_duty"
        constraints = [
            models.UniqueConstraint(fields=["key", "in_force_from"], name="duty_changed_once_a_day"),
            models.CheckConstraint(condition=Q(months__gte=1, times__gte=1), name="duty_is_owed"),
        ]

    def __str__(self) -> str:
        return self.label


class ExemptionQuerySet(ScopedQuerySet):
    view_permission = "duties.view"


class Exemption(models.Model):
    """免办: the periods of a duty that begin within these days are not asked of an organization, for a reason."""

    id: int
    duty = models.CharField(max_length=40)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    org_path = PathField()
    first = models.DateField("从")
    last = models.DateField("到")
    reason = models.CharField("理由", max_length=200)
    given_by = models.CharField("谁批的", max_length=60)

    objects = ExemptionQuerySet.as_manager()

    class Meta:
        db_table = "duties_exemption"
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=models.F("first")), name="exemption_ends_after_start")
        ]
        indexes = [models.Index(fields=["organization", "duty"], name="exemption_of")]

    def __str__(self) -> str:
        return f"{self.duty} {self.first}–{self.last}"


class SpecialDay(models.Model):
    """A day of the working calendar that is not as its weekday says: a holiday, or a weekend on which people work."""

    id: int
    on = models.DateField(unique=True)
    works = models.BooleanField()
    name = models.CharField(max_length=20, blank=True)

    class Meta:
        db_table = "duties_special_day"

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class OccurrenceQuerySet(ScopedQuerySet):
    view_permission = "duties.view"

    def owed(self) -> OccurrenceQuerySet:
        """Neither done nor excused."""
        return self.filter(discharged_on__isnull=True, excused=False)

    def overdue(self, on: date) -> OccurrenceQuerySet:
        return self.owed().filter(due_on__lt=on)

    def open(self, on: date) -> OccurrenceQuerySet:
        """Those that may be done on a day and are not late yet."""
        return self.owed().filter(opens_on__lte=on, due_on__gte=on)

    def missed(self, on: date) -> OccurrenceQuerySet:
        """Those that were overdue on a day, whatever was done since."""
        undone = Q(discharged_on__isnull=True) | Q(discharged_on__gt=on)
        return self.filter(undone, excused=False, due_on__lt=on)


class Occurrence(models.Model):
    """One period of one duty that one organization owes; what is open and what overdue follows from the day."""

    id: int
    duty = models.CharField(max_length=40)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    org_path = PathField()
    key = models.CharField(max_length=24)
    label = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    opens_on = models.DateField()
    remind_on = models.DateField()
    due_on = models.DateField()
    excused = models.BooleanField(default=False)
    discharged_on = models.DateField(null=True)
    subject_id = models.BigIntegerField(null=True)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        db_table = "duties_occurrence"
        constraints = [models.UniqueConstraint(fields=["duty", "organization", "first"], name="occurrence_once")]
        indexes = [
            models.Index(fields=["org_path", "due_on"], name="occurrence_path"),
            models.Index(fields=["due_on", "id"], name="occurrence_due"),
            models.Index(
                fields=["org_path", "remind_on"],
                name="occurrence_owed",
                condition=Q(discharged_on__isnull=True, excused=False),
            ),
            models.Index(
                fields=["duty", "due_on", "org_path", "label", "remind_on"],
                name="occurrence_waiting",
                condition=Q(discharged_on__isnull=True, excused=False),
            ),
            models.Index(
                fields=["duty", "org_path", "due_on", "label", "remind_on"],
                name="occurrence_waiting_in",
                condition=Q(discharged_on__isnull=True, excused=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.key}"

    def state(self, on: date) -> State:
        """Open, discharged, excused or overdue, as it is known today and judged on a day."""
        if self.discharged_on is not None and self.discharged_on <= on:
            return State.DISCHARGED
        if self.excused:
            return State.EXCUSED
        return State.OVERDUE if self.due_on < on else State.OPEN


class Deadline(models.Model):
    """A day by which some organization owes a period of a duty: as few rows as the calendar has periods.

    Every stored period has its deadline here; one that nobody owes any longer may stay until the next new day.
    """

    id: int
    duty = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    remind_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        db_table = "duties_deadline"
        constraints = [
            models.UniqueConstraint(fields=["duty", "due_on", "label", "remind_on"], name="deadline_once"),
        ]

    def __str__(self) -> str:
        return f"{self.duty} {self.label} {self.due_on}"


class WorkTotals(models.Model):
    """工作覆盖: how the periods stand that fell due in the months pursued, counted at and below one organization.

    BEHIND are the standing organizations among them that did not do something, OWN_OVERDUE the periods that this one
    itself did not do. They follow the stored periods (`counting.refresh`); an organization without a row owed nothing.
    """

    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, primary_key=True, related_name="+")
    done = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    overdue = models.PositiveIntegerField(default=0)
    excused = models.PositiveIntegerField(default=0)
    behind = models.PositiveIntegerField(default=0)
    own_overdue = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "duties_totals"
        indexes = [models.Index(fields=["organization"], name="totals_behind", condition=Q(own_overdue__gt=0))]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.done} + {self.late} / {self.overdue}"


class Below(models.Model):
    """How the periods of one duty that open and are due together stand, of all below one organization without its own.

    They follow the stored periods (`below.refresh`); how those stand that are owed still, their days say.
    """

    id: int
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+", db_index=False)
    duty = models.CharField(max_length=40)
    label = models.CharField(max_length=40)
    opens_on = models.DateField()
    due_on = models.DateField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    late = models.PositiveIntegerField()
    excused = models.PositiveIntegerField()

    class Meta:
        db_table = "duties_below"
        constraints = [
            models.UniqueConstraint(fields=["organization", "due_on", "duty", "label", "opens_on"], name="below_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.duty} {self.label} {self.done} + {self.late} / {self.total}"


class Feed(models.Model):
    """A calendar subscription (日历订阅) of one account. Only a fingerprint of its secret address is kept."""

    id: int
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    label = models.CharField("订在哪里", max_length=40)
    fingerprint = models.CharField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "duties_feed"

    def __str__(self) -> str:
        return self.label
