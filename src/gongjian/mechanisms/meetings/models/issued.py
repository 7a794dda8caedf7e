"""What leaves the platform on paper or in public: signed editions, Word templates, published parts."""

from __future__ import annotations

from django.db import models

from gongjian.foundation.files import StoredFile
from gongjian.mechanisms.meetings.models.meeting import Meeting
from gongjian.registers.organizations.models import Organization


class Edition(models.Model):
    """定稿: what the minutes read when chair and recorder had both confirmed them; never changed, only followed."""

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    chair = models.CharField(max_length=60)
    recorder = models.CharField(max_length=60)
    paper = models.JSONField()

    class Meta:
        db_table = "meetings_edition"
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="edition_once")]

    def __str__(self) -> str:
        return f"第 {self.number} 版"


class Publication(models.Model):
    """公开: the parts somebody chose and looked through, as anyone may read them under CODE until it is revoked."""

    id: int
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="publications")
    code = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=120)
    parts = models.JSONField(default=list)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=60)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "meetings_publication"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.title


class WordTemplate(models.Model):
    """An organization's own Word template of minutes; it serves all below it that have none of their own."""

    id: int
    organization = models.OneToOneField(Organization, on_delete=models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.CharField(max_length=60)

    class Meta:
        db_table = "meetings_word_template"

    def __str__(self) -> str:
        return self.name
