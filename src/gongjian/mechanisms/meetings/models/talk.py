"""What was talked about, what was decided, and what follows from it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gongjian.foundation import writing
from gongjian.foundation.columns import EmptyLast
from gongjian.foundation.scope import ScopedQuerySet
from gongjian.foundation.tree import PathField
from gongjian.mechanisms.meetings.models.meeting import Meeting
from gongjian.mechanisms.meetings.terms import Decision
from gongjian.registers.organizations.models import Organization

PERSONAL_FIELDS = ("speeches", "dissent", "person")


class Item(models.Model):
    """议题: one item of the agenda and what was said to it. `suggested`: asked for, not yet on the agenda."""

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    title = models.CharField("议题", max_length=200)
    proposed_by = models.CharField("谁提的", max_length=60, blank=True)
    suggested = models.BooleanField(default=False)
    speeches = models.TextField("发言要点", blank=True)
    dissent = models.TextField("不同意见", blank=True)

    class Meta:
        db_table = "meetings_item"
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["meeting"], name="item_proposed", condition=~Q(proposed_by=""))]

    def __str__(self) -> str:
        return self.title


class Revision(writing.Revision):
    """What one text of an item read after somebody wrote into it."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="revisions")
    field = models.CharField(max_length=20)

    class Meta:
        db_table = "meetings_revision"
        ordering = ["-id"]


class Resolution(models.Model):
    """决议: what was decided. Votes are counts; whether it is carried follows from the rule of the meeting's day.

    `decision` names the voting rule where it is another than that of the kind of meeting; `settled`: nothing is to be
    done any more, deciding it was enough.
    """

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="resolutions")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, null=True, blank=True, related_name="resolutions")
    text = models.TextField("决定的事")
    decision = models.CharField("哪一类事", max_length=12, choices=Decision.choices, default="", blank=True)
    voted = models.BooleanField("表决", default=False)
    settled = models.BooleanField("定了就算，不用派人办", default=False)
    approvals = models.PositiveIntegerField("赞成", null=True, blank=True)
    objections = models.PositiveIntegerField("反对", null=True, blank=True)
    abstentions = models.PositiveIntegerField("弃权", null=True, blank=True)

    class Meta:
        db_table = "meetings_resolution"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class FollowUpQuerySet(ScopedQuerySet):
    view_permission = "meetings.view"

    def open(self) -> FollowUpQuerySet:
        return self.filter(closed_on__isnull=True)


class FollowUp(models.Model):
    """后续: who does what by when. `org_path` is the owner's, so that it waits on the owner's 今天.

    `added_on`: the day it was added after the minutes had been signed; it is not in them.
    """

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="follow_ups")
    resolution = models.ForeignKey(
        Resolution, on_delete=models.SET_NULL, null=True, blank=True, related_name="follow_ups"
    )
    text = models.CharField("要办的事", max_length=400)
    owner = models.ForeignKey(
        Organization, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="责任组织"
    )
    person = models.CharField("责任人或单位", max_length=120, blank=True)
    org_path = PathField()
    due_on = models.DateField("完成时间", null=True, blank=True)
    added_on = models.DateField("定稿后哪天派的", null=True, blank=True)
    urged_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    result = models.CharField("办的结果", max_length=400, blank=True)

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        db_table = "meetings_follow_up"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["org_path", "due_on"], name="follow_up_open", condition=Q(closed_on__isnull=True)),
            models.Index(EmptyLast("due_on"), "id", name="follow_up_due"),
        ]

    def __str__(self) -> str:
        return self.text
