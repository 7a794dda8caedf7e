"""Schemes of assessment (考核办法) and what came of them. No row here is about a person."""

from __future__ import annotations

from datetime import date

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from gongjian.foundation.records import Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.oversight.assessment.terms import Band, Every, Formula, Measure, Side, Size, Stage
from gongjian.registers.organizations.models import Organization
from gongjian.rules.periods import Period

VIEW = "assessment.view"


class AssessedQuerySet(ScopedQuerySet):
    view_permission = VIEW


class Scheme(Record):
    """考核办法: by what an organization assesses those below it over a quarter or a year.

    `kinds` are kinds of organization, `bodies` regional ones. `good`, `fair` and `plain` are percent of the full points
    from which (>=) a result is called so.
    """

    title = models.CharField("名称", max_length=60)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="谁考核")
    months = models.PositiveSmallIntegerField("周期", choices=Every.choices, default=Every.QUARTER)
    first = models.DateField("从")
    last = models.DateField("到")
    kinds = models.JSONField("考核哪几类党组织", default=list, blank=True)
    bodies = models.JSONField("考核哪几个区域性党组织", default=list, blank=True)
    closes_on = models.DateField("最晚哪天评完")
    good = models.PositiveSmallIntegerField("“好”从百分之几起", default=90)
    fair = models.PositiveSmallIntegerField("“较好”从百分之几起", default=80)
    plain = models.PositiveSmallIntegerField("“一般”从百分之几起", default=60)
    raters_at_least = models.PositiveSmallIntegerField("互评至少几家才看得到合计", default=3)
    small_below = models.PositiveIntegerField("党员不到多少名算小", default=50)
    large_from = models.PositiveIntegerField("党员多少名起算大", default=150)
    stage = models.CharField("到哪一步", max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    copied_from = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="copies")
    taken_at = models.DateTimeField("哪天取的数", null=True)
    published_at = models.DateTimeField("公布时间", null=True)

    objects = AssessedQuerySet.as_manager()

    class Meta:
        db_table = "assessment_scheme"
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="scheme_ends_after_start"),
            models.CheckConstraint(
                condition=Q(good__gt=F("fair")) & Q(fair__gt=F("plain")) & Q(plain__gt=0), name="scheme_bands_fall"
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.PUBLISHED, published_at__isnull=False)
                | (~Q(stage=Stage.PUBLISHED) & Q(published_at__isnull=True)),
                name="scheme_published_with_date",
            ),
            models.UniqueConstraint(
                fields=["copied_from", "first"],
                condition=Q(copied_from__isnull=False),
                name="scheme_copied_once",
            ),
        ]
        indexes = [models.Index(fields=["first", "id"], name="scheme_first")]

    def __str__(self) -> str:
        return self.title

    @property
    def period(self) -> Period:
        return Period(self.first, self.last, self.months)

    @property
    def thresholds(self) -> tuple[int, int, int]:
        return self.good, self.fair, self.plain

    @property
    def is_draft(self) -> bool:
        return self.stage == Stage.DRAFT

    @property
    def is_open(self) -> bool:
        return self.stage == Stage.OPEN

    @property
    def is_published(self) -> bool:
        return self.stage == Stage.PUBLISHED


