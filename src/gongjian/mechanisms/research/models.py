"""Studies (课题) with their plan, the notes of visits and talks, the problems found and what came of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gongjian.foundation import writing
from gongjian.foundation.records import Record
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.mechanisms.research.terms import NoteKind, ProblemState, StudyState
from gongjian.registers.organizations.models import Organization
from gongjian.registers.units.models import Unit

PERSONAL_FIELDS = ("workers", "text", "whom")


class StudyQuerySet(ScopedQuerySet):
    view_permission = "research.view"


class Study(Record):
    """One question that somebody goes and looks into. `findings` and `advice` are the author's part of the report."""

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="studies")
    title = models.CharField("课题", max_length=120)
    question = models.TextField("要弄清什么", max_length=2000)
    why = models.TextField("为什么调研", max_length=2000, blank=True)
    workers = models.CharField("谁参加", max_length=400, blank=True)
    since = models.DateField("从哪天")
    until = models.DateField("到哪天")
    findings = models.TextField("调研发现", blank=True)
    advice = models.TextField("对策建议", blank=True)
    state = models.CharField(max_length=10, choices=StudyState.choices, default=StudyState.PLANNED)
    finished_on = models.DateField("哪天结题", null=True, blank=True)
    stopped_for = models.CharField("不做的原因", max_length=200, blank=True)

    objects = StudyQuerySet.as_manager()

    class Meta:
        db_table = "research_study"
        constraints = [
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="study_ends_after_start"),
            models.CheckConstraint(
                condition=Q(state=StudyState.FINISHED, finished_on__isnull=False)
                | ~Q(state=StudyState.FINISHED) & Q(finished_on__isnull=True),
                name="study_finished_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["org_path", "since"], name="study_path"),
            models.Index(fields=["since", "id"], name="study_day"),
            models.Index(fields=["finished_on", "organization"], name="study_finished"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether notes and words may still be added."""
        return self.state in (StudyState.PLANNED, StudyState.RUNNING)


class Step(models.Model):
    """计划的一步: what is done until when."""

    id: int
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    text = models.CharField("做什么", max_length=200)
    due_on = models.DateField("哪天前", null=True, blank=True)
    done_on = models.DateField("哪天做的", null=True, blank=True)

    class Meta:
        db_table = "research_step"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.text


class Note(models.Model):
    """A visit or a talk, in a few words. `whom` names a place, a unit or an organization, never a resident."""

    id: int
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField("方式", max_length=10, choices=NoteKind.choices)
    on = models.DateField("哪天")
    whom = models.CharField("去了哪里、和哪个单位谈", max_length=120)
    unit = models.ForeignKey(Unit, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField("看到、听到什么", max_length=5000)
    by = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "research_note"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.whom}"


class ProblemQuerySet(ScopedQuerySet):
    view_permission = "research.view"

    def unsettled(self) -> ProblemQuerySet:
        return self.exclude(state=ProblemState.CLOSED)


class Problem(models.Model):
    """问题: found by a study, in its owner's care (`org_path` is the owner's) until it has come to its end.

    `became` is the key of the ending it was turned into, `became_id` the row there, `result` what came of it in words.
    """

    id: int
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="problems")
    note = models.ForeignKey(Note, on_delete=models.SET_NULL, null=True, blank=True, related_name="problems")
    text = models.CharField("问题", max_length=400)
    owner = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+", verbose_name="谁来办")
    org_path = PathField()
    found_on = models.DateField("哪天发现")
    due_on = models.DateField("哪天前要有结果", null=True, blank=True)
    state = models.CharField(max_length=10, choices=ProblemState.choices, default=ProblemState.OPEN)
    became = models.CharField("转成", max_length=40, blank=True)
    became_id = models.BigIntegerField(null=True, blank=True)
    became_words = models.CharField("转到哪里", max_length=200, blank=True)
    turned_on = models.DateField("哪天转的", null=True, blank=True)
    look_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField("哪天了结", null=True, blank=True)
    result = models.CharField("结果", max_length=400, blank=True)

    objects = ProblemQuerySet.as_manager()

    class Meta:
        db_table = "research_problem"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProblemState.CLOSED, closed_on__isnull=False)
                | ~Q(state=ProblemState.CLOSED) & Q(closed_on__isnull=True),
                name="problem_closed_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=ProblemState.TURNED) | Q(turned_on__isnull=False), name="problem_turned_on_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["org_path", "found_on"], name="problem_path"),
            models.Index(fields=["found_on", "id"], name="problem_day"),
            models.Index(fields=["org_path", "look_on"], name="problem_waits", condition=Q(closed_on__isnull=True)),
        ]

    def __str__(self) -> str:
        return self.text


class Consequence(models.Model):
    """What changed because of a study, told afterwards with its day."""

    id: int
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="consequences")
    on = models.DateField("哪天")
    text = models.CharField("改变了什么", max_length=400)
    by = models.CharField(max_length=60)

    class Meta:
        db_table = "research_consequence"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return self.text


class Wording(writing.Revision):
    """How the findings or the advice read after somebody wrote into them."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="wordings")
    field = models.CharField(max_length=20)

    class Meta:
        db_table = "research_wording"
        ordering = ["-id"]


class Seen(models.Model):
    """An act of the phone page that arrived, by the id its device gave it: sent again, it is not done again."""

    id: int
    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="seen")
    act = models.CharField(max_length=40)

    class Meta:
        db_table = "research_seen"
        constraints = [models.UniqueConstraint(fields=["study", "act"], name="research_act_once")]

    def __str__(self) -> str:
        return self.act