class Indicator(Record):
    """考核指标, a line of a scheme. Weight and `each` in hundredths of a point; target, floor in the source's unit."""

    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField(default=0)
    group = models.CharField("哪一组", max_length=20)
    name = models.CharField("指标", max_length=40)
    weight = models.PositiveIntegerField("满分")
    measure = models.CharField("怎么得分", max_length=10, choices=Measure.choices, default=Measure.DATA)
    source = models.CharField("看哪个数", max_length=60, blank=True)
    formula = models.CharField("怎么算", max_length=10, choices=Formula.choices, blank=True)
    target = models.IntegerField("目标", null=True, blank=True)
    floor = models.IntegerField("底线", null=True, blank=True)
    each = models.PositiveIntegerField("每个扣几分", null=True, blank=True)
    questions = models.JSONField("评哪几个方面", default=list, blank=True)
    guidance = models.CharField("评的时候看什么", max_length=200, blank=True)

    class Meta:
        db_table = "assessment_indicator"
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(weight__gt=0), name="indicator_weighs"),
            models.CheckConstraint(
                condition=Q(formula="")
                | Q(formula=Formula.DEDUCT, each__gt=0)
                | (Q(formula=Formula.SCALE) & ~Q(target=F("floor"))),
                name="indicator_formula_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """取数: what one source said of one organization, with the cases behind it, as it was on `taken_at`."""

    id: int
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="readings")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=60)
    value = models.IntegerField(null=True)
    cases = models.JSONField(default=list)
    rows = models.CharField(max_length=300, default="")

    class Meta:
        db_table = "assessment_reading"
        constraints = [models.UniqueConstraint(fields=["scheme", "organization", "source"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.value}"


class Result(models.Model):
    """考核结果 of one organization. `sheet` says line by line how it came about, and stays so from publication on."""

    id: int
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="results")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    org_path = PathField()
    kind = models.CharField(max_length=20)
    size = models.CharField(max_length=10, choices=Size.choices)
    members = models.PositiveIntegerField("党员", default=0)
    points = models.IntegerField("得分", default=0)
    full = models.PositiveIntegerField("满分", default=0)
    automatic = models.IntegerField("自动得分", default=0)
    waiting = models.PositiveSmallIntegerField("还没有评的", default=0)
    band = models.CharField("档次", max_length=10, choices=Band.choices, blank=True)
    sheet = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    confirmed_points = models.IntegerField(null=True)
    confirmed_by = models.CharField("谁确认的", max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = AssessedQuerySet.as_manager()

    class Meta:
        db_table = "assessment_result"
        constraints = [
            models.UniqueConstraint(fields=["scheme", "organization"], name="result_once"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_points__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_points__isnull=False),
                name="result_confirmed_whole",
            ),
        ]
        indexes = [models.Index(fields=["org_path", "id"], name="result_path")]

    def __str__(self) -> str:
        return f"{self.organization_id} {self.band}"

    def is_provisional(self, on: date) -> bool:
        """Whether it may still become another: something waits, or the period of an open scheme is not over."""
        return self.scheme.is_open and (self.waiting > 0 or self.scheme.last >= on)


class Party(models.Model):
    """A side's organization and its paper (评议表); what it answered is shown to nobody else, only sums are."""

    id: int
    scheme = models.ForeignKey(Scheme, on_delete=models.CASCADE, related_name="parties")
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    org_path = PathField()
    side = models.CharField(max_length=10, choices=Side.choices)
    rates = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)

    objects = AssessedQuerySet.as_manager()

    class Meta:
        db_table = "assessment_party"
        constraints = [models.UniqueConstraint(fields=["scheme", "organization"], name="party_once")]

    def __str__(self) -> str:
        return f"{self.side} {self.organization_id}"


class Rating(models.Model):
    """What one party said of one organization of the other side to one indicator: a band for each question."""

    id: int
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="ratings")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="ratings")
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="ratings")
    answers = models.JSONField(default=list)

    class Meta:
        db_table = "assessment_rating"
        constraints = [models.UniqueConstraint(fields=["party", "indicator", "result"], name="rating_once")]

    def __str__(self) -> str:
        return f"{self.party_id} {self.result_id}"


class Judgement(models.Model):
    """评审: the points somebody gave, why, and where the material is; on an automatic line what an appeal changed."""

    id: int
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="judgements")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="judgements")
    points = models.PositiveIntegerField("得分")
    reason = models.CharField("理由", max_length=200)
    link = models.CharField("材料在哪里", max_length=300, blank=True)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "assessment_judgement"
        constraints = [models.UniqueConstraint(fields=["result", "indicator"], name="judgement_once")]

    def __str__(self) -> str:
        return f"{self.points}"


class Adjustment(models.Model):
    """加分、扣分: hundredths added or, when negative, taken off, with the record behind it."""

    id: int
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="adjustments")
    points = models.IntegerField("加减分")
    reason = models.CharField("事由", max_length=200)
    link = models.CharField("记录在哪里", max_length=300)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "assessment_adjustment"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=~Q(points=0), name="adjustment_changes")]

    def __str__(self) -> str:
        return f"{self.points} {self.reason}"


class Appeal(models.Model):
    """申诉 of the assessed organization against one line, or the whole when `indicator` is empty, and the answer."""

    id: int
    result = models.ForeignKey(Result, on_delete=models.CASCADE, related_name="appeals")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, null=True, related_name="+")
    org_path = PathField()
    text = models.CharField("为什么不对", max_length=400)
    by = models.CharField("谁提的", max_length=60)
    at = models.DateTimeField("哪天提的")
    accepted = models.BooleanField(null=True)
    answer = models.CharField("答复", max_length=400, blank=True)
    answered_by = models.CharField("谁答复的", max_length=60, blank=True)
    answered_at = models.DateTimeField(null=True)

    objects = AssessedQuerySet.as_manager()

    class Meta:
        db_table = "assessment_appeal"
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted__isnull=True, answered_at__isnull=True)
                | Q(accepted__isnull=False, answered_at__isnull=False),
                name="appeal_answered_whole",
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], name="appeal_at")]

    def __str__(self) -> str:
        return self.text[:30]
